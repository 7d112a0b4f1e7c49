//! A result as a case for the tests, in the form of the cases beside each pack: what was entered, and what this program says of it.
//!
//! Its expectations are the program's own output, and the case says so: they show that nothing has changed, not that it is
//! right. What depends on the day on which somebody looks is left out.

use kaigo_hojo_assess::words::{date, fiscal_year};
use kaigo_hojo_contract::application::Application;
use kaigo_hojo_contract::assessment::{Assessment, ItemStatus, Met, Needed, NoteState, Verdict};
use kaigo_hojo_contract::draft::Draft;
use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::dates::Dates;
use kaigo_hojo_rules::edition::About;
use kaigo_hojo_rules::order::sort_by_key;
use serde::{Serialize, Serializer};

const AUTHOR: &str = "期待値はこのプログラムの出力であり、条文で確かめたものではありません。\
    条文と手計算で確かめたら、この欄と why に、だれがどう確かめたかを書いてください。";
const WHY: &str = "画面の結果をそのまま保存したものです。";

/// A case.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Case<'a> {
    id: &'a str,
    title: String,
    why: &'static str,
    source: String,
    author: &'static str,
    application: Application,
    #[serde(skip_serializing_if = "is_empty")]
    dates: Dates,
    expect: Expect<'a>,
}

fn is_empty(dates: &Dates) -> bool {
    *dates == Dates::default()
}

// What is said of each of something, in the order of the ids.
#[derive(Clone, Debug, PartialEq)]
struct ById<'a, T>(Vec<(&'a str, T)>);

impl<'a, T> FromIterator<(&'a str, T)> for ById<'a, T> {
    fn from_iter<I: IntoIterator<Item = (&'a str, T)>>(all: I) -> Self {
        let mut all: Vec<_> = all.into_iter().collect();
        sort_by_key(&mut all, |(id, _)| *id);
        Self(all)
    }
}

impl<T: Serialize> Serialize for ById<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, what)| (id, what)))
    }
}

// What the tests look at, under the names that they have there.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
struct Expect<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    amount_yen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    low_yen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high_yen: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_computable: Option<bool>,
    verdict: Verdict,
    route: Option<&'a str>,
    total_cost_yen: Option<i64>,
    own_burden_yen: Option<i64>,
    binding: Option<&'a str>,
    items: ById<'a, ItemStatus>,
    counted_yen: ById<'a, Option<i64>>,
    categories: ById<'a, Option<i64>>,
    alternatives: ById<'a, ById<'a, Option<i64>>>,
    requirements: ById<'a, Met>,
    documents: ById<'a, Needed>,
    deadlines: ById<'a, Option<Date>>,
    date_conflicts: Vec<&'a str>,
    exact_notes: Vec<String>,
}

/// The case of a draft. `names`: with what people have called the draft and its lines.
#[must_use]
pub fn case<'a>(id: &'a str, about: &About, draft: &Draft, assessment: &'a Assessment<'_>, names: bool) -> Case<'a> {
    let (mut application, _) = draft.counted();
    let mut title = format!("{} {}（{}）", about.prefecture, about.name, fiscal_year(about.fiscal_year));
    if names {
        draft.name.iter().for_each(|name| title = format!("{name}：{title}"));
    } else {
        application.items.iter_mut().flatten().for_each(|item| item.name = None);
    }
    let source = format!("{}（条文の日付 {}、規則の版 {}）", about.title, date(about.as_of), about.hash);
    let dates = draft.dates;
    Case { id, title, why: WHY, source, author: AUTHOR, application, dates, expect: expect(assessment) }
}

fn expect<'a>(assessment: &'a Assessment<'_>) -> Expect<'a> {
    let amount = assessment.amount;
    // Bounds of which nobody knows whether they are reached may become narrower: they are no expectation.
    let bounds = amount.filter(|amount| amount.yen.is_none() && amount.tight);
    let yen = |amount: Option<kaigo_hojo_contract::assessment::Amount>| amount.and_then(|amount| amount.yen);
    let note = |note: &NoteState<'_>| match &note.item_id {
        Some(line) => format!("{}@{line}", note.id),
        None => note.id.to_owned(),
    };
    let mut exact_notes: Vec<String> = assessment.notes.iter().map(note).collect();
    sort_by_key(&mut exact_notes, Clone::clone);
    Expect {
        amount_yen: yen(amount),
        low_yen: bounds.map(|amount| amount.low_yen),
        high_yen: bounds.and_then(|amount| amount.high_yen),
        not_computable: amount.is_none().then_some(true),
        verdict: assessment.verdict,
        route: assessment.route,
        total_cost_yen: assessment.total_cost_yen,
        own_burden_yen: assessment.own_burden.and_then(|burden| burden.yen),
        binding: assessment.binding_constraint.map(|binding| binding.id),
        items: assessment.items.iter().map(|item| (item.id.as_str(), item.status)).collect(),
        counted_yen: assessment.items.iter().map(|item| (item.id.as_str(), item.counted_yen)).collect(),
        categories: assessment.categories.iter().map(|part| (part.id, yen(part.amount))).collect(),
        alternatives: (assessment.readings.iter())
            .map(|reading| {
                let others = reading.alternatives.iter().map(|other| (other.id, yen(other.amount))).collect();
                (reading.id, others)
            })
            .collect(),
        requirements: assessment.requirements.iter().map(|one| (one.id, one.status)).collect(),
        documents: assessment.documents.iter().map(|paper| (paper.id, paper.needed)).collect(),
        deadlines: assessment.deadlines.iter().map(|deadline| (deadline.id, deadline.date)).collect(),
        date_conflicts: assessment.date_conflicts.iter().map(|conflict| conflict.id).collect(),
        exact_notes,
    }
}
