//! One application, one assessment.

use kaigo_hojo_contract::application::Application;
use kaigo_hojo_contract::assessment::{
    Alternative, Amount, Assessment, BetterRoute, Brief, CategoryAmount, Met, ReadingState, RequirementState, SCHEMA,
};
use kaigo_hojo_contract::error::DocumentError;
use kaigo_hojo_rules::bounds::{Bounds, Effort, Room, routes};
use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::dates::Dates;
use kaigo_hojo_rules::edition::{AnswerKind, Choice, Edition};
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Gap, Pass, Readings, Scope};
use kaigo_hojo_rules::facts::{Domain, Facts};
use kaigo_hojo_rules::range::{Range, Truth};

use crate::binding::Limits;
use crate::estimate::{Estimate, Estimator, Work, amount_in, amount_of, bounds_from, met, not_computable};
use crate::facts::facts;
use crate::papers;

/// Assesses one application.
///
/// # Errors
/// The first mistake of the application, with its path.
pub fn assess<'e>(edition: &'e Edition, application: &Application, day: Date) -> Result<Assessment<'e>, DocumentError> {
    Assessor::new(edition).assess(application, day)
}

/// Assesses one application after another, in the same room.
#[derive(Debug)]
pub struct Assessor<'e> {
    pub(crate) edition: &'e Edition,
    estimator: Estimator<'e>,
    /// For each reading, each option that is not the default.
    others: Vec<Vec<(Readings, Room)>>,
    /// For the amount alone.
    quick: Room,
    limits: Limits<'e>,
}

impl<'e> Assessor<'e> {
    /// For one edition.
    #[must_use]
    pub fn new(edition: &'e Edition) -> Self {
        let other = |ix: usize, option: usize| {
            let mut readings = BY_DEFAULT;
            readings[ix] = u8::try_from(option).unwrap_or(0);
            (readings, Room::new(edition, &readings, Scope::Amount))
        };
        let others = edition.readings.iter().enumerate();
        Self {
            edition,
            estimator: Estimator::new(edition),
            others: others
                .map(|(ix, reading)| (1..reading.options.len()).map(|option| other(ix, option)).collect())
                .collect(),
            quick: Room::new(edition, &BY_DEFAULT, Scope::Amount),
            limits: Limits::of(edition),
        }
    }

    /// Assesses one application.
    ///
    /// # Errors
    /// The first mistake of the application, with its path.
    pub fn assess(&mut self, application: &Application, day: Date) -> Result<Assessment<'e>, DocumentError> {
        self.assess_with(application, &Dates::default(), day)
    }

    /// Assesses one application together with the dates of the grant, which the deadlines follow from.
    ///
    /// # Errors
    /// The first mistake of the application, with its path.
    pub fn assess_with(
        &mut self,
        application: &Application,
        dates: &Dates,
        day: Date,
    ) -> Result<Assessment<'e>, DocumentError> {
        let facts = facts(self.edition, application)?;
        Ok(self.of_facts(&facts, &application.ids(), dates, day))
    }

    /// The amount alone; `None` where it cannot be computed or is not single.
    #[must_use]
    pub fn amount(&mut self, facts: &Facts) -> Option<i64> {
        self.quick.run(self.edition, facts);
        let (range, gap) = self.quick.value(self.edition, facts, self.edition.plan.amount);
        if gap == Gap::Never { range.point()?.to_whole() } else { None }
    }

    /// The amount or why there is none, without the rest of an assessment.
    ///
    /// # Errors
    /// The first mistake of the application, with its path.
    pub fn brief(&mut self, application: &Application) -> Result<Brief<'e>, DocumentError> {
        let facts = facts(self.edition, application)?;
        self.quick.run(self.edition, &facts);
        let found = amount_in(&self.quick, self.edition, &facts);
        Ok(Brief { amount: amount_of(&found), not_computable: not_computable(self.edition, &found) })
    }

    fn of_facts(&mut self, facts: &Facts, ids: &[String], dates: &Dates, day: Date) -> Assessment<'e> {
        let edition = self.edition;
        let Work { estimate, route, told, open, settled } = self.estimator.work(facts, ids);
        let Estimate { verdict, amount, not_computable, total_cost_yen, own_burden, items, steps, notes } = estimate;
        let readings = self.readings(facts);
        let mut categories = match &settled {
            Some(settled) => named(edition, &settled.categories),
            None => self.categories(facts, if route.is_some() { vec![told] } else { open }),
        };
        if let [only] = categories.as_mut_slice() {
            only.amount = amount;
        }
        let decided = amount.and_then(|amount| amount.yen);
        let rooms = (&mut self.estimator.room, &self.quick);
        let binding_constraint = decided.and_then(|yen| self.limits.binding(facts, rooms, (yen, told)));
        let pass = self.estimator.pass(facts, told);
        let assessment = Assessment {
            schema: SCHEMA,
            programme: &edition.about.id,
            programme_status: edition.about.status_on(day),
            as_of: edition.about.as_of,
            valid_until: edition.about.valid_until,
            unconfirmed: day > edition.about.valid_until,
            reference_date: day,
            pack_hash: &edition.about.hash,
            verdict,
            amount,
            not_computable,
            total_cost_yen,
            own_burden,
            categories,
            route: route.and_then(|route| Some(&*route_words(edition, route)?.id)),
            better_route: None,
            items,
            steps,
            binding_constraint,
            requirements: requirements(edition, &pass),
            readings,
            notes,
            documents: papers::documents(edition, &pass),
            deadlines: papers::deadlines(edition, &pass, ids, dates),
            date_conflicts: papers::date_conflicts(edition, &pass, dates),
            months_beyond: papers::months_beyond(edition, facts, ids, dates),
            diagnosis: None,
        };
        // Last, because it takes the room of what was evaluated.
        Assessment { better_route: amount.and_then(|amount| self.better_route(facts, amount)), ..assessment }
    }

    // Where a route was chosen, everything is evaluated as if none had been.
    fn better_route(&mut self, facts: &Facts, chosen: Amount) -> Option<BetterRoute<'e>> {
        let edition = self.edition;
        let menu = edition.menu.as_ref()?;
        if routes(edition, facts).len() > 1 {
            return None;
        }
        let mut facts = facts.clone();
        facts.answers[usize::from(menu.question)] = Domain::Options((1 << menu.exists.len()) - 1);
        let room = &mut self.estimator.room;
        room.run(edition, &facts);
        let words = route_words(edition, room.route(edition, &facts)?)?;
        let found = room.value(edition, &facts, edition.plan.amount);
        let amount = amount_of(&bounds_from(found, edition, &facts, &BY_DEFAULT, Effort::LIGHT))?;
        let more = chosen.high_yen.is_some_and(|most| amount.low_yen > most);
        more.then_some(BetterRoute { id: &words.id, label: &words.label, amount })
    }

    fn readings(&mut self, facts: &Facts) -> Vec<ReadingState<'e>> {
        let edition = self.edition;
        let state = |(ix, reading): (usize, &'e kaigo_hojo_rules::edition::Reading)| {
            let others = reading.options.iter().skip(1).zip(&self.others[ix]).map(|(words, (readings, other))| {
                let found = self.estimator.room.amount_under(edition, facts, other, &[]);
                let found = bounds_from(found, edition, facts, readings, Effort::LIGHT);
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

    fn categories(&mut self, facts: &Facts, open: Vec<u8>) -> Vec<CategoryAmount<'e>> {
        let edition = self.edition;
        let mut joined: Vec<Option<Range>> = vec![None; edition.categories.len()];
        for route in open {
            let pass = self.estimator.pass(facts, route);
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

fn named<'e>(edition: &'e Edition, ranges: &[Option<Range>]) -> Vec<CategoryAmount<'e>> {
    let of = |(category, range): (&'e kaigo_hojo_rules::edition::Category, &Option<Range>)| {
        let found = range.clone().map(|range| Bounds::Within { tight: range.point().is_some(), range });
        CategoryAmount { id: &category.id, label: &category.label, amount: found.as_ref().and_then(amount_of) }
    };
    edition.categories.iter().zip(ranges).map(of).collect()
}

/// A route as its question has it.
fn route_words(edition: &Edition, route: u8) -> Option<&Choice> {
    let menu = edition.menu.as_ref()?;
    match &edition.questions[usize::from(menu.question)].kind {
        AnswerKind::Choice(routes) => routes.get(usize::from(route)),
        _ => None,
    }
}

fn requirements<'e>(edition: &'e Edition, pass: &Pass<'_>) -> Vec<RequirementState<'e>> {
    let concerns = |requirement: &&kaigo_hojo_rules::edition::Requirement| {
        requirement.applies.is_none_or(|condition| pass.judge(condition, 0).possible())
    };
    let state = |requirement: &'e kaigo_hojo_rules::edition::Requirement| {
        let status = met(pass, requirement.met);
        // A requirement that may not concern the applicant is not held against the office.
        let sure = requirement.applies.is_none_or(|condition| pass.judge(condition, 0) == Truth::True);
        RequirementState {
            id: &requirement.id,
            group: requirement.group,
            status: if sure || status == Met::Met { status } else { Met::Unknown },
            label: &requirement.label,
            advice: &requirement.advice,
            decides: requirement.decides,
            question: requirement.question.map(|question| edition.questions[usize::from(question)].id.as_str()),
            cite: &requirement.cite,
        }
    };
    edition.requirements.iter().filter(concerns).map(state).collect()
}
