//! Checks of several packs together, and of a pack with its official text.

use core::ops::Range;

use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::edition::{Edition, Status};

use crate::diagnostic::{Diagnostic, Severity, place};
use crate::figures::{Place, figures};
use crate::official::Official;
use crate::source::{self, Pack};
use crate::usage::cites;

/// A pack without errors of its own.
#[derive(Clone, Debug)]
pub struct Checked {
    /// The file as it was named.
    pub file: String,
    /// Its text.
    pub text: String,
    /// The lowered pack.
    pub edition: Edition,
}

impl Checked {
    fn tell(
        &self,
        severity: Severity,
        code: &'static str,
        at: Range<usize>,
        message: String,
        hint: &str,
    ) -> Diagnostic {
        Diagnostic { severity, ..place(&self.file, &self.text, code, at, message, hint) }
    }

    // Where a key of the pack itself stands.
    fn at_key(&self, key: &str) -> Range<usize> {
        let starts = self.text.lines().scan(0, |at, line| {
            let start = *at;
            *at += line.len() + 1;
            Some((start, line))
        });
        let found = starts
            .into_iter()
            .find(|(_, line)| line.strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('=')));
        found.map_or(0..0, |(start, line)| start..start + line.len())
    }
}

/// Two packs of one id, and two editions of one programme that take applications on the same day. Editions of a
/// programme have the prefecture and the name in common.
#[must_use]
pub fn together(packs: &[Checked]) -> Vec<Diagnostic> {
    let mut told = Vec::new();
    for (at, pack) in packs.iter().enumerate() {
        let about = &pack.edition.about;
        for other in &packs[..at] {
            let before = &other.edition.about;
            if before.id == about.id {
                let message = format!("制度の名前「{}」が、{} と同じです。", about.id, other.file);
                told.push(pack.tell(
                    Severity::Error,
                    "P060",
                    pack.at_key("id"),
                    message,
                    "年度を含む別の名前にしてください（例: …-r9）。",
                ));
            } else if (&before.prefecture, &before.name) == (&about.prefecture, &about.name)
                && let Some((from, until)) = both_open(&other.edition, &pack.edition)
            {
                let message = format!(
                    "「{}」の二つの版（{} と {}）が、{from} から {until} まで同時に受付中になります（もう一つは {}）。",
                    about.name, before.id, about.id, other.file
                );
                let key = if about.reception.is_some() { "reception" } else { "status" };
                let hint =
                    "古い版の status を \"closed\" か \"superseded\" にするか、reception の日付を直してください。";
                told.push(pack.tell(Severity::Error, "P061", pack.at_key(key), message, hint));
            }
        }
    }
    told
}

// The days on which applications are taken.
fn open(edition: &Edition) -> Option<(Date, Date)> {
    let about = &edition.about;
    match about.status {
        Status::Closed | Status::Superseded | Status::Draft => None,
        Status::Announced => about.reception,
        Status::Open => {
            Some(about.reception.unwrap_or((Date::start_of_fiscal_year(about.fiscal_year), about.valid_until)))
        }
    }
}

fn both_open(one: &Edition, other: &Edition) -> Option<(Date, Date)> {
    let (a, b) = (open(one)?, open(other)?);
    let (from, until) = (a.0.max(b.0), a.1.min(b.1));
    (from <= until).then_some((from, until))
}

/// Clauses that are not in the official text, and figures that are not in the clause that they cite.
#[must_use]
pub fn beside(pack: &Checked, official: &Official) -> Vec<Diagnostic> {
    let Ok(source) = source::parse(&pack.file, &pack.text) else { return Vec::new() };
    let mut told = Vec::new();
    let mut clause = |cite: &str, at: Range<usize>| {
        if let Err(why) = official.passage(cite) {
            let message = format!("条項「{cite}」が、要綱の文書に見つかりません（{why}）。");
            let hint = "条・項・号の番号を確かめてください。書き方の例: 第5条(1)、第5条2、別表 表2。";
            told.push(pack.tell(Severity::Warning, "P062", at, message, hint));
        }
    };
    cites(&source).filter(|cite| !cite.get_ref().is_empty()).for_each(|cite| clause(cite.get_ref(), cite.span()));
    let kinds = source.kinds.iter().map(|kind| (&kind.cite, kind.id.span()));
    let questions = source.questions.iter().chain(&source.item_questions).map(|q| (&q.cite, q.id.span()));
    kinds.chain(questions).filter(|(cite, _)| !cite.is_empty()).for_each(|(cite, at)| clause(cite, at));
    for missing in figures(&pack.edition, official).missing {
        let message =
            format!("「{}」の「{}」が、根拠の条項（{}）に見つかりません。", missing.id, missing.figure, missing.cite);
        let hint = "数字か条項のどちらが正しいかを、要綱で確かめてください。";
        told.push(pack.tell(Severity::Warning, "P063", span(&source, missing.place), message, hint));
    }
    told.sort_by_key(|told| (told.line, told.column));
    told
}

fn span(pack: &Pack, place: Place) -> Range<usize> {
    let found = match place {
        Place::Step(ix) => pack.steps.get(ix).map(|step| step.r#do.span()),
        Place::Band(table, band) => {
            pack.tables.get(table).and_then(|table| table.bands.get_ref().get(band)).map(toml::Spanned::span)
        }
        Place::Kind(ix) => {
            pack.kinds.get(ix).map(|kind| kind.figures.first().map_or(kind.id.span(), |(_, f)| f.span()))
        }
        Place::Deadline(ix) => pack.deadlines.get(ix).map(|d| d.due.as_ref().map_or(d.id.span(), toml::Spanned::span)),
        Place::DateRule(ix) => pack
            .date_rules
            .get(ix)
            .map(|rule| rule.from.as_ref().or(rule.until.as_ref()).map_or(rule.id.span(), toml::Spanned::span)),
        Place::Condition(ix) => pack.conditions.get(ix).map(|condition| condition.when.span()),
    };
    found.unwrap_or(0..0)
}
