//! The amount, and while answers are missing its bounds.
//!
//! One pass gives sound bounds. They can be wider than any completion reaches, where one unknown answer is used twice;
//! then the cases are told apart, the most promising first, until the best of them is fully decided. What that case
//! gives is reached by a completion, so the bound is exact.

use std::collections::BinaryHeap;

use crate::edition::{AnswerKind, Edition, StepIx};
use crate::evaluate::{Assumption, Gap, Live, Pass, Readings, Scope, Variant, Workspace};
use crate::exact::Exact;
use crate::facts::{Domain, Facts, Line, Tax};
use crate::range::{Range, Truth};
use crate::split::{Split, Undecided, find};

/// Bounds of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bounds {
    /// Every completion lies within.
    Within {
        /// All that it may be.
        range: Range,
        /// Whether both ends are reached by a completion.
        tight: bool,
    },
    /// No completion has a value. The step is the lookup that has no band.
    NotComputable(StepIx),
}

/// How much work telling cases apart may cost.
#[derive(Clone, Copy, Debug)]
pub struct Effort {
    /// So many cases while at most [`FEW`] unknown answers matter.
    pub few: usize,
    /// So many cases, divided by the number of lines, beyond that.
    pub many: usize,
}

/// The number of unknown answers for which bounds are exact.
pub const FEW: usize = 12;

impl Effort {
    /// For the amount itself.
    pub const FULL: Self = Self { few: 40_000, many: 2_000 };
    /// For what stands beside the amount.
    pub const LIGHT: Self = Self { few: 2_000, many: 0 };
}

// Two different spaces; routes are visited in rising order.
fn pair(spaces: &mut [Workspace], from: u8, to: u8) -> (&Workspace, &mut Workspace) {
    let (head, tail) = spaces.split_at_mut(usize::from(to));
    (&head[usize::from(from)], &mut tail[0])
}

/// Which routes are open to the applicant: several where the better is taken.
#[must_use]
pub fn routes(edition: &Edition, facts: &Facts) -> Vec<u8> {
    each_route(edition, facts).collect()
}

fn each_route(edition: &Edition, facts: &Facts) -> impl Iterator<Item = u8> + use<> {
    let chosen = edition.menu.as_ref().map(|menu| (&facts.answers[usize::from(menu.question)], menu.exists.len()));
    let mut open = match chosen {
        Some((Domain::Options(set), count)) => set & ((1 << count) - 1),
        _ => 1,
    };
    core::iter::from_fn(move || {
        let route = u8::try_from(open.trailing_zeros()).ok().filter(|_| open != 0);
        open &= open.wrapping_sub(1);
        route
    })
}

/// Room for the passes of one application after another, one for each route, under the same readings.
#[derive(Debug)]
pub struct Room {
    readings: Readings,
    live: Vec<Live>,
    spaces: Vec<Workspace>,
}

impl Room {
    /// Room that grows with the applications it is used for.
    #[must_use]
    pub fn new(edition: &Edition, readings: &Readings, scope: Scope) -> Self {
        let variant = |route: usize| Variant { readings: *readings, route: u8::try_from(route).unwrap_or(0) };
        Self {
            readings: *readings,
            live: (0..edition.routes()).map(|route| Live::of(edition, &variant(route), scope)).collect(),
            spaces: (0..edition.routes()).map(|_| Workspace::new(edition, 0)).collect(),
        }
    }
}

struct Case {
    range: Range,
    gap: Gap,
    found: Undecided,
}

/// Sound bounds of a step's value over all completions of the unknown answers, exact as far as `effort` goes.
#[must_use]
pub fn bounds(edition: &Edition, facts: &Facts, readings: &Readings, step: StepIx, effort: Effort) -> Bounds {
    let room = &mut Room::new(edition, readings, Scope::Amount);
    let search = Problem { edition, readings, step };
    let Some(root) = search.case(facts, &[], FEW + 1, room) else { return Bounds::NotComputable(step) };
    if let Gap::Certain(at) = root.gap {
        return Bounds::NotComputable(at);
    }
    if root.range.point().is_some() && root.gap == Gap::Never {
        return Bounds::Within { range: root.range, tight: true };
    }
    let high = search.end(facts, &root, true, effort, room);
    let low = search.end(facts, &root, false, effort, room);
    match (low, high) {
        (Some((low, a)), Some((high, b))) => {
            let range = Range::new(low, high);
            let tight = a && b && (!facts.lines_unknown || search.is_reached(facts, &range, effort, room));
            Bounds::Within { range, tight }
        }
        // Every case was found to have no value.
        _ => Bounds::NotComputable(lookup_of(root.gap, step)),
    }
}

fn lookup_of(gap: Gap, otherwise: StepIx) -> StepIx {
    if let Gap::Certain(step) = gap { step } else { otherwise }
}

struct Problem<'a> {
    edition: &'a Edition,
    readings: &'a Readings,
    step: StepIx,
}

struct Open {
    bound: Exact,
    high: bool,
    branches: Vec<(Split, bool)>,
    next: Option<Split>,
    stuck: bool,
}

impl PartialEq for Open {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == core::cmp::Ordering::Equal
    }
}

impl Eq for Open {}

impl PartialOrd for Open {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

// The most promising case first; among equals the one that is nearest to being decided.
impl Ord for Open {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        let by_bound = self.bound.cmp(&other.bound);
        let by_bound = if self.high { by_bound } else { by_bound.reverse() };
        by_bound
            .then(self.next.is_none().cmp(&other.next.is_none()))
            .then(self.branches.len().cmp(&other.branches.len()))
    }
}

impl Problem<'_> {
    // One case on every route that is open; `None` where its assumptions contradict each other.
    fn case(&self, facts: &Facts, assumed: &[Assumption], most: usize, room: &mut Room) -> Option<Case> {
        let (mut range, mut gap, mut found) = (None::<Range>, Gap::Certain(self.step), Undecided::default());
        for route in each_route(self.edition, facts) {
            let variant = Variant { readings: *self.readings, route };
            let space = &mut room.spaces[usize::from(route)];
            let live = &room.live[usize::from(route)];
            let pass = Pass::run(self.edition, facts, assumed, (&variant, live), space);
            if !pass.at.feasible() {
                return None;
            }
            if found.splits.len() < most {
                // Of lines that are not known there is nothing to tell apart: only answers about the whole are cut.
                let more = find(&pass, self.step, if facts.lines_unknown { usize::MAX } else { most });
                found.stuck |= more.stuck && !facts.lines_unknown;
                for split in more.splits {
                    if facts.lines_unknown && split.is_of_line() {
                        continue;
                    }
                    if !found.splits.iter().any(|other| other.same_unknown(&split)) {
                        found.splits.push(split);
                    }
                }
            }
            let (here, here_gap) = (space.value(self.step).clone(), space.gap(self.step));
            (range, gap) = better(range.map(|range| (range, gap)), (here, here_gap));
        }
        Some(Case { range: range.unwrap_or(Range::ZERO), gap, found })
    }

    fn end(&self, facts: &Facts, root: &Case, high: bool, effort: Effort, room: &mut Room) -> Option<(Exact, bool)> {
        let bound = |range: &Range| if high { range.high().clone() } else { range.low().clone() };
        let mut open = BinaryHeap::new();
        open.push(Open {
            bound: bound(&root.range),
            high,
            branches: Vec::new(),
            next: root.found.splits.first().cloned(),
            stuck: root.found.stuck,
        });
        let few = root.found.splits.len() <= FEW;
        let mut left = if few { effort.few } else { effort.many / (facts.lines.len() + 1) };
        while let Some(best) = open.pop() {
            let Some(split) = best.next else { return Some((best.bound, !best.stuck)) };
            if left < 2 {
                return Some((best.bound, false));
            }
            left -= 2;
            for side in [true, false] {
                let mut branches = best.branches.clone();
                branches.push((split.clone(), side));
                let (mut facts, mut assumed) = (facts.clone(), Vec::new());
                for (split, side) in &branches {
                    split.apply(*side, &mut facts, &mut assumed);
                }
                let Some(case) = self.case(&facts, &assumed, 1, room) else { continue };
                if matches!(case.gap, Gap::Certain(_)) {
                    continue;
                }
                let next = case.found.splits.first().cloned();
                open.push(Open { bound: bound(&case.range), high, branches, next, stuck: case.found.stuck });
            }
        }
        None
    }

    // Nothing is known of the lines. Passes over "any number of lines of every kind" give sound bounds; that they are
    // reached is shown by two applications: one without lines, one with more of everything than any limit leaves.
    fn is_reached(&self, facts: &Facts, range: &Range, effort: Effort, room: &mut Room) -> bool {
        let mut reaches = |lines: Vec<Line>, high: bool, end: &Exact| {
            let facts = Facts { answers: facts.answers.clone(), lines, lines_unknown: false };
            let root = self.case(&facts, &[], FEW + 1, room).filter(|root| !matches!(root.gap, Gap::Certain(_)));
            let found = root.and_then(|root| self.end(&facts, &root, high, effort, room));
            matches!(found, Some((found, true)) if found == *end)
        };
        reaches(Vec::new(), false, range.low())
            && (range.high().is_infinite() || reaches(abundance(self.edition), true, range.high()))
    }
}

// The better of two routes: where one always has a value, its least is sure.
fn better(one: Option<(Range, Gap)>, (range, gap): (Range, Gap)) -> (Option<Range>, Gap) {
    let Some((other, before)) = one else { return (Some(range), gap) };
    match (before, gap) {
        (_, Gap::Certain(_)) => (Some(other), before),
        (Gap::Certain(_), _) => (Some(range), gap),
        (Gap::Never, Gap::Never) => (Some(other.max(&range)), Gap::Never),
        (Gap::Never, Gap::Possible) => {
            (Some(Range::new(other.low().clone(), other.max(&range).high().clone())), Gap::Never)
        }
        (Gap::Possible, Gap::Never) => {
            (Some(Range::new(range.low().clone(), other.max(&range).high().clone())), Gap::Never)
        }
        (Gap::Possible, Gap::Possible) => {
            let low = other.min(&range).low().clone();
            (Some(Range::new(low, other.max(&range).high().clone())), Gap::Possible)
        }
    }
}

/// More lines of every kind, with every combination of answers that the steps ask about, than any limit leaves room for.
fn abundance(edition: &Edition) -> Vec<Line> {
    let asked_by_drops: Vec<u16> = edition.drops.iter().flat_map(|need| item_questions(edition, need.when)).collect();
    let mut lines: Vec<Line> = Vec::new();
    for (kind, _) in edition.kinds.iter().enumerate() {
        let mut rows: Vec<Vec<Domain>> = vec![Vec::new()];
        for (ix, question) in edition.item_questions.iter().enumerate() {
            let plain = asked_by_drops.iter().any(|q| usize::from(*q) == ix) || question.kinds >> kind & 1 == 0;
            let choices = match &question.kind {
                _ if plain => 0,
                AnswerKind::Truth => 2,
                AnswerKind::Choice(choices) => choices.len(),
                _ => 0,
            };
            if choices == 0 || rows.len() * choices > 64 {
                let domain = match &question.kind {
                    AnswerKind::Lines => Domain::SomeLines(Vec::new()),
                    _ => Domain::absent(question, 0),
                };
                rows.iter_mut().for_each(|row| row.push(domain.clone()));
            } else {
                rows = rows
                    .into_iter()
                    .flat_map(|row| {
                        (0..choices).map(move |choice| {
                            let mut row = row.clone();
                            row.push(Domain::Options(1 << choice));
                            row
                        })
                    })
                    .collect();
            }
        }
        lines.extend(rows.into_iter().map(|answers| Line {
            kinds: 1 << kind,
            unit_price_yen: 1_000_000_000,
            quantity: 100_000,
            tax: Tax::Excluded,
            tax_rate_percent: 10,
            months_in_year: None,
            discount_yen: 0,
            answers,
            any: false,
            insisted: false,
        }));
    }
    // A cost that can be attached is attached to everything else.
    let count = lines.len();
    for (ix, line) in lines.iter_mut().enumerate() {
        for domain in &mut line.answers {
            if matches!(domain, Domain::SomeLines(_)) {
                *domain = Domain::Lines(
                    (0..count).filter(|other| *other != ix).filter_map(|n| u16::try_from(n).ok()).collect(),
                );
            }
        }
    }
    lines
}

fn item_questions(edition: &Edition, condition: u16) -> Vec<u16> {
    use crate::edition::Test;
    match &edition.conditions[usize::from(condition)].test {
        Test::All(parts) | Test::Any(parts) => parts.iter().flat_map(|part| item_questions(edition, *part)).collect(),
        Test::Not(part) => item_questions(edition, *part),
        Test::ItemAmong(question, _) => vec![*question],
        _ => Vec::new(),
    }
}

impl Room {
    fn variant(&self, route: u8) -> Variant {
        Variant { readings: self.readings, route }
    }

    /// The same room for another edition of the same size: what it has grown to is kept.
    pub fn refit(&mut self, edition: &Edition, readings: &Readings, scope: Scope) {
        let spaces = core::mem::take(&mut self.spaces);
        *self = Self { spaces, ..Self::new(edition, readings, scope) };
    }

    /// Evaluates every route that is open, with values taken for granted; false where these contradict each other.
    pub fn run_assuming(&mut self, edition: &Edition, facts: &Facts, assumed: &[Assumption]) -> bool {
        for route in each_route(edition, facts) {
            let (variant, place) = (self.variant(route), usize::from(route));
            let live = (&variant, &self.live[place]);
            let pass = Pass::run(edition, facts, assumed, live, &mut self.spaces[place]);
            if !pass.at.feasible() {
                return false;
            }
        }
        true
    }

    /// Evaluates every route that is open.
    pub fn run(&mut self, edition: &Edition, facts: &Facts) {
        let mut first: Option<u8> = None;
        for route in each_route(edition, facts) {
            let (variant, place) = (self.variant(route), usize::from(route));
            match first {
                None => {
                    let live = (&variant, &self.live[place]);
                    Pass::run(edition, facts, &[], live, &mut self.spaces[place]);
                    first = Some(route);
                }
                Some(base) => {
                    let of_base = self.variant(base);
                    let (from, to) = pair(&mut self.spaces, base, route);
                    to.copy_from(from);
                    let (had, live) = (&self.live[usize::from(base)], &self.live[place]);
                    Pass::rerun(edition, facts, (&of_base, had), (&variant, live), to);
                }
            }
        }
    }

    /// A step's value over the open routes, the better taken, as the last [`Room::run`] left it.
    #[must_use]
    pub fn value(&self, edition: &Edition, facts: &Facts, step: StepIx) -> (Range, Gap) {
        let mut joined: Option<(Range, Gap)> = None;
        for route in each_route(edition, facts) {
            let space = &self.spaces[usize::from(route)];
            let (range, gap) = better(joined, (space.value(step).clone(), space.gap(step)));
            joined = range.map(|range| (range, gap));
        }
        joined.unwrap_or((Range::ZERO, Gap::Certain(step)))
    }

    /// The amount under other readings, or where an edition computes some steps otherwise than that of the last
    /// [`Room::run`]: only what differs from that is evaluated.
    pub fn amount_under(
        &mut self,
        edition: &Edition,
        facts: &Facts,
        other: &Self,
        otherwise: &[StepIx],
    ) -> (Range, Gap) {
        let mut joined: Option<(Range, Gap)> = None;
        for route in each_route(edition, facts) {
            let (from, to, place) = (self.variant(route), other.variant(route), usize::from(route));
            let (had, live) = (&self.live[place], &other.live[place]);
            let sought = (edition.plan.amount, otherwise);
            let found = Pass::under(edition, facts, (&from, had), (&to, live), sought, &mut self.spaces[place]);
            let (range, gap) = better(joined, found);
            joined = range.map(|range| (range, gap));
        }
        joined.unwrap_or((Range::ZERO, Gap::Certain(edition.plan.amount)))
    }

    /// Which route gives the amount, as the last [`Room::run`] left it: the first that is surely not worse than the
    /// others, if one is. A route that does not exist is reported as the first.
    #[must_use]
    pub fn route(&mut self, edition: &Edition, facts: &Facts) -> Option<u8> {
        let menu = edition.menu.as_ref()?;
        let mut open = Vec::new();
        for route in each_route(edition, facts) {
            let variant = self.variant(route);
            let pass = Pass::resume(edition, facts, &variant, &mut self.spaces[usize::from(route)]);
            let exists = menu.exists[usize::from(route)].map_or(Truth::True, |condition| pass.test(condition, 0));
            open.push((route, exists, pass.at.gap(edition.plan.amount), pass.at.value(edition.plan.amount).clone()));
        }
        if let [(route, exists, ..)] = open.as_slice() {
            return match exists {
                Truth::True => Some(*route),
                Truth::False => Some(0),
                Truth::Open => None,
            };
        }
        open.retain(|(_, exists, ..)| exists.possible());
        if open.iter().all(|(_, _, gap, _)| matches!(gap, Gap::Certain(_))) {
            return open.first().map(|(route, ..)| *route);
        }
        open.retain(|(_, _, gap, _)| !matches!(gap, Gap::Certain(_)));
        let (mut taken, rest) = open.split_first()?;
        for other in rest {
            if taken.2 != Gap::Possible && taken.3.low() >= other.3.high() {
                continue;
            }
            let sure = other.1 == Truth::True && other.2 == Gap::Never;
            if sure && other.3.low() > taken.3.high() {
                taken = other;
            } else {
                return None;
            }
        }
        Some(taken.0)
    }

    /// The values of the last pass on a route.
    pub fn space(&mut self, route: u8) -> &mut Workspace {
        &mut self.spaces[usize::from(route)]
    }
}
