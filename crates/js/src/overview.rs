//! The data for a form: the programmes and their questions. Described in `schema/api.schema.json`.

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::{self, Absent, AnswerKind, Checker, Edition, Outcome, Question, Status};
use kaigo_hojo_contract::Answer;
use serde::Serialize;

/// A programme.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Programme<'e> {
    id: &'e str,
    prefecture: &'e str,
    title: &'e str,
    name: &'e str,
    fiscal_year: u16,
    status: Status,
    as_of: String,
    valid_until: String,
    reception: Option<Reception>,
    checked: Checked,
    rate: &'e str,
    ceilings: &'e [String],
    not_covered: &'e [String],
    counts_tax: bool,
    pack_hash: &'e str,
}

#[derive(Clone, Debug, Serialize)]
struct Reception {
    from: String,
    to: String,
}

#[derive(Clone, Debug, Serialize)]
struct Checked {
    date: String,
    by: Checker,
}

/// A programme with its state on a day.
#[must_use]
pub fn programme(edition: &Edition, day: Date) -> Programme<'_> {
    let about = &edition.about;
    let reception = about.reception.map(|(from, to)| Reception { from: from.to_string(), to: to.to_string() });
    Programme {
        id: &about.id,
        prefecture: &about.prefecture,
        title: &about.title,
        name: &about.name,
        fiscal_year: about.fiscal_year,
        status: about.status_on(day),
        as_of: about.as_of.to_string(),
        valid_until: about.valid_until.to_string(),
        reception,
        checked: Checked { date: about.checked_on.to_string(), by: about.checked_by },
        rate: &about.rate,
        ceilings: &about.ceilings,
        not_covered: &about.not_covered,
        counts_tax: about.counts_tax,
        pack_hash: &about.hash,
    }
}

/// The questions and kinds of a programme.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Questionnaire<'e> {
    programme: &'e str,
    sections: Vec<Section<'e>>,
    questions: Vec<Asked<'e>>,
    item_questions: Vec<Asked<'e>>,
    kinds: Vec<Kind<'e>>,
}

#[derive(Clone, Debug, Serialize)]
struct Section<'e> {
    id: &'e str,
    label: &'e str,
    help: &'e str,
    check: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Asked<'e> {
    id: &'e str,
    label: &'e str,
    help: &'e str,
    cite: &'e str,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'e str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kinds: Option<Vec<&'e str>>,
    answer: AnswerType<'e>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<Answer>,
    null_is_absent: bool,
}

#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum AnswerType<'e> {
    Truth,
    Choice {
        choices: Vec<Choice<'e>>,
    },
    Number {
        decimal: bool,
        min: i64,
        max: i64,
        unit: &'e str,
        #[serde(skip_serializing_if = "Option::is_none")]
        none: Option<&'e str>,
    },
    Lines,
}

#[derive(Clone, Debug, Serialize)]
struct Choice<'e> {
    id: &'e str,
    label: &'e str,
    group: &'e str,
}

#[derive(Clone, Debug, Serialize)]
struct Kind<'e> {
    id: &'e str,
    label: &'e str,
    group: &'e str,
    examples: &'e [String],
    outcome: Outcome,
    reason: &'e str,
    cite: &'e str,
}

/// Lists the questions and kinds of an edition.
#[must_use]
pub fn questionnaire(edition: &Edition) -> Questionnaire<'_> {
    let section = |question: &Question| edition.sections.get(usize::from(question.section)).map(|s| s.id.as_str());
    let kinds = |question: &Question| {
        let all = edition.kinds.iter().enumerate();
        all.filter(|(ix, _)| question.kinds >> ix & 1 == 1).map(|(_, kind)| kind.id.as_str()).collect()
    };
    Questionnaire {
        programme: &edition.about.id,
        sections: edition.sections.iter().map(section_of).collect(),
        questions: edition.questions.iter().map(|question| asked(question, section(question), None)).collect(),
        item_questions: edition.item_questions.iter().map(|q| asked(q, None, Some(kinds(q)))).collect(),
        kinds: edition.kinds.iter().map(|kind| offered(edition, kind)).collect(),
    }
}

fn section_of(section: &edition::Section) -> Section<'_> {
    Section { id: &section.id, label: &section.label, help: &section.help, check: section.check }
}

fn offered<'e>(edition: &'e Edition, kind: &'e edition::Kind) -> Kind<'e> {
    Kind {
        id: &kind.id,
        label: &kind.label,
        group: edition.kind_groups.get(usize::from(kind.group)).map_or("", String::as_str),
        examples: &kind.examples,
        outcome: kind.outcome,
        reason: &kind.reason,
        cite: &kind.cite,
    }
}

fn asked<'e>(question: &'e Question, section: Option<&'e str>, kinds: Option<Vec<&'e str>>) -> Asked<'e> {
    let choice = |choice: &'e edition::Choice| Choice { id: &choice.id, label: &choice.label, group: &choice.group };
    let answer = match &question.kind {
        AnswerKind::Truth => AnswerType::Truth,
        AnswerKind::Choice(choices) => AnswerType::Choice { choices: choices.iter().map(choice).collect() },
        AnswerKind::Number { decimal, min, max, unit, none } => {
            AnswerType::Number { decimal: *decimal, min: *min, max: *max, unit, none: none.as_deref() }
        }
        AnswerKind::Lines => AnswerType::Lines,
    };
    Asked {
        id: &question.id,
        label: &question.label,
        help: &question.help,
        cite: &question.cite,
        section,
        kinds,
        answer,
        default: default(question),
        null_is_absent: question.null_is_absent,
    }
}

// As it would be written in an application.
fn default(question: &Question) -> Option<Answer> {
    Some(match (&question.absent, &question.kind) {
        (Absent::Unknown, _) => return None,
        (Absent::Option(option), AnswerKind::Choice(choices)) => {
            Answer::Text(choices.get(usize::from(*option))?.id.clone())
        }
        (Absent::Option(option), _) => Answer::Truth(*option == 1),
        (Absent::Number(number), AnswerKind::Number { decimal: true, .. }) => {
            Answer::Text(number.to_decimal()?.normalize().to_string())
        }
        (Absent::Number(number), _) => Answer::Whole(number.to_whole()?),
        (Absent::None, _) => Answer::Text("none".to_owned()),
        (Absent::NoLines, _) => Answer::Lines(Vec::new()),
    })
}
