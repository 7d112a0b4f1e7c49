//! What the answers are drawn from computes what the whole pack computes: it only has fewer words.

use kaigo_hojo_assess::advice::advise;
use kaigo_hojo_assess::{Estimator, overview};
use kaigo_hojo_pack::for_answers;
use whole_system_tests::{cases, read};

#[test]
fn every_case_gives_the_same() {
    let editions = overview::editions();
    let light: Vec<_> = editions.iter().map(for_answers).collect();
    let mut compared = 0;
    for (file, case) in cases() {
        let Ok(application) = read(&case["application"].to_string()) else { continue };
        let Some(at) = editions.iter().position(|edition| edition.about.id == application.programme) else { continue };
        let whole = Estimator::new(&editions[at]).estimate(&application);
        let answers = Estimator::new(&light[at]).estimate(&application);
        let name = format!("{file} {}", case["id"]);
        assert_eq!(whole.is_ok(), answers.is_ok(), "{name}");
        let (Ok(whole), Ok(answers)) = (whole, answers) else { continue };
        assert_eq!(answers.amount, whole.amount, "{name}");
        assert_eq!(answers.verdict, whole.verdict, "{name}");
        assert_eq!(answers.not_computable, whole.not_computable, "{name}");
        assert_eq!(answers.own_burden, whole.own_burden, "{name}");
        assert_eq!(answers.total_cost_yen, whole.total_cost_yen, "{name}");
        assert_eq!(answers.items, whole.items, "{name}");
        let of_lines = |notes: &[kaigo_hojo_contract::assessment::NoteState<'_>]| {
            let told = notes.iter().filter(|note| note.item_id.is_some());
            told.map(|note| format!("{:?} {} {}", note.item_id, note.label, note.cite)).collect::<Vec<_>>()
        };
        assert_eq!(of_lines(&answers.notes), of_lines(&whole.notes), "{name}");
        for (light, whole) in answers.steps.iter().zip(&whole.steps) {
            assert_eq!(
                (light.id, light.yen, light.low_yen, light.high_yen),
                (whole.id, whole.yen, whole.low_yen, whole.high_yen)
            );
            assert_eq!(light.lines, whole.lines, "{name} {}", whole.id);
            if whole.short || !whole.lines.is_empty() {
                assert_eq!(light.label, whole.label, "{name} {}", whole.id);
            }
            // The clause stands at a line; beside the answers there is the value alone.
            if !whole.lines.is_empty() {
                assert_eq!(light.cite, whole.cite, "{name} {}", whole.id);
            }
        }
        assert_eq!(answers.steps.len(), whole.steps.len(), "{name}");
        assert_eq!(advise(&light[at], &application), advise(&editions[at], &application), "{name}");
        compared += 1;
    }
    assert!(compared > 700, "{compared}");
}
