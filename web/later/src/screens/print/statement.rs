//! A draft of the 経費所要額調書, in the order of its columns, to copy from.
//!
//! The forms of the prefectures differ in words, not in what they ask; what a programme has no figure for is left out.

use kaigo_hojo_assess::assessment::{Assessment, CategoryAmount};
use kaigo_hojo_assess::words::yen;
use kaigo_hojo_assess::{Answer, Draft};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::outcome::figure;
use kaigo_hojo_parts::{trace, words};

use super::tables::{grid, row};
use crate::desk::Desk;
use crate::table::FIGURES;

/// The question that every programme asks of a line: what others pay for it.
const DONATION: &str = "donation-yen";

/// The draft; it begins a page.
pub(super) fn statement(desk: &'static Desk, draft: &Draft, assessment: &Assessment<'static>, place: &El) {
    let heads = [("", "欄"), (FIGURES, "金額など"), ("", "計算と根拠")];
    let (place, rows) = grid(place, "経費所要額調書の下書き", &heads);
    place.set("class", "part new-page");
    place.put("p", "hint", "様式に書き写すための下書きです。欄の名前と順序は、県の様式に合わせて読み替えてください。");
    let total = assessment.total_cost_yen;
    let donations = donations(draft);
    let less = total.zip(donations).map(|(total, donations)| total - donations);
    let unknown = || "未定".to_owned();
    let put = |label: &str, value: &str, words: &str| {
        let row = row(&rows, label);
        row.put("td", FIGURES, value);
        row.put("td", "", words);
    };
    put("総事業費", &total.map_or_else(unknown, yen), "明細の全部。税込。対象にならないものも含みます");
    put("寄附金その他の収入", &donations.map_or_else(unknown, yen), "明細に入力した額の合計");
    put("差引額", &less.map_or_else(unknown, yen), "総事業費から寄附金その他の収入を引いた額");
    let plan = &desk.edition.plan;
    let step = |label: &str, ix: u16| {
        let step = trace::step(desk.edition, &assessment.steps, ix);
        if let Some(step) = step {
            let value = trace::value(step);
            let row = row(&rows, label);
            row.put("td", FIGURES, &value);
            row.add("td", "").cited("", trace::formula(step, &value), step.cite);
        }
        step.is_some()
    };
    step("対象経費", plan.eligible);
    if !plan.rate.is_some_and(|rate| step("補助率", rate)) {
        put("補助率", &desk.edition.about.rate, "");
    }
    step("補助率を掛けた額", plan.by_rate);
    step("選定額（上限を当てはめた額）", plan.limited);
    if assessment.categories.len() > 1 {
        // Parts for which nothing is applied for are no rows of the form.
        let is_any = |part: &&CategoryAmount<'_>| part.amount.is_none_or(|amount| amount.yen != Some(0));
        for part in assessment.categories.iter().filter(is_any) {
            put(part.label, &figure(part.amount), "区分ごとの額");
        }
    }
    step("交付申請額", plan.amount);
    if let Some(burden) = assessment.own_burden {
        put("自己負担", &words::span(burden), "総事業費から交付申請額を引いた額");
    }
}

// What others pay for the lines together; `None` while that is not known of one of them.
fn donations(draft: &Draft) -> Option<i64> {
    let items = draft.application.items.as_ref()?;
    items.iter().try_fold(0_i64, |sum, item| match item.answers.get(DONATION) {
        None => Some(sum),
        Some(Answer::Whole(yen)) => sum.checked_add(*yen),
        Some(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use kaigo_hojo_assess::Application;

    use super::*;
    use crate::testing::item;

    fn draft(answers: &[Option<Answer>]) -> Draft {
        let item =
            |answer: &Option<Answer>| item("", answer.iter().map(|answer| (DONATION.to_owned(), answer.clone())));
        let items = Some(answers.iter().map(item).collect());
        Draft { application: Application { items, ..Application::default() }, ..Draft::default() }
    }

    #[test]
    fn donations_are_summed_and_unknown_is_not_nothing() {
        assert_eq!(donations(&draft(&[None, Some(Answer::Whole(3)), Some(Answer::Whole(4))])), Some(7));
        assert_eq!(donations(&draft(&[None])), Some(0));
        assert_eq!(donations(&draft(&[Some(Answer::Whole(3)), Some(Answer::Unknown)])), None);
        assert_eq!(donations(&Draft::default()), None);
    }
}
