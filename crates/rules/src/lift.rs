//! Limits taken away: how an edition computes without one of them.

use core::mem::swap;

use crate::edition::{Edition, Limit, Op, Operand, Step, StepIx};
use crate::evaluate::{Gap, Pass};
use crate::exact::Exact;
use crate::range::{Range, Truth};

/// A limit, wherever an edition applies it: steps that name the same id apply the same limit.
#[derive(Debug)]
pub struct Lift<'e> {
    /// The steps that apply it, in the order of the pack.
    applied: Vec<(StepIx, &'e Step, &'e Limit)>,
    // How these are computed without it; with it, while the edition is without.
    instead: Vec<Op>,
    /// The steps that have another value without it.
    otherwise: Vec<StepIx>,
}

/// The limits of an edition, in the order in which its steps first name them.
#[must_use]
pub fn lifts(edition: &Edition) -> Vec<Lift<'_>> {
    let mut lifts: Vec<Lift<'_>> = Vec::new();
    for (ix, step) in (0..).zip(&edition.steps) {
        let (Some(limit), Some(without)) = (&step.limit, without(&step.op)) else { continue };
        let known = lifts.iter_mut().find(|lift| lift.applied.iter().any(|(.., other)| other.id == limit.id));
        let otherwise =
            (0..).zip(&edition.steps).filter(|(of, step)| *of == ix || tells_of(step, ix)).map(|(of, _)| of);
        if let Some(lift) = known {
            lift.applied.push((ix, step, limit));
            lift.instead.push(without);
            lift.otherwise.extend(otherwise);
        } else {
            let (applied, instead) = (vec![(ix, step, limit)], vec![without]);
            lifts.push(Lift { applied, instead, otherwise: otherwise.collect() });
        }
    }
    lifts
}

// What is left of a step without its limit: of the lowest the first, of the best units all.
fn without(op: &Op) -> Option<Op> {
    match op {
        Op::Lowest(parts) => Some(Op::Lowest(parts.first().cloned().into_iter().collect())),
        Op::Best(best) => {
            let mut best = best.clone();
            best.limit = Operand::Figure(Range::Point(Exact::INFINITE));
            Some(Op::Best(best))
        }
        _ => None,
    }
}

fn tells_of(step: &Step, best: StepIx) -> bool {
    matches!(step.op, Op::Taken(of) if of == best)
}

impl<'e> Lift<'e> {
    /// The limit where it takes something away, as far as a pass can tell: without it nothing else may change in the end.
    #[must_use]
    pub fn bites(&self, pass: &Pass<'_>) -> Option<&'e Limit> {
        self.applied.iter().find(|(ix, step, _)| takes(pass, *ix, step)).map(|(.., limit)| *limit)
    }

    /// Takes the limit out of a copy of its edition, or puts it back.
    pub fn swap(&mut self, edition: &mut Edition) {
        for ((ix, ..), op) in self.applied.iter().zip(&mut self.instead) {
            swap(&mut edition.steps[usize::from(*ix)].op, op);
        }
    }

    /// The steps that are computed otherwise without it.
    #[must_use]
    pub fn otherwise(&self) -> &[StepIx] {
        &self.otherwise
    }
}

// Of values that are not single it may.
fn takes(pass: &Pass<'_>, ix: StepIx, step: &Step) -> bool {
    if pass.gap(ix) != Gap::Never {
        return true;
    }
    match &step.op {
        Op::Lowest(parts) => {
            let Some(first) = parts.first() else { return false };
            let lines = step.column.map_or(1, |_| pass.lines());
            let differs = |before: &Range, after: &Range| before.point().is_none() || before != after;
            (0..lines).any(|line| differs(pass.operand(first, line), pass.value(ix, line)))
        }
        Op::Best(best) => {
            let lines = (0..pass.lines()).filter(|line| pass.takes_part(best, *line) != Truth::False);
            let units = lines.fold(Exact::ZERO, |sum, line| sum.plus(pass.operand(&best.units, line).high()));
            units > *pass.operand(&best.limit, 0).low()
        }
        _ => false,
    }
}
