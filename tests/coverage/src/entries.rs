//! The entries of an edition that rest on a clause, each with its name and its clause.

use kaigo_hojo_rules::edition::Edition;

/// An entry: its name, as `tests/cases/clauses.json` writes it, and how to reach its clause.
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) cite: fn(&mut Edition, usize, usize) -> &mut String,
    pub(crate) at: (usize, usize),
}

impl Entry {
    /// The clause that the edition gives for it.
    pub(crate) fn clause<'e>(&self, edition: &'e mut Edition) -> &'e mut String {
        (self.cite)(edition, self.at.0, self.at.1)
    }
}

/// Every entry with a clause.
pub(crate) fn entries(edition: &Edition) -> Vec<Entry> {
    let mut all = Vec::new();
    let mut add = |name: String, at: (usize, usize), cite: fn(&mut Edition, usize, usize) -> &mut String| {
        all.push(Entry { name, cite, at });
    };
    for (ix, step) in edition.steps.iter().enumerate() {
        add(format!("step/{}", step.id), (ix, 0), |e, ix, _| &mut e.steps[ix].cite);
        if step.limit.is_some() {
            add(format!("step/{}/limit", step.id), (ix, 0), |e, ix, _| {
                &mut e.steps[ix].limit.as_mut().expect("it was there").cite
            });
        }
    }
    for (ix, question) in edition.questions.iter().enumerate() {
        add(format!("question/{}", question.id), (ix, 0), |e, ix, _| &mut e.questions[ix].cite);
    }
    for (ix, question) in edition.item_questions.iter().enumerate() {
        add(format!("item-question/{}", question.id), (ix, 0), |e, ix, _| &mut e.item_questions[ix].cite);
    }
    for (ix, kind) in edition.kinds.iter().enumerate() {
        add(format!("kind/{}", kind.id), (ix, 0), |e, ix, _| &mut e.kinds[ix].cite);
        for need in 0..kind.needs.len() {
            let name = format!("kind/{}/need/{}", kind.id, need + 1);
            add(name, (ix, need), |e, ix, need| &mut e.kinds[ix].needs[need].cite);
        }
    }
    for ix in 0..edition.drops.len() {
        add(format!("drop/{}", ix + 1), (ix, 0), |e, ix, _| &mut e.drops[ix].cite);
    }
    for (ix, table) in edition.tables.iter().enumerate() {
        add(format!("table/{}", table.id), (ix, 0), |e, ix, _| &mut e.tables[ix].cite);
    }
    for (ix, reading) in edition.readings.iter().enumerate() {
        add(format!("reading/{}", reading.id), (ix, 0), |e, ix, _| &mut e.readings[ix].cite);
    }
    for (ix, requirement) in edition.requirements.iter().enumerate() {
        add(format!("requirement/{}", requirement.id), (ix, 0), |e, ix, _| &mut e.requirements[ix].cite);
    }
    for (ix, note) in edition.notes.iter().enumerate() {
        add(format!("note/{}", note.id), (ix, 0), |e, ix, _| &mut e.notes[ix].cite);
    }
    all
}
