//! What the engine says while somebody is still typing, and what stands in its way.

use std::borrow::Cow;

use kaigo_hojo_assess::Estimate;
use kaigo_hojo_contract::assessment::{ItemState, ItemStatus, NoteState};

use crate::draft::{Draft, Gap, Line, Mistake, Slot};

/// The running result.
#[derive(Debug, Default)]
pub(crate) struct Running {
    /// The estimate; `None` only where it failed.
    pub(crate) estimate: Option<Estimate<'static>>,
    /// Why it failed.
    pub(crate) failure: Option<String>,
    /// How many lines are left out because they are not complete.
    pub(crate) left_out: usize,
    /// How many of them wait for something; the others have a mistake.
    pub(crate) waiting: usize,
    /// The first line that waits for something, and for what.
    pub(crate) first_gap: Option<(u32, Gap)>,
    /// The mistakes that are shown.
    pub(crate) mistakes: Vec<Mistake>,
    /// How many lines nobody has said the kind of.
    pub(crate) guesses: usize,
}

impl Running {
    /// What is known without the engine.
    pub(super) fn of(draft: &Draft, gaps: &[Option<Gap>]) -> Self {
        let mut running = Self { mistakes: draft.mistakes(), ..Self::default() };
        for (line, gap) in draft.lines().iter().zip(gaps) {
            running.left_out += usize::from(gap.is_some());
            running.guesses += usize::from(line.has_open_kind());
            if let Some(gap) = gap.filter(|gap| gap.is_missing()) {
                running.waiting += 1;
                running.first_gap = running.first_gap.or(Some((line.key, gap)));
            }
        }
        running
    }
}

/// What became of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Counted or not.
    pub(crate) status: ItemStatus,
    /// How much of it.
    pub(crate) counted: Option<i64>,
    /// Why.
    pub(crate) reason: Cow<'static, str>,
    /// What would bring it in; may be empty.
    pub(crate) remedy: &'static str,
    /// The clause.
    pub(crate) cite: &'static str,
    /// What to know about it, each with its clause.
    pub(crate) notes: Vec<(&'static str, &'static str)>,
    /// What it lacks.
    pub(crate) gap: Option<Gap>,
    /// What is taken off it.
    pub(crate) discount: i64,
}

/// What became of each line, by its key.
pub(super) fn rows(lines: &[Line], gaps: &[Option<Gap>], estimate: &Estimate<'static>) -> Vec<(u32, Row)> {
    let notes = |state: &ItemState<'static>| -> Vec<_> {
        let of = |note: &&NoteState<'static>| note.item_id.as_deref() == Some(state.id.as_str());
        estimate.notes.iter().filter(of).map(|note| (note.label, note.cite)).collect()
    };
    let row = |((line, gap), state): ((&Line, &Option<Gap>), &ItemState<'static>)| {
        let row = Row {
            status: state.status,
            counted: state.counted_yen,
            reason: state.reason.clone(),
            remedy: state.remedy,
            cite: state.cite,
            notes: notes(state),
            gap: *gap,
            discount: line.number(Slot::Discount).unwrap_or(0),
        };
        (line.key, row)
    };
    lines.iter().zip(gaps).zip(&estimate.items).map(row).collect()
}
