//! That a programme is found as soon as its folder is there, and that what it lacks is named.

#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};

use kaigo_hojo_assess::packs::BUILT_IN;
use whole_system_tests::FOLDER;
use whole_system_tests::programmes::{Need, Programme, held_ids, invented, programmes, sorted};

#[test]
fn what_is_found_is_what_is_built_in() {
    let mut found: Vec<&str> = programmes().iter().map(Programme::id).collect();
    let mut built: Vec<&str> = BUILT_IN.iter().map(|pack| pack.id).collect();
    found.sort_unstable();
    built.sort_unstable();
    assert_eq!(found, built);
}

#[test]
fn nothing_is_written_for_a_programme_that_is_gone() {
    let of = |id: &str| programmes().iter().any(|programme| programme.id() == id);
    let oracles = oracle::PROGRAMMES.into_iter().filter(|id| !of(id));
    assert_eq!(oracles.collect::<Vec<_>>(), [] as [&str; 0], "the oracle knows them, and there is no pack");
}

/// The invented programme beside the others, with a `tests.toml` of these lines.
fn fourth(name: &str, tests: &str) -> Programme {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fourth").join(name);
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("pack.toml"), invented().toml()).expect("written");
    std::fs::write(folder.join("tests.toml"), tests).expect("written");
    Programme::of(&folder)
}

const EVERY_WAIVER: &str = "[waived]\noracle = \"a waiver for this test\"\ntext = \"a waiver for this test\"\n\
    cases = \"a waiver for this test\"\ndiagnosis = \"a waiver for this test\"\njourney = \"a waiver for this test\"\n";

#[test]
fn a_fourth_programme_is_missed_by_name() {
    let all = [programmes(), &[fourth("bare", "")]].concat();
    for need in Need::ALL {
        // Without texts nobody can tell whether its text is there.
        if need == Need::Text && invented().text().is_none() {
            continue;
        }
        let wrong = sorted(&all, need).expect_err("it lacks everything");
        assert_eq!(wrong.len(), 1, "{wrong:?}");
        assert!(wrong[0].starts_with("kakuu-robot-r8: ") && wrong[0].contains("tests.toml"), "{}", wrong[0]);
    }
}

#[test]
fn a_waiver_is_told_and_a_needless_one_is_refused() {
    let all = [programmes(), &[fourth("waived", EVERY_WAIVER)]].concat();
    for need in [Need::Oracle, Need::Cases, Need::Diagnosis, Need::Journey] {
        let (held, left_out) = sorted(&all, need).expect("it waives it");
        assert!(held.iter().all(|programme| programme.id() != "kakuu-robot-r8"));
        assert_eq!(held.len(), held_ids(need).len());
        assert!(
            left_out.iter().any(|what| what.starts_with("kakuu-robot-r8: ") && what.contains("a waiver for this test"))
        );
        let mut needless = programmes()[0].clone();
        needless.tests.waived.insert(need, "there is one all the same".to_owned());
        let wrong = sorted(&[needless], need).expect_err("it has it");
        assert!(wrong[0].contains("needless"), "{wrong:?}");
    }
}

#[test]
fn a_wrong_file_of_waivers_is_refused() {
    for (name, text) in [
        ("word", "[waived]\noracel = \"a waiver for this test\"\n"),
        ("key", "journeys = \"G1\"\n"),
        ("silent", "[waived]\noracle = \"\"\n"),
    ] {
        let refused = std::panic::catch_unwind(|| fourth(name, text));
        assert!(refused.is_err(), "{text}");
    }
}

/// No test lists programmes by their folders or by all of their ids any more.
#[test]
fn no_test_lists_the_programmes() {
    let mut files = Vec::new();
    for folder in ["src", "tests", "tests/support", "browser", "npm", "coverage/src", "oracle/tests"] {
        let entries = std::fs::read_dir(Path::new(FOLDER).join(folder)).expect("a folder");
        files.extend(entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_file()));
    }
    assert!(files.len() > 80, "{}", files.len());
    let listing = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).expect("text");
        // Within one statement.
        text.split([';', '{', '}']).any(|piece| {
            let is_there = |id: &str| piece.contains(&format!("'{id}'")) || piece.contains(&format!("\"{id}\""));
            programmes().iter().filter(|programme| is_there(programme.id())).count() > 2
        })
    };
    let listing: Vec<&PathBuf> = files.iter().filter(|path| listing(path)).collect();
    assert!(listing.is_empty(), "{listing:?}");
}
