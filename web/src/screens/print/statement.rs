//! A draft of the 経費所要額調書, in the order of its columns, to copy from.
//!
//! The forms of the prefectures differ in words, not in what they ask; what a programme has no figure for is left out.

use kaigo_hojo_assess::rules::edition::StepIx;
use kaigo_hojo_assess::words::yen;
use kaigo_hojo_contract::assessment::{Assessment, CategoryAmount};
use kaigo_hojo_contract::{Answer, Draft as Document};
use leptos::prelude::*;

use super::tables::Grid;
use crate::components::about::figure;
use crate::components::parts::Cited;
use crate::components::table::FIGURES;
use crate::erased::view;
use crate::store::Desk;
use crate::trace;
use crate::words::{print as words, span};

/// The question that every programme asks of a line: what others pay for it.
const DONATION: &str = "donation-yen";

/// The draft; it begins a page.
#[component]
pub(super) fn Statement<'r>(
    desk: &'static Desk,
    document: &'r Document,
    assessment: &'r Assessment<'static>,
) -> impl IntoView + use<> {
    let rows = rows(desk, document, assessment);
    let heads = vec![("", words::COLUMN), (FIGURES, words::FIGURE), ("", words::SUM)];
    view! {
        <section class="part new-page">
            <h2>{words::STATEMENT}</h2>
            <Grid name=words::STATEMENT heads>{rows}</Grid>
            <p class="hint">{words::STATEMENT_HELP}</p>
        </section>
    }
}

fn rows(desk: &'static Desk, document: &Document, assessment: &Assessment<'static>) -> Vec<AnyView> {
    let total = assessment.total_cost_yen;
    let donations = donations(document);
    let less = total.zip(donations).map(|(total, donations)| total - donations);
    let known = |(label, words), amount: Option<i64>| {
        Some(plain(label, amount.map_or_else(|| words::OPEN.to_owned(), yen), words))
    };
    let step = |label, ix| step(desk, assessment, label, ix);
    let plan = &desk.whole().plan;
    let rate = plan.rate.and_then(|rate| step(words::RATE, rate));
    let (burden, how) = words::BURDEN;
    let before = [
        known(words::TOTAL, total),
        known(words::DONATIONS, donations),
        known(words::LESS, less),
        step(words::ELIGIBLE, plan.eligible),
        rate.or_else(|| Some(plain(words::RATE, desk.whole().about.rate.clone(), ""))),
        step(words::BY_RATE, plan.by_rate),
        step(words::LIMITED, plan.limited),
    ];
    let after = [step(words::AMOUNT, plan.amount), assessment.own_burden.map(|yen| plain(burden, span(yen), how))];
    let rows = before.into_iter().flatten();
    rows.chain(categories(&assessment.categories)).chain(after.into_iter().flatten()).collect()
}

// Parts for which nothing is applied for are no rows of the form.
fn categories(parts: &[CategoryAmount<'static>]) -> Vec<AnyView> {
    let is_any = |part: &&CategoryAmount<'_>| part.amount.is_none_or(|amount| amount.yen != Some(0));
    let parts = parts.iter().filter(|_| parts.len() > 1).filter(is_any);
    parts.map(|part| plain(part.label, figure(part.amount), words::OF_CATEGORY)).collect()
}

// A row with how its figure comes about, in our words.
fn plain(label: &'static str, value: String, how: &'static str) -> AnyView {
    view! { <tr><th scope="row">{label}</th><td class=FIGURES>{value}</td><td>{how}</td></tr> }
}

// The row of a step; nothing where the trace does not have it.
fn step(desk: &Desk, assessment: &Assessment<'static>, label: &'static str, ix: StepIx) -> Option<AnyView> {
    let step = trace::step(desk.whole(), &assessment.steps, ix)?;
    let value = trace::value(step);
    let formula = trace::formula(step, &value).to_owned();
    let row = view! {
        <tr>
            <th scope="row">{label}</th>
            <td class=FIGURES>{value}</td>
            <td><Cited class="" words=formula clause=step.cite/></td>
        </tr>
    };
    Some(row.into_any())
}

// What others pay for the lines together; `None` while that is not known of one of them.
fn donations(document: &Document) -> Option<i64> {
    let items = document.application.items.as_ref()?;
    items.iter().try_fold(0_i64, |sum, item| match item.answers.get(DONATION) {
        None => Some(sum),
        Some(Answer::Whole(yen)) => sum.checked_add(*yen),
        Some(_) => None,
    })
}

#[cfg(test)]
mod tests {
    use kaigo_hojo_contract::Application;
    use kaigo_hojo_contract::Item;
    use kaigo_hojo_contract::application::Tax;

    use super::*;

    fn document(answers: &[Option<Answer>]) -> Document {
        let item = |answer: &Option<Answer>| Item {
            id: String::new(),
            kinds: Vec::new(),
            name: None,
            unit_price_yen: 1,
            quantity: 1,
            tax: Tax::Excluded,
            tax_rate_percent: 10,
            months: None,
            discount_yen: 0,
            answers: answer.iter().map(|answer| (DONATION.to_owned(), answer.clone())).collect(),
        };
        let items = Some(answers.iter().map(item).collect());
        Document { application: Application { items, ..Application::default() }, ..Document::default() }
    }

    #[test]
    fn donations_are_summed_and_unknown_is_not_nothing() {
        assert_eq!(donations(&document(&[None, Some(Answer::Whole(3)), Some(Answer::Whole(4))])), Some(7));
        assert_eq!(donations(&document(&[None])), Some(0));
        assert_eq!(donations(&document(&[Some(Answer::Whole(3)), Some(Answer::Unknown)])), None);
        assert_eq!(donations(&Document::default()), None);
    }
}
