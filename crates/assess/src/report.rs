//! One application, one assessment.

use kaigo_hojo_rules::bounds::{Bounds, Effort, Room, bounds, routes};
use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::edition::Edition;
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Gap, Pass, Readings, Scope, Variant};
use kaigo_hojo_rules::exact::{Direction, Exact, WHOLE};
use kaigo_hojo_rules::facts::Facts;
use kaigo_hojo_rules::range::{Range, Truth};

use crate::application::Application;
use crate::assessment::{
    Alternative, Amount, Assessment, Brief, CategoryAmount, ItemState, ItemStatus, Met, NotComputable, NoteState,
    ReadingState, RequirementState, SCHEMA, Span, Verdict,
};
use crate::decode::facts;
use crate::error::DocumentError;
use crate::settle::settle;
use crate::{item_state, trace};

/// Assesses one application.
///
/// # Errors
/// The first mistake of the application, with its path.
pub fn assess<'e>(edition: &'e Edition, application: &Application, day: Date) -> Result<Assessment<'e>, DocumentError> {
    Assessor::new(edition).assess(application, day)
}

/// What assessing with one edition leaves behind for the next application: room for the values.
#[derive(Debug)]
pub struct Rooms {
    full: Room,
    /// For each reading, each option that is not the default.
    others: Vec<Vec<(Readings, Room)>>,
    /// For the amount alone.
    quick: Room,
}

impl Rooms {
    fn new(edition: &Edition) -> Self {
        let other = |ix: usize, option: usize| {
            let mut readings = BY_DEFAULT;
            readings[ix] = u8::try_from(option).unwrap_or(0);
            (readings, Room::new(edition, &readings, Scope::Amount))
        };
        let others = edition.readings.iter().enumerate();
        Self {
            full: Room::new(edition, &BY_DEFAULT, Scope::Everything),
            others: others
                .map(|(ix, reading)| (1..reading.options.len()).map(|option| other(ix, option)).collect())
                .collect(),
            quick: Room::new(edition, &BY_DEFAULT, Scope::Amount),
        }
    }
}

/// Assesses one application after another, in the same room.
#[derive(Debug)]
pub struct Assessor<'e> {
    edition: &'e Edition,
    rooms: Rooms,
}

impl<'e> Assessor<'e> {
    /// For one edition.
    #[must_use]
    pub fn new(edition: &'e Edition) -> Self {
        Self::with(edition, Rooms::new(edition))
    }

    /// For an edition, in the room that [`Self::into_rooms`] gave for the same edition.
    #[must_use]
    pub const fn with(edition: &'e Edition, rooms: Rooms) -> Self {
        Self { edition, rooms }
    }

    /// The room, for whoever keeps it beside the edition.
    #[must_use]
    pub fn into_rooms(self) -> Rooms {
        self.rooms
    }

    /// Assesses one application.
    ///
    /// # Errors
    /// The first mistake of the application, with its path.
    pub fn assess(&mut self, application: &Application, day: Date) -> Result<Assessment<'e>, DocumentError> {
        let facts = facts(self.edition, application)?;
        let ids: Vec<String> = application.items.iter().flatten().map(|item| item.id.clone()).collect();
        Ok(self.of_facts(&facts, &ids, day))
    }

    /// The amount alone; `None` where it cannot be computed or is not single.
    #[must_use]
    pub fn amount(&mut self, facts: &Facts) -> Option<i64> {
        self.rooms.quick.run(self.edition, facts);
        let (range, gap) = self.rooms.quick.value(self.edition, facts, self.edition.plan.amount);
        if gap == Gap::Never { range.point()?.to_whole() } else { None }
    }

    /// The amount or why there is none, without the rest of an assessment.
    ///
    /// # Errors
    /// The first mistake of the application, with its path.
    pub fn brief(&mut self, application: &Application) -> Result<Brief<'e>, DocumentError> {
        let facts = facts(self.edition, application)?;
        self.rooms.quick.run(self.edition, &facts);
        let found = amount_in(&self.rooms.quick, self.edition, &facts);
        Ok(Brief { amount: amount_of(&found), not_computable: not_computable(self.edition, &found) })
    }

    fn of_facts(&mut self, facts: &Facts, ids: &[String], day: Date) -> Assessment<'e> {
        let edition = self.edition;
        self.rooms.full.run(edition, facts);
        let found = amount_in(&self.rooms.full, edition, facts);
        let amount = amount_of(&found);
        let not_computable = not_computable(edition, &found);
        let readings = self.readings(facts);
        let decided = amount.is_some_and(|amount| amount.yen.is_some());
        let open = routes(edition, facts);
        let mut route = self.rooms.full.route(edition, facts);
        let mut items = self.items(facts, ids, route, &open);
        let undetermined = items.iter().any(|item| item.status == ItemStatus::Undetermined);
        let (range, _) = self.rooms.full.value(edition, facts, edition.plan.amount);
        let unsettled = undetermined || (route.is_none() && open.len() > 1) || (decided && range.point().is_none());
        let settled = if unsettled && !facts.lines_unknown { settle(edition, facts, ids) } else { None };
        if let Some(settled) = &settled {
            route = route.or(settled.route);
            items.clone_from(&settled.items);
        }
        // Where it is not decided which route is taken, the first stands for the explanation.
        let told = route.filter(|route| open.contains(route)).or(open.first().copied()).unwrap_or(0);
        let mut categories = match &settled {
            Some(settled) => named(edition, &settled.categories),
            None => self.categories(facts, if route.is_some() { vec![told] } else { open }),
        };
        if let [only] = categories.as_mut_slice() {
            only.amount = amount;
        }
        let variant = Variant { readings: BY_DEFAULT, route: told };
        let pass = Pass::resume(edition, facts, &variant, self.rooms.full.space(told));
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
        let binding = trace::binding(edition, &pass, &needed).filter(|_| decided);
        let notes = notes(edition, &pass, &items);
        let total = (!facts.lines_unknown).then(|| total_cost(facts)).flatten();
        Assessment {
            schema: SCHEMA,
            programme: &edition.about.id,
            programme_status: edition.status_on(day),
            as_of: edition.about.as_of,
            reference_date: day,
            pack_hash: &edition.about.hash,
            verdict: verdict(edition, &pass),
            amount,
            not_computable,
            total_cost_yen: total,
            own_burden: own_burden(total, amount),
            categories,
            route: route.and_then(|route| route_id(edition, route)),
            items,
            steps,
            binding_constraint: settled.map_or(binding, |settled| settled.binding.filter(|_| decided)),
            requirements: requirements(edition, &pass),
            readings,
            notes,
        }
    }

    fn readings(&mut self, facts: &Facts) -> Vec<ReadingState<'e>> {
        let edition = self.edition;
        let state = |(ix, reading): (usize, &'e kaigo_hojo_rules::edition::Reading)| {
            let others =
                reading.options.iter().skip(1).zip(&self.rooms.others[ix]).map(|(words, (readings, other))| {
                    let step = edition.plan.amount;
                    let (range, gap) = self.rooms.full.amount_under(edition, facts, other);
                    let found = match gap {
                        Gap::Certain(at) => Bounds::NotComputable(at),
                        Gap::Never if range.point().is_some() => Bounds::Within { range, tight: true },
                        _ => bounds(edition, facts, readings, step, Effort::LIGHT),
                    };
                    Alternative { id: &words.id, label: &words.label, amount: amount_of(&found) }
                });
            let alternatives = others.collect();
            let chosen = reading.options.first();
            ReadingState {
                id: &reading.id,
                question: &reading.question,
                chosen: chosen.map_or("", |option| &option.id),
                label: chosen.map_or("", |option| &option.label),
                cite: &reading.cite,
                alternatives,
            }
        };
        edition.readings.iter().enumerate().map(state).collect()
    }

    fn items(&mut self, facts: &Facts, ids: &[String], route: Option<u8>, open: &[u8]) -> Vec<ItemState<'e>> {
        let mut items: Option<Vec<ItemState<'e>>> = None;
        let taken = route.filter(|route| open.contains(route));
        for route in open.iter().filter(|route| taken.is_none_or(|taken| taken == **route)) {
            let variant = Variant { readings: BY_DEFAULT, route: *route };
            let pass = Pass::resume(self.edition, facts, &variant, self.rooms.full.space(*route));
            let here = item_state::states(self.edition, facts, &pass, ids);
            items = Some(match items {
                None => here,
                Some(before) => before.into_iter().zip(&here).map(|(a, b)| item_state::either(a, b)).collect(),
            });
        }
        items.unwrap_or_default()
    }

    fn categories(&mut self, facts: &Facts, open: Vec<u8>) -> Vec<CategoryAmount<'e>> {
        let edition = self.edition;
        let mut joined: Vec<Option<Range>> = vec![None; edition.categories.len()];
        for route in open {
            let variant = Variant { readings: BY_DEFAULT, route };
            let pass = Pass::resume(edition, facts, &variant, self.rooms.full.space(route));
            for (category, joined) in edition.categories.iter().zip(&mut joined) {
                if !matches!(pass.gap(category.amount), Gap::Certain(_)) {
                    let range = pass.value(category.amount, 0);
                    *joined = Some(joined.take().map_or_else(|| range.clone(), |before| before.hull(range)));
                }
            }
        }
        named(edition, &joined)
    }
}

// The amount as a run has left it, with its bounds searched for where it is not single.
fn amount_in(room: &Room, edition: &Edition, facts: &Facts) -> Bounds {
    let step = edition.plan.amount;
    let (range, gap) = room.value(edition, facts, step);
    match gap {
        Gap::Certain(at) => Bounds::NotComputable(at),
        Gap::Never if range.point().is_some() => Bounds::Within { range, tight: true },
        _ => bounds(edition, facts, &BY_DEFAULT, step, Effort::FULL),
    }
}

fn named<'e>(edition: &'e Edition, ranges: &[Option<Range>]) -> Vec<CategoryAmount<'e>> {
    let of = |(category, range): (&'e kaigo_hojo_rules::edition::Category, &Option<Range>)| {
        let found = range.clone().map(|range| Bounds::Within { tight: range.point().is_some(), range });
        CategoryAmount { id: &category.id, label: &category.label, amount: found.as_ref().and_then(amount_of) }
    };
    edition.categories.iter().zip(ranges).map(of).collect()
}

/// The public id of a route.
pub(crate) fn route_id(edition: &Edition, route: u8) -> Option<&str> {
    let menu = edition.menu.as_ref()?;
    match &edition.questions[usize::from(menu.question)].kind {
        kaigo_hojo_rules::edition::AnswerKind::Choice(routes) => routes.get(usize::from(route)).map(|c| c.id.as_str()),
        _ => None,
    }
}

fn amount_of(bounds: &Bounds) -> Option<Amount> {
    let Bounds::Within { range, tight } = bounds else { return None };
    let low_yen = range.low().to_whole()?;
    let high_yen = range.high().to_whole();
    let yen = (high_yen == Some(low_yen)).then_some(low_yen);
    Some(Amount { yen, low_yen, high_yen, tight: *tight || yen.is_some() })
}

fn not_computable<'e>(edition: &'e Edition, bounds: &Bounds) -> Option<NotComputable<'e>> {
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

fn met(pass: &Pass<'_>, condition: u16) -> Met {
    match pass.test(condition, 0) {
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

fn requirements<'e>(edition: &'e Edition, pass: &Pass<'_>) -> Vec<RequirementState<'e>> {
    let concerns = |requirement: &&kaigo_hojo_rules::edition::Requirement| {
        requirement.applies.is_none_or(|condition| pass.test(condition, 0).possible())
    };
    let state = |requirement: &'e kaigo_hojo_rules::edition::Requirement| {
        let status = met(pass, requirement.met);
        // A requirement that may not concern the applicant is not held against the office.
        let sure = requirement.applies.is_none_or(|condition| pass.test(condition, 0) == Truth::True);
        RequirementState {
            id: &requirement.id,
            status: if sure || status == Met::Met { status } else { Met::Unknown },
            label: &requirement.label,
            advice: &requirement.advice,
            decides: requirement.decides,
            cite: &requirement.cite,
        }
    };
    edition.requirements.iter().filter(concerns).map(state).collect()
}

fn notes<'e>(edition: &'e Edition, pass: &Pass<'_>, items: &[ItemState<'e>]) -> Vec<NoteState<'e>> {
    let mut notes = Vec::new();
    // What is said of counted lines is not said of one that nothing carries in the end.
    let out_after_all =
        |line: usize, item: &ItemState<'_>| item.status == ItemStatus::Excluded && pass.counted(line) == Truth::True;
    for note in &edition.notes {
        let mut say = |item_id: Option<String>| {
            notes.push(NoteState { id: &note.id, item_id, label: &note.label, cite: &note.cite });
        };
        let holds = |line: usize| note.when.is_none_or(|condition| pass.test(condition, line) == Truth::True);
        if note.per_line {
            let lines = items.iter().enumerate().filter(|(line, item)| holds(*line) && !out_after_all(*line, item));
            lines.for_each(|(_, item)| say(Some(item.id.clone())));
        } else if holds(0) {
            say(None);
        }
    }
    notes
}
