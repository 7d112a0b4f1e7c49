//! What became of each line: counted, partly, not, and why.

use std::borrow::Cow;

use kaigo_hojo_contract::assessment::{ItemState, ItemStatus};
use kaigo_hojo_rules::edition::{Edition, Kind, Limit, Need, Op, Outcome, Spread, Step};
use kaigo_hojo_rules::evaluate::Pass;
use kaigo_hojo_rules::exact::{Direction, Exact, WHOLE};
use kaigo_hojo_rules::facts::{Domain, Facts};
use kaigo_hojo_rules::range::{Range, Truth};

use crate::words::number;

/// Which part of a line is counted.
struct Portion {
    /// Of its units, or of the cost that others carry.
    portion: Exact,
    /// Whether there is anything that could carry it.
    carried: bool,
    /// A line whose units a limit cuts.
    over: Option<usize>,
}

/// The outcome of every line on one route.
pub(crate) fn states<'e>(edition: &'e Edition, facts: &Facts, pass: &Pass<'_>, ids: &[String]) -> Vec<ItemState<'e>> {
    let computed = pass.computed().map(|ix| &edition.steps[usize::from(ix)]);
    let cutting = computed.filter(|step| matches!(step.op, Op::Best(_) | Op::Spread(_))).collect();
    let judge = Judge { edition, facts, pass, taken: taken(edition, facts, pass), cutting };
    ids.iter().enumerate().filter_map(|(line, id)| judge.line(line, id)).collect()
}

/// One outcome for two cases of which either may hold.
pub(crate) fn either<'e>(one: ItemState<'e>, other: &ItemState<'e>) -> ItemState<'e> {
    let same = one.status == other.status && one.counted_yen == other.counted_yen;
    if same && one.reason == other.reason {
        return one;
    }
    // What is so for another reason in each is not so for either.
    if same && one.status != ItemStatus::Undetermined {
        return ItemState {
            reason: Cow::Borrowed("どの答えになっても、結果は同じです。"), remedy: "", ..one
        };
    }
    ItemState { status: ItemStatus::Undetermined, counted_yen: None, reason: Cow::Borrowed(OPEN), remedy: "", ..one }
}

/// Says of lines that are open while their kind is, that it may be for that.
pub(crate) fn blame_kinds(items: &mut [ItemState<'_>], facts: &Facts) {
    for (item, line) in items.iter_mut().zip(&facts.lines) {
        if line.kinds.count_ones() > 1 && item.reason == OPEN {
            item.reason = Cow::Borrowed("経費の種類や、まだ答えていない質問によって変わります。");
        }
    }
}

const OPEN: &str = "まだ答えていない質問によって変わります。";

// For each line the units that a limit left of it; `None` where no limit is on it.
fn taken(edition: &Edition, facts: &Facts, pass: &Pass<'_>) -> Vec<Option<Range>> {
    let mut taken: Vec<Option<Range>> = vec![None; facts.lines.len()];
    for ix in pass.computed() {
        let Op::Best(best) = &edition.steps[usize::from(ix)].op else { continue };
        if pass.operand(&best.limit, 0).low().is_infinite() {
            continue;
        }
        let units = pass.taken(ix);
        for (line, units) in units.into_iter().enumerate() {
            match pass.takes_part(best, line) {
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
    /// The computed steps that can leave a part of a line out.
    cutting: Vec<&'e Step>,
}

impl<'e> Judge<'e, '_, '_> {
    fn line(&self, line: usize, id: &str) -> Option<ItemState<'e>> {
        let kinds = self.edition.kinds_in(self.facts.lines[line].kinds);
        kinds.map(|kind| self.as_kind(kind, line, id)).reduce(|one, other| either(one, &other))
    }

    // What becomes of a line if it is of this kind.
    fn as_kind(&self, kind: &'e Kind, line: usize, id: &str) -> ItemState<'e> {
        let edition = self.edition;
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
        let undecided = || state(ItemStatus::Undetermined, None, OPEN, "", &kind.cite);
        let own = || self.portion(line).map(|portion| Portion { portion, carried: true, over: Some(line) });
        let (spread, found) = self.shared(line).map_or_else(|| (None, own()), |(spread, found)| (Some(spread), found));
        let Some(Portion { portion, carried, over }) = found else { return undecided() };
        if let Some(spread) = spread.filter(|_| !carried) {
            return state(ItemStatus::Excluded, Some(0), &spread.nothing, "", &spread.cite);
        }
        let value = self.pass.value(self.edition.plan.counted, line);
        let counted = value.map(|value| value.times(&portion).round_to(WHOLE, Direction::Down));
        let Some(counted) = counted.point().and_then(Exact::to_whole) else { return undecided() };
        if portion == Exact::ONE {
            return state(ItemStatus::Counted, Some(counted), &kind.reason, "", &kind.cite);
        }
        let limit = over.and_then(|over| self.limit_on(over));
        let name = limit.map_or("補助できる台数の上限", |limit| &limit.label);
        // Where nothing is left of a line it is out, and the limit is why.
        let (status, reason, limit) = match (counted, spread) {
            (0, None) => (ItemStatus::Excluded, format!("{name}を超えるため、対象外です。"), limit),
            (0, Some(_)) => (ItemStatus::Excluded, format!("付帯する機器が{name}を超えるため、対象外です。"), limit),
            (_, None) => {
                let units = portion.times(&Exact::whole(self.facts.lines[line].quantity));
                (
                    ItemStatus::PartlyCounted,
                    format!("補助できる台数の上限を超えるため、{}台分が対象です。", number(&units)),
                    limit,
                )
            }
            (_, Some(_)) => {
                let reason = "付帯する機器のうち、対象にならない分や台数の上限を超える分を除いています。";
                (ItemStatus::PartlyCounted, reason.to_owned(), None)
            }
        };
        let mut limited = state(status, Some(counted), "", "", limit.map_or(&kind.cite, |limit| &limit.cite));
        limited.reason = Cow::Owned(reason);
        limited
    }

    // The limit on the units of a line.
    fn limit_on(&self, line: usize) -> Option<&'e Limit> {
        self.cutting.iter().find_map(|step| match &step.op {
            Op::Best(best) if self.pass.takes_part(best, line) == Truth::True => step.limit.as_ref(),
            _ => None,
        })
    }

    // Which part of the line's units is within the limits.
    fn portion(&self, line: usize) -> Option<Exact> {
        let Some(taken) = &self.taken[line] else { return Some(Exact::ONE) };
        let units = Exact::whole(self.facts.lines[line].quantity);
        if units.is_zero() {
            return Some(Exact::ONE);
        }
        taken.point().map(|taken| taken.over(&units))
    }

    // For a line whose cost is shared: which part of it others carry within the limits.
    fn shared(&self, line: usize) -> Option<(&'e Spread, Option<Portion>)> {
        let (spread, from) = self.cutting.iter().find_map(|step| match &step.op {
            Op::Spread(spread) => Some((spread, self.pass.test(spread.from, line))).filter(|(_, from)| from.possible()),
            _ => None,
        })?;
        // Where it may be another kind of line, nobody knows yet.
        Some((spread, if from == Truth::True { self.carried(spread, line) } else { None }))
    }

    fn carried(&self, spread: &Spread, line: usize) -> Option<Portion> {
        let Domain::Lines(named) = &self.facts.lines[line].answers[usize::from(spread.along)] else { return None };
        let (mut all, mut counted, mut carried, mut over) = (Exact::ZERO, Exact::ZERO, Exact::ZERO, None);
        for target in named {
            let target = usize::from(*target);
            let units = self.pass.operand(&spread.units, target).point()?;
            all = all.plus(units);
            match self.pass.test(spread.onto, target) {
                Truth::False => {}
                Truth::Open => return None,
                Truth::True => {
                    let portion = self.portion(target)?;
                    carried = carried.plus(units);
                    counted = counted.plus(&units.times(&portion));
                    over = over.or((portion != Exact::ONE).then_some(target));
                }
            }
        }
        Some(Portion { portion: counted.over(&all), carried: !carried.is_zero(), over })
    }
}
