//! The entries of an edition that rest on a clause, each with its name, and the words that no case can see.

use kaigo_hojo_rules::edition::{Edition, Group, Stage};

/// An entry as `clauses.json` writes it.
pub(crate) struct Entry {
    /// `step/rate`, `document/plan/stage`.
    pub(crate) name: String,
    /// Its clause, or the word.
    pub(crate) says: String,
    /// Whether that is a clause.
    pub(crate) is_clause: bool,
}

/// Every entry with a clause, and every word that decides what is shown where.
pub(crate) fn entries(edition: &Edition) -> Vec<Entry> {
    let mut all = Vec::new();
    clauses(edition, &mut |name, cite| all.push(Entry { name, says: cite.to_owned(), is_clause: true }));
    words(edition, &mut |name, word| all.push(Entry { name, says: word.to_owned(), is_clause: false }));
    all
}

type Add<'a> = dyn FnMut(String, &str) + 'a;

fn clauses(edition: &Edition, add: &mut Add<'_>) {
    for step in &edition.steps {
        add(format!("step/{}", step.id), &step.cite);
        if let Some(limit) = &step.limit {
            add(format!("step/{}/limit", step.id), &limit.cite);
        }
    }
    edition.questions.iter().for_each(|question| add(format!("question/{}", question.id), &question.cite));
    edition.item_questions.iter().for_each(|question| add(format!("item-question/{}", question.id), &question.cite));
    for kind in &edition.kinds {
        add(format!("kind/{}", kind.id), &kind.cite);
        for (ix, need) in kind.needs.iter().enumerate() {
            add(format!("kind/{}/need/{}", kind.id, ix + 1), &need.cite);
        }
    }
    edition.drops.iter().enumerate().for_each(|(ix, drop)| add(format!("drop/{}", ix + 1), &drop.cite));
    edition.tables.iter().for_each(|table| add(format!("table/{}", table.id), &table.cite));
    edition.readings.iter().for_each(|reading| add(format!("reading/{}", reading.id), &reading.cite));
    edition.requirements.iter().for_each(|must| add(format!("requirement/{}", must.id), &must.cite));
    edition.notes.iter().for_each(|note| add(format!("note/{}", note.id), &note.cite));
    edition.documents.iter().for_each(|document| add(format!("document/{}", document.id), &document.cite));
    edition.deadlines.iter().for_each(|deadline| add(format!("deadline/{}", deadline.id), &deadline.cite));
    edition.date_rules.iter().for_each(|rule| add(format!("date-rule/{}", rule.id), &rule.cite));
    edition.staffing.iter().for_each(|staffing| add("staffing".to_owned(), &staffing.cite));
}

fn words(edition: &Edition, add: &mut Add<'_>) {
    let question = |at: u16| edition.questions[usize::from(at)].id.as_str();
    for requirement in &edition.requirements {
        let group = match requirement.group {
            Group::Eligibility => "eligibility",
            Group::Software => "software",
            Group::Equipment => "equipment",
            Group::Promise => "promise",
            Group::AfterGrant => "after-grant",
        };
        add(format!("requirement/{}/group", requirement.id), group);
        if let Some(asked) = requirement.question {
            add(format!("requirement/{}/question", requirement.id), question(asked));
        }
    }
    for document in &edition.documents {
        let stage = match document.stage {
            Stage::Application => "application",
            Stage::Report => "report",
            Stage::Change => "change",
        };
        add(format!("document/{}/stage", document.id), stage);
    }
    if let Some(staffing) = &edition.staffing {
        add("staffing/fte".to_owned(), question(staffing.fte));
        add("staffing/heads".to_owned(), question(staffing.heads));
        for role in &staffing.roles {
            add(format!("staffing/role/{}", role.id), if role.by_head { "by-head" } else { "fte" });
        }
    }
    let step = |at: u16| edition.steps[usize::from(at)].id.as_str();
    edition.plan.rate.iter().for_each(|at| add("result/rate".to_owned(), step(*at)));
    edition.plan.staff.iter().for_each(|at| add("result/staff".to_owned(), step(*at)));
    // What is usually done wrong with a rule stands for no rule: its clause is only a word here.
    let mistakes = edition.mistakes.open().into_iter().flat_map(|mistakes| mistakes.list);
    mistakes.for_each(|mistake| add(format!("mistake/{}", mistake.id), &mistake.cite));
}
