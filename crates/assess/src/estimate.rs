//! What is said while somebody is still typing: the amount, what becomes of each line, and how it came about.
//!
//! A part of the assessment ([`crate::report`] makes the rest of it), with a way in of its own for whoever needs no more:
//! the page's first module, which is smaller and quicker for it.

use kaigo_hojo_contract::application::Application;
use kaigo_hojo_contract::assessment::{
    Amount, ItemState, ItemStatus, Met, NotComputable, NoteState, Span, StepValue, Verdict,
};
use kaigo_hojo_contract::error::DocumentError;
use kaigo_hojo_rules::bounds::{Bounds, Effort, Room, bounds, routes};
use kaigo_hojo_rules::edition::Edition;
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Gap, Pass, Readings, Scope, Variant};
use kaigo_hojo_rules::exact::{Direction, Exact, WHOLE};
use kaigo_hojo_rules::facts::Facts;
use kaigo_hojo_rules::range::{Range, Truth};

use crate::facts::facts;
use crate::settle::{Settled, settle};
use crate::{item_state, trace};

/// A part of an [`kaigo_hojo_contract::Assessment`]: the fields of the same names.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate<'e> {
    /// Whether the applicant can be granted anything.
    pub verdict: Verdict,
    /// The amount if every requirement is met; `None` where it cannot be computed.
    pub amount: Option<Amount>,
    /// Why it cannot be computed.
    pub not_computable: Option<NotComputable<'e>>,
    /// What all lines cost, tax included, in the fiscal year; `None` while the lines are not known.
    pub total_cost_yen: Option<i64>,
    /// The total less the amount.
    pub own_burden: Option<Span>,
    /// What became of each line.
    pub items: Vec<ItemState<'e>>,
    /// How the amount came about.
    pub steps: Vec<StepValue<'e>>,
    /// What to know about this application.
    pub notes: Vec<NoteState<'e>>,
}

/// Estimates one application after another, in the same room.
#[derive(Debug)]
pub struct Estimator<'e> {
    edition: &'e Edition,
    /// The default readings, once for each route.
    variants: Vec<Variant>,
    pub(crate) room: Room,
}

/// An estimate, and what it left for the rest of the assessment.
pub(crate) struct Work<'e> {
    pub(crate) estimate: Estimate<'e>,
    /// The route taken, where it is decided.
    pub(crate) route: Option<u8>,
    /// The route of the explanation.
    pub(crate) told: u8,
    /// The routes that are open.
    pub(crate) open: Vec<u8>,
    /// What telling the cases apart has found.
    pub(crate) settled: Option<Settled<'e>>,
}

impl<'e> Estimator<'e> {
    /// For one edition.
    #[must_use]
    pub fn new(edition: &'e Edition) -> Self {
        let routes = 0..u8::try_from(edition.routes()).unwrap_or(u8::MAX);
        let variants = routes.map(|route| Variant { readings: BY_DEFAULT, route }).collect();
        Self { edition, variants, room: Room::new(edition, &BY_DEFAULT, Scope::Everything) }
    }

    /// Estimates one application.
    ///
    /// # Errors
    /// The first mistake of the application, with its path.
    pub fn estimate(&mut self, application: &Application) -> Result<Estimate<'e>, DocumentError> {
        let facts = facts(self.edition, application)?;
        Ok(self.work(&facts, &application.ids()).estimate)
    }

    pub(crate) fn work(&mut self, facts: &Facts, ids: &[String]) -> Work<'e> {
        let edition = self.edition;
        self.room.run(edition, facts);
        let found = amount_in(&self.room, edition, facts);
        let amount = amount_of(&found);
        let decided = amount.is_some_and(|amount| amount.yen.is_some());
        let open = routes(edition, facts);
        let mut route = self.room.route(edition, facts);
        let mut items = self.items(facts, ids, route, &open);
        let undetermined = items.iter().any(|item| item.status == ItemStatus::Undetermined);
        let (range, _) = self.room.value(edition, facts, edition.plan.amount);
        let unsettled = undetermined || (route.is_none() && open.len() > 1) || (decided && range.point().is_none());
        let settled = if unsettled && !facts.lines_unknown { settle(edition, facts, ids) } else { None };
        if let Some(settled) = &settled {
            route = route.or(settled.route);
            items.clone_from(&settled.items);
        }
        item_state::blame_kinds(&mut items, facts);
        // Where it is not decided which route is taken, the first stands for the explanation.
        let told = route.filter(|route| open.contains(route)).or(open.first().copied()).unwrap_or(0);
        let pass = self.pass(facts, told);
        let needed = trace::needed(edition, &pass, ids.len());
        let mut steps = trace::steps(edition, &pass, &needed, ids);
        let amount_id = &edition.steps[usize::from(edition.plan.amount)].id;
        if let (Some(amount), Some(step)) = (amount, steps.iter_mut().find(|step| step.id == amount_id)) {
            // The result is told with the bounds that telling the cases apart has found.
            (step.yen, step.low_yen, step.high_yen) = match amount.yen {
                Some(yen) => (Some(yen), None, None),
                None => (None, Some(amount.low_yen), amount.high_yen),
            };
        }
        let total_cost_yen = (!facts.lines_unknown).then(|| total_cost(facts)).flatten();
        let estimate = Estimate {
            verdict: verdict(edition, &pass),
            amount,
            not_computable: not_computable(edition, &found),
            total_cost_yen,
            own_burden: own_burden(total_cost_yen, amount),
            notes: notes(edition, &pass, facts, &items),
            items,
            steps,
        };
        Work { estimate, route, told, open, settled }
    }

    /// What was evaluated last, on one of its routes.
    pub(crate) fn pass<'a>(&'a mut self, facts: &'a Facts, route: u8) -> Pass<'a> {
        Pass::resume(self.edition, facts, &self.variants[usize::from(route)], self.room.space(route))
    }

    fn items(&mut self, facts: &Facts, ids: &[String], route: Option<u8>, open: &[u8]) -> Vec<ItemState<'e>> {
        let mut items: Option<Vec<ItemState<'e>>> = None;
        let taken = route.filter(|route| open.contains(route));
        for route in open.iter().filter(|route| taken.is_none_or(|taken| taken == **route)) {
            let edition = self.edition;
            let here = item_state::states(edition, facts, &self.pass(facts, *route), ids);
            items = Some(match items {
                None => here,
                Some(before) => before.into_iter().zip(&here).map(|(a, b)| item_state::either(a, b)).collect(),
            });
        }
        items.unwrap_or_default()
    }
}

/// The amount as a run has left it in its room, with its bounds searched for where it is not single.
pub(crate) fn amount_in(room: &Room, edition: &Edition, facts: &Facts) -> Bounds {
    let found = room.value(edition, facts, edition.plan.amount);
    bounds_from(found, edition, facts, &BY_DEFAULT, Effort::FULL)
}

/// The bounds of the amount from what one evaluation has found, searched for where that is not single.
pub(crate) fn bounds_from(
    (range, gap): (Range, Gap),
    edition: &Edition,
    facts: &Facts,
    readings: &Readings,
    effort: Effort,
) -> Bounds {
    match gap {
        Gap::Certain(at) => Bounds::NotComputable(at),
        Gap::Never if range.point().is_some() => Bounds::Within { range, tight: true },
        _ => bounds(edition, facts, readings, edition.plan.amount, effort),
    }
}

/// An amount from its bounds; `None` where it cannot be computed.
pub(crate) fn amount_of(bounds: &Bounds) -> Option<Amount> {
    let Bounds::Within { range, tight } = bounds else { return None };
    let low_yen = range.low().to_whole()?;
    let high_yen = range.high().to_whole();
    let yen = (high_yen == Some(low_yen)).then_some(low_yen);
    Some(Amount { yen, low_yen, high_yen, tight: *tight || yen.is_some() })
}

/// Why there is no amount; `None` where there is one.
pub(crate) fn not_computable<'e>(edition: &'e Edition, bounds: &Bounds) -> Option<NotComputable<'e>> {
    let Bounds::NotComputable(step) = bounds else { return None };
    match &edition.steps[usize::from(*step)].op {
        kaigo_hojo_rules::edition::Op::Lookup(_, table) => {
            let table = &edition.tables[usize::from(*table)];
            Some(NotComputable { reason: &table.below, cite: &table.cite })
        }
        _ => Some(NotComputable {
            reason: "この回答の組合せでは、補助額を計算できません。",
            cite: &edition.steps[usize::from(*step)].cite,
        }),
    }
}

fn total_cost(facts: &Facts) -> Option<i64> {
    let paid = facts.lines.iter().fold(Exact::ZERO, |sum, line| sum.plus(&line.paid()));
    paid.round_to(WHOLE, Direction::Down).to_whole()
}

fn own_burden(total: Option<i64>, amount: Option<Amount>) -> Option<Span> {
    let (total, amount) = (total?, amount?);
    let low_yen = amount.high_yen.map(|high| total - high);
    let high_yen = Some(total - amount.low_yen);
    Some(Span { yen: amount.yen.map(|yen| total - yen), low_yen, high_yen })
}

/// Whether a condition of the applicant holds.
pub(crate) fn met(pass: &Pass<'_>, condition: u16) -> Met {
    match pass.judge(condition, 0) {
        Truth::True => Met::Met,
        Truth::False => Met::NotMet,
        Truth::Open => Met::Unknown,
    }
}

fn verdict(edition: &Edition, pass: &Pass<'_>) -> Verdict {
    let mut verdict = Verdict::Eligible;
    for requirement in edition.requirements.iter().filter(|requirement| requirement.decides) {
        match met(pass, requirement.met) {
            Met::NotMet => return Verdict::NotEligible,
            Met::Unknown => verdict = Verdict::Undetermined,
            Met::Met => {}
        }
    }
    verdict
}

fn notes<'e>(edition: &'e Edition, pass: &Pass<'_>, facts: &Facts, items: &[ItemState<'e>]) -> Vec<NoteState<'e>> {
    let mut notes = Vec::new();
    // What is said of counted lines is not said of one that nothing carries in the end.
    let out_after_all =
        |line: usize, item: &ItemState<'_>| item.status == ItemStatus::Excluded && pass.counted(line) == Truth::True;
    for note in &edition.notes {
        let mut say = |item_id: Option<String>| {
            notes.push(NoteState { id: &note.id, item_id, label: &note.label, cite: &note.cite });
        };
        let holds = |line: usize| note.when.is_none_or(|condition| pass.judge(condition, line) == Truth::True);
        if note.per_line {
            let lines = items.iter().enumerate().filter(|(line, item)| holds(*line) && !out_after_all(*line, item));
            lines.for_each(|(_, item)| say(Some(item.id.clone())));
        } else if holds(0) {
            say(None);
        }
    }
    for (item, _) in items.iter().zip(&facts.lines).filter(|(_, line)| line.discount_yen > 0) {
        notes.push(NoteState { id: DISCOUNT, item_id: Some(item.id.clone()), label: OF_DISCOUNT, cite: "" });
    }
    notes
}

/// The note on a line with a share of the quote's discount, whatever the programme.
const DISCOUNT: &str = "quote-discount";
const OF_DISCOUNT: &str = "見積書の値引きを、明細の金額の割合で割り振って差し引いています。\
    値引きの対象が見積書に書かれているときは、その明細だけから引いてください。";
