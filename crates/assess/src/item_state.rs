//! What became of each line: counted, partly, not, and why.

use std::borrow::Cow;

use kaigo_hojo_rules::edition::{Edition, Kind, Need, Op, Outcome, Spread, StepIx};
use kaigo_hojo_rules::evaluate::Pass;
use kaigo_hojo_rules::exact::{Direction, Exact, WHOLE};
use kaigo_hojo_rules::facts::{Domain, Facts};
use kaigo_hojo_rules::range::{Range, Truth};

use crate::assessment::{ItemState, ItemStatus};

/// Which part of a line is counted: of its units, or of the cost that it shares.
type Portion = Option<Exact>;

/// The outcome of every line on one route.
pub(crate) fn states<'e>(edition: &'e Edition, facts: &Facts, pass: &Pass<'_>, ids: &[String]) -> Vec<ItemState<'e>> {
    let judge = Judge { edition, facts, pass, taken: taken(edition, facts, pass) };
    ids.iter().enumerate().map(|(line, id)| judge.line(line, id)).collect()
}

/// One outcome for two routes of which either may be taken.
pub(crate) fn either<'e>(one: ItemState<'e>, other: &ItemState<'e>) -> ItemState<'e> {
    if one.status == other.status && one.counted_yen == other.counted_yen {
        return one;
    }
    ItemState {
        status: ItemStatus::Undetermined,
        counted_yen: None,
        reason: Cow::Borrowed("まだ答えていない質問によって変わります。"),
        remedy: "",
        ..one
    }
}

// For each line the units that a limit left of it; `None` where no limit is on it.
fn taken(edition: &Edition, facts: &Facts, pass: &Pass<'_>) -> Vec<Option<Range>> {
    let mut taken: Vec<Option<Range>> = vec![None; facts.lines.len()];
    for (ix, step) in edition.steps.iter().enumerate() {
        let Op::Best(best) = &step.op else { continue };
        if pass.operand(&best.limit, 0).low().is_infinite() {
            continue;
        }
        let units = pass.taken(StepIx::try_from(ix).unwrap_or(StepIx::MAX));
        for (line, units) in units.into_iter().enumerate() {
            match pass.test(best.among, line) {
                Truth::False => {}
                Truth::True => taken[line] = Some(units),
                Truth::Open => taken[line] = Some(Range::ANY),
            }
        }
    }
    taken
}

struct Judge<'e, 'a, 'p> {
    edition: &'e Edition,
    facts: &'a Facts,
    pass: &'p Pass<'a>,
    taken: Vec<Option<Range>>,
}

impl<'e> Judge<'e, '_, '_> {
    fn line(&self, line: usize, id: &str) -> ItemState<'e> {
        let edition = self.edition;
        let kind = &edition.kinds[usize::from(self.facts.lines[line].kind)];
        let state = |status, counted_yen, reason: &'e str, remedy: &'e str, cite: &'e str| ItemState {
            id: id.to_owned(),
            status,
            counted_yen,
            reason: Cow::Borrowed(reason),
            remedy,
            cite,
        };
        let out = |need: &'e Need| state(ItemStatus::Excluded, Some(0), &need.reason, &need.remedy, &need.cite);
        if kind.outcome == Outcome::Excluded {
            return state(ItemStatus::Excluded, Some(0), &kind.reason, "", &kind.cite);
        }
        let (mut open, test) = (None, |need: &Need| self.pass.test(need.when, line));
        for drop in &edition.drops {
            match test(drop) {
                Truth::True => return out(drop),
                Truth::Open => open = open.or(Some(drop)),
                Truth::False => {}
            }
        }
        for need in &kind.needs {
            match test(need) {
                Truth::False => return out(need),
                Truth::Open => open = open.or(Some(need)),
                Truth::True => {}
            }
        }
        if let Some(need) = open {
            let mut undecided = state(ItemStatus::Undetermined, None, "", "", &need.cite);
            undecided.reason = Cow::Owned(format!("回答によっては対象外です（{}）", need.reason));
            return undecided;
        }
        if kind.outcome == Outcome::NeedsConfirmation {
            return state(ItemStatus::NeedsConfirmation, Some(0), &kind.reason, "", &kind.cite);
        }
        self.counted(line, kind, &state)
    }

    fn counted(
        &self,
        line: usize,
        kind: &'e Kind,
        state: &dyn Fn(ItemStatus, Option<i64>, &'e str, &'e str, &'e str) -> ItemState<'e>,
    ) -> ItemState<'e> {
        let undecided = |reason| state(ItemStatus::Undetermined, None, reason, "", &kind.cite);
        let value = self.pass.value(self.edition.plan.counted, line);
        let (portion, nothing) = match self.shared(line) {
            Some((spread, shared)) => {
                let nothing = shared.as_ref().is_some_and(|(_, carried)| carried.is_zero());
                (shared.map(|(portion, _)| portion), nothing.then_some(spread))
            }
            None => (self.portion(line), None),
        };
        if let Some(spread) = nothing {
            return state(ItemStatus::Excluded, Some(0), &spread.nothing, "", &spread.cite);
        }
        let (Some(value), Some(portion)) = (value.point(), portion) else {
            return undecided("まだ答えていない質問によって変わります。");
        };
        let counted = value.times(&portion).round_to(WHOLE, Direction::Down).to_whole();
        if portion == Exact::ONE {
            return state(ItemStatus::Counted, counted, &kind.reason, "", &kind.cite);
        }
        let limit = self.limit_on(line);
        let mut partly =
            state(ItemStatus::PartlyCounted, counted, "", "", limit.map_or(kind.cite.as_str(), |(_, cite)| cite));
        partly.reason = Cow::Owned(match limit {
            Some((units, _)) => format!("補助できる台数の上限を超えるため、{units}台分が対象です。"),
            None => "付帯する機器のうち、対象にならない分や台数の上限を超える分を除いています。".to_owned(),
        });
        partly
    }

    // How many units of the line a limit left, and the clause of the limit.
    fn limit_on(&self, line: usize) -> Option<(i64, &'e str)> {
        let units = self.taken[line].as_ref()?.point()?.to_whole()?;
        let of_line = |step: &&kaigo_hojo_rules::edition::Step| match &step.op {
            Op::Best(best) => step.limit.is_some() && self.pass.test(best.among, line) == Truth::True,
            _ => false,
        };
        let step = self.edition.steps.iter().find(of_line)?;
        step.limit.as_ref().map(|limit| (units, limit.cite.as_str()))
    }

    // Which part of the line's units is within the limits.
    fn portion(&self, line: usize) -> Portion {
        let Some(taken) = &self.taken[line] else { return Some(Exact::ONE) };
        let units = Exact::whole(self.facts.lines[line].quantity);
        if units.is_zero() {
            return Some(Exact::ONE);
        }
        taken.point().map(|taken| taken.over(&units))
    }

    // For a line whose cost is shared: which part of it others carry within the limits, and which they could carry.
    fn shared(&self, line: usize) -> Option<(&'e Spread, Option<(Exact, Exact)>)> {
        let spread = self.edition.steps.iter().find_map(|step| match &step.op {
            Op::Spread(spread) if self.pass.test(spread.from, line) == Truth::True => Some(spread),
            _ => None,
        })?;
        let Domain::Lines(named) = &self.facts.lines[line].answers[usize::from(spread.along)] else {
            return Some((spread, None));
        };
        let (mut all, mut counted, mut carried) = (Exact::ZERO, Exact::ZERO, Exact::ZERO);
        for target in named {
            let target = usize::from(*target);
            let units = self.pass.operand(&spread.units, target);
            let Some(units) = units.point() else { return Some((spread, None)) };
            all = all.plus(units);
            match self.pass.test(spread.onto, target) {
                Truth::False => {}
                Truth::Open => return Some((spread, None)),
                Truth::True => {
                    let Some(portion) = self.portion(target) else { return Some((spread, None)) };
                    carried = carried.plus(units);
                    counted = counted.plus(&units.times(&portion));
                }
            }
        }
        Some((spread, Some((counted.over(&all), carried))))
    }
}
