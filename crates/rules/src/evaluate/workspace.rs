//! The values of a pass, and a record of what another reading has replaced.

use core::mem::replace;

use super::Gap;
use crate::edition::{Edition, StepIx};
use crate::range::{Range, Truth};

/// The values of one pass.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(super) lines: usize,
    /// Of each step, then of each column line by line: see [`Workspace::place`].
    pub(super) values: Vec<Range>,
    pub(super) gaps: Vec<Gap>,
    /// Of each condition, then of each column line by line.
    pub(super) truths: Vec<Truth>,
    pub(super) counted: Vec<Truth>,
    pub(super) feasible: bool,
    /// Which turns have been taken: what others hold is left over from elsewhere.
    pub(super) live: Vec<bool>,
    /// Whether any value may fail to exist; if none may, all gaps say so.
    pub(super) any_gap: bool,
    /// What a [`Pass::under`] has replaced, to be put back.
    pub(super) replaced: Option<Vec<Replaced>>,
    /// Whether values are compared with those they replace.
    pub(super) comparing: bool,
    /// Whether the turn has changed a value.
    pub(super) changed: bool,
    /// Which turns have changed a value.
    pub(super) touched: Vec<bool>,
}

/// What was replaced, and where it belongs.
#[derive(Clone, Debug)]
pub(super) enum Replaced {
    Value(usize, Range),
    Gap(StepIx, Gap),
    Truth(usize, Truth),
}

impl Workspace {
    /// Room for one application.
    #[must_use]
    pub fn new(edition: &Edition, lines: usize) -> Self {
        let mut room = Self {
            lines: usize::MAX,
            values: Vec::new(),
            gaps: Vec::new(),
            truths: Vec::new(),
            counted: Vec::new(),
            feasible: true,
            live: Vec::new(),
            any_gap: false,
            replaced: None,
            comparing: false,
            changed: false,
            touched: Vec::new(),
        };
        room.fit(edition, lines);
        room
    }

    /// Makes room for an application of so many lines.
    pub fn fit(&mut self, edition: &Edition, lines: usize) {
        if self.lines == lines && self.gaps.len() == edition.steps.len() {
            return;
        }
        self.lines = lines;
        self.values.resize(edition.steps.len() + usize::from(edition.columns) * lines, Range::ZERO);
        self.gaps.resize(edition.steps.len(), Gap::Never);
        self.truths.resize(edition.conditions.len() + usize::from(edition.truth_columns) * lines, Truth::False);
        self.counted.resize(lines, Truth::False);
    }

    /// Where the value on a line stands in a column, after the `before` that have a single one.
    pub(super) fn place(&self, before: usize, column: u16, line: usize) -> usize {
        before + usize::from(column) * self.lines + line
    }

    /// Takes over the values of another pass; keeps its own room.
    pub fn copy_from(&mut self, other: &Self) {
        self.lines = other.lines;
        self.values.clone_from(&other.values);
        self.gaps.clone_from(&other.gaps);
        self.truths.clone_from(&other.truths);
        self.counted.clone_from(&other.counted);
        self.feasible = other.feasible;
        self.any_gap = other.any_gap;
    }

    pub(super) fn put_value(&mut self, place: usize, value: Range) {
        let slot = &mut self.values[place];
        if !self.comparing {
            *slot = value;
        } else if *slot != value {
            let before = replace(slot, value);
            self.changed = true;
            if let Some(replaced) = &mut self.replaced {
                replaced.push(Replaced::Value(place, before));
            }
        }
    }

    pub(super) fn put_gap(&mut self, step: StepIx, gap: Gap) {
        self.any_gap |= gap != Gap::Never;
        let before = replace(&mut self.gaps[usize::from(step)], gap);
        if before != gap {
            self.changed = true;
            if let Some(replaced) = &mut self.replaced {
                replaced.push(Replaced::Gap(step, before));
            }
        }
    }

    pub(super) fn put_truth(&mut self, place: usize, truth: Truth) {
        let before = replace(&mut self.truths[place], truth);
        if before != truth {
            self.changed = true;
            if let Some(replaced) = &mut self.replaced {
                replaced.push(Replaced::Truth(place, before));
            }
        }
    }

    pub(super) fn put_back(&mut self) {
        for replaced in self.replaced.take().into_iter().flatten().rev() {
            match replaced {
                Replaced::Value(place, value) => self.values[place] = value,
                Replaced::Gap(step, gap) => self.gaps[usize::from(step)] = gap,
                Replaced::Truth(place, truth) => self.truths[place] = truth,
            }
        }
    }

    /// The value of a step without lines.
    #[must_use]
    pub fn value(&self, step: StepIx) -> &Range {
        &self.values[usize::from(step)]
    }

    /// Whether the step's value exists.
    #[must_use]
    pub fn gap(&self, step: StepIx) -> Gap {
        self.gaps[usize::from(step)]
    }

    /// Whether the assumptions can hold together.
    #[must_use]
    pub const fn feasible(&self) -> bool {
        self.feasible
    }
}
