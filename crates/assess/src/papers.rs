//! The papers, the deadlines, and dates that contradict the text.

use kaigo_hojo_contract::assessment::{DateConflict, Days, DeadlineState, DocumentState, MonthsBeyond, Needed};
use kaigo_hojo_rules::dates::Dates;
use kaigo_hojo_rules::edition::{ConditionIx, Edition};
use kaigo_hojo_rules::evaluate::Pass;
use kaigo_hojo_rules::facts::{Facts, Line};
use kaigo_hojo_rules::range::Truth;

use crate::reasons::lines;

// What has no condition always concerns the applicant.
fn needed(pass: &Pass<'_>, when: Option<ConditionIx>) -> Needed {
    match when.map_or(Truth::True, |condition| pass.judge(condition, 0)) {
        Truth::True => Needed::Yes,
        Truth::False => Needed::No,
        Truth::Open => Needed::Unknown,
    }
}

/// Every paper, and whether it is needed.
pub(crate) fn documents<'e>(edition: &'e Edition, pass: &Pass<'_>) -> Vec<DocumentState<'e>> {
    let state = |document: &'e kaigo_hojo_rules::edition::Document| DocumentState {
        id: &document.id,
        label: &document.label,
        needed: needed(pass, document.when),
        reason: &document.reason,
        stage: document.stage,
        cite: &document.cite,
    };
    edition.documents.iter().map(state).collect()
}

/// The deadlines that concern the applicant, or may.
pub(crate) fn deadlines<'e>(
    edition: &'e Edition,
    pass: &Pass<'_>,
    ids: &[String],
    dates: &Dates,
) -> Vec<DeadlineState<'e>> {
    let items =
        |when: ConditionIx| lines(edition, pass, when).into_iter().filter_map(|line| ids.get(line).cloned()).collect();
    let state = |deadline: &'e kaigo_hojo_rules::edition::Deadline| {
        let found = deadline.due.find(edition.about.fiscal_year, dates);
        DeadlineState {
            id: &deadline.id,
            label: &deadline.label,
            needed: needed(pass, deadline.when),
            date: found.date,
            within: found.within.map(|(from, to)| Days { from, to }),
            latest: found.latest,
            waits_for: found.waits_for,
            before: found.before,
            item_ids: deadline.when.map(items).unwrap_or_default(),
            help: &deadline.help,
            cite: &deadline.cite,
        }
    };
    edition.deadlines.iter().map(state).filter(|deadline| deadline.needed != Needed::No).collect()
}

/// The lines with more months in the fiscal year than the date of the contract leaves.
pub(crate) fn months_beyond(edition: &Edition, facts: &Facts, ids: &[String], dates: &Dates) -> Vec<MonthsBeyond> {
    let Some(at_most) = dates.months_left(edition.about.fiscal_year) else { return Vec::new() };
    let lines = ids.iter().zip(&facts.lines);
    let beyond = |(id, line): (&String, &Line)| {
        let in_year = line.months_in_year.filter(|months| *months > at_most)?;
        Some(MonthsBeyond { item_id: id.clone(), in_year, at_most })
    };
    lines.filter_map(beyond).collect()
}

/// The rules that the entered dates break.
pub(crate) fn date_conflicts<'e>(edition: &'e Edition, pass: &Pass<'_>, dates: &Dates) -> Vec<DateConflict<'e>> {
    let broken = |rule: &&kaigo_hojo_rules::edition::DateRule| {
        rule.is_broken(edition.about.fiscal_year, dates)
            && rule.unless.is_none_or(|condition| pass.judge(condition, 0) != Truth::True)
    };
    let conflict = |rule: &'e kaigo_hojo_rules::edition::DateRule| DateConflict {
        id: &rule.id,
        label: &rule.message,
        cite: &rule.cite,
    };
    edition.date_rules.iter().filter(broken).map(conflict).collect()
}
