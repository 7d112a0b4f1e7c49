//! What a line comes to by its kind; by each of those that it may be of, while nobody has said which.

use super::gaps::judged;
use super::{Gap, Pass};
use crate::edition::{ConditionIx, Kind, Outcome};
use crate::range::{Range, Truth};

impl<'a> Pass<'a> {
    /// The kinds that a line may be of.
    pub(crate) fn kinds(&self, line: usize) -> impl Iterator<Item = &'a Kind> {
        self.edition.kinds_in(self.line(line).kinds)
    }

    /// Whether a line is counted: where it may be of several kinds, surely only if it would be as each.
    pub(super) fn count_line(&self, line: usize) -> Truth {
        self.kinds(line).map(|kind| self.counted_as(kind, line)).reduce(Truth::either).unwrap_or(Truth::False)
    }

    /// Whether a line is counted if it is of this kind.
    pub(crate) fn counted_as(&self, kind: &Kind, line: usize) -> Truth {
        if self.is_never_counted(kind, line) {
            return Truth::False;
        }
        Truth::all(self.counting(kind, line).map(|(part, wanted)| self.is(part, wanted, line)))
    }

    /// Whether it can be judged if the line is counted as one of this kind.
    pub(crate) fn counted_gap(&self, kind: &Kind, line: usize) -> Gap {
        if self.is_never_counted(kind, line) {
            return Gap::Never;
        }
        let parts = self.counting(kind, line);
        judged(parts.map(|(part, wanted)| (self.is(part, wanted, line), self.condition_gap(part, line))), Truth::False)
    }

    fn is_never_counted(&self, kind: &Kind, line: usize) -> bool {
        kind.outcome != Outcome::Counted && !self.line(line).insisted
    }

    // What must hold, or must not, for a line of a kind to be counted.
    fn counting(&self, kind: &Kind, line: usize) -> impl Iterator<Item = (ConditionIx, bool)> {
        let insisted = self.line(line).insisted;
        let early = kind.needs.iter().filter(|need| !need.late).map(|need| (need.when, true));
        early.chain(self.edition.drops.iter().map(|drop| (drop.when, false))).filter(move |_| !insisted)
    }

    fn is(&self, ix: ConditionIx, wanted: bool, line: usize) -> Truth {
        let truth = self.test(ix, line);
        if wanted { truth } else { truth.not() }
    }

    /// All that a line may have as one of its kinds.
    pub(super) fn of_kinds(&self, line: usize, of: &dyn Fn(&Kind) -> Range) -> Range {
        self.kinds(line).map(of).reduce(|one, other| one.hull(&other)).unwrap_or(Range::ZERO)
    }
}
