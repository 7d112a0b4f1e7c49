//! The values of a pass, and a record of what another reading has replaced.

use core::mem::replace;

use crate::edition::{Edition, StepIx};
use crate::range::{Range, Truth};

/// Whether a value can fail to exist, as the cap of an office without staff does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gap {
    /// It always exists.
    Never,
    /// For some completions of the unknown answers it does not exist.
    Possible,
    /// It does not exist. The step is the lookup that has no band.
    Certain(StepIx),
}

impl Gap {
    pub(super) fn join(self, other: Self) -> Self {
        self.max(other)
    }

    /// That of one of two, where either may be asked for.
    pub(super) fn either(self, other: Self) -> Self {
        if (self == Self::Never) == (other == Self::Never) { self.min(other) } else { Self::Possible }
    }

    /// That of something that is not asked for in every completion.
    pub(super) fn perhaps(self) -> Self {
        self.min(Self::Possible)
    }
}

/// The values of one pass.
#[derive(Clone, Debug)]
pub struct Workspace {
    pub(super) lines: usize,
    pub(super) values: Vec<Range>,
    pub(super) gaps: Vec<Gap>,
    pub(super) columns: Vec<Range>,
    pub(super) truths: Vec<Truth>,
    pub(super) truth_columns: Vec<Truth>,
    pub(super) counted: Vec<Truth>,
    pub(super) feasible: bool,
    /// Which turns have been taken: what others hold is left over from elsewhere.
    pub(super) live: Vec<bool>,
    /// Whether any value may fail to exist.
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

/// Where a value is kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Cell {
    Value(usize),
    Column(usize),
}

/// Where a truth is kept.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place {
    Truth(usize),
    TruthColumn(usize),
}

/// What was replaced, and where it belongs.
#[derive(Clone, Debug)]
pub(super) enum Replaced {
    Value(Cell, Range),
    Gap(StepIx, Gap),
    Truth(Place, Truth),
}

impl Workspace {
    /// Room for one application.
    #[must_use]
    pub fn new(edition: &Edition, lines: usize) -> Self {
        let mut room = Self {
            lines: usize::MAX,
            values: Vec::new(),
            gaps: Vec::new(),
            columns: Vec::new(),
            truths: Vec::new(),
            truth_columns: Vec::new(),
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
        if self.lines == lines && self.values.len() == edition.steps.len() {
            return;
        }
        self.lines = lines;
        self.values.resize(edition.steps.len(), Range::ZERO);
        self.gaps.resize(edition.steps.len(), Gap::Never);
        self.columns.resize(usize::from(edition.columns) * lines, Range::ZERO);
        self.truths.resize(edition.conditions.len(), Truth::False);
        self.truth_columns.resize(usize::from(edition.truth_columns) * lines, Truth::False);
        self.counted.resize(lines, Truth::False);
    }

    /// Takes over the values of another pass; keeps its own room.
    pub fn copy_from(&mut self, other: &Self) {
        self.lines = other.lines;
        self.values.clone_from(&other.values);
        self.gaps.clone_from(&other.gaps);
        self.columns.clone_from(&other.columns);
        self.truths.clone_from(&other.truths);
        self.truth_columns.clone_from(&other.truth_columns);
        self.counted.clone_from(&other.counted);
        self.feasible = other.feasible;
        self.any_gap = other.any_gap;
    }

    pub(super) fn put_value(&mut self, cell: Cell, value: Range) {
        let slot = match cell {
            Cell::Value(place) => &mut self.values[place],
            Cell::Column(place) => &mut self.columns[place],
        };
        if !self.comparing {
            *slot = value;
        } else if *slot != value {
            let before = replace(slot, value);
            self.changed = true;
            if let Some(replaced) = &mut self.replaced {
                replaced.push(Replaced::Value(cell, before));
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

    pub(super) fn write(&mut self, place: Place, truth: Truth) {
        let slot = match place {
            Place::Truth(place) => &mut self.truths[place],
            Place::TruthColumn(place) => &mut self.truth_columns[place],
        };
        if *slot != truth {
            let before = replace(slot, truth);
            self.changed = true;
            if let Some(replaced) = &mut self.replaced {
                replaced.push(Replaced::Truth(place, before));
            }
        }
    }

    pub(super) fn put_back(&mut self) {
        for replaced in self.replaced.take().into_iter().flatten().rev() {
            match replaced {
                Replaced::Value(Cell::Value(place), value) => self.values[place] = value,
                Replaced::Value(Cell::Column(place), value) => self.columns[place] = value,
                Replaced::Gap(step, gap) => self.gaps[usize::from(step)] = gap,
                Replaced::Truth(Place::Truth(place), truth) => self.truths[place] = truth,
                Replaced::Truth(Place::TruthColumn(place), truth) => self.truth_columns[place] = truth,
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
