//! Which answers decide whether a requirement is met, and which lines it is that make something due.
//!
//! While a condition is open, those are the unknown answers that the way back from it meets; once it is decided, the
//! answers by which it came out as it did. Nothing here knows what a condition means.

use kaigo_hojo_contract::application::Application;
use kaigo_hojo_contract::error::DocumentError;
use kaigo_hojo_rules::bounds::{Room, routes};
use kaigo_hojo_rules::edition::{ConditionIx, Edition, Op, Requirement, StepIx, Test};
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Pass, Scope, Variant};
use kaigo_hojo_rules::order::sort_and_dedup;
use kaigo_hojo_rules::range::Truth;
use kaigo_hojo_rules::split::find_test;

use crate::advice::{Place, places_of};
use crate::facts::facts;

/// For each requirement of the edition, the answers that decide it, in the order of the page: those that are missing
/// while it is open, none where it does not concern the applicant.
///
/// # Errors
/// The first mistake of the application.
pub fn deciding(edition: &Edition, application: &Application) -> Result<Vec<Vec<Place>>, DocumentError> {
    let facts = facts(edition, application)?;
    let mut room = Room::new(edition, &BY_DEFAULT, Scope::Everything);
    room.run(edition, &facts);
    let route = routes(edition, &facts).first().copied().unwrap_or(0);
    let variant = Variant { readings: BY_DEFAULT, route };
    let pass = Pass::resume(edition, &facts, &variant, room.space(route));
    let of = |requirement: &Requirement| {
        let mut places = Vec::new();
        let applies = requirement.applies.map_or(Truth::True, |condition| pass.judge(condition, 0));
        if applies == Truth::False {
            return places;
        }
        let open = requirement.applies.into_iter().chain([requirement.met]);
        for condition in open.filter(|condition| pass.judge(*condition, 0) == Truth::Open) {
            places_of(edition, &find_test(&pass, condition, 0), &mut places);
        }
        if places.is_empty() {
            places = WayBack::new(edition, &pass).find(requirement.met).places;
        }
        if application.items.is_none() {
            // The lines that it was tried with are not there; what is missing are the lines.
            for place in places.iter_mut().filter(|place| matches!(place, Place::Item(..))) {
                *place = Place::Items;
            }
        }
        sort_and_dedup(&mut places);
        places
    };
    Ok(edition.requirements.iter().map(of).collect())
}

/// The lines because of which a condition holds.
pub(crate) fn lines(edition: &Edition, pass: &Pass<'_>, condition: ConditionIx) -> Vec<usize> {
    WayBack::new(edition, pass).find(condition).lines
}

// The way back from a condition that is decided.
struct WayBack<'e, 'p> {
    edition: &'e Edition,
    pass: &'p Pass<'p>,
    places: Vec<Place>,
    lines: Vec<usize>,
}

impl<'e, 'p> WayBack<'e, 'p> {
    const fn new(edition: &'e Edition, pass: &'p Pass<'p>) -> Self {
        Self { edition, pass, places: Vec::new(), lines: Vec::new() }
    }

    fn find(mut self, condition: ConditionIx) -> Self {
        self.test(condition, 0);
        self
    }

    fn push(&mut self, place: Place) {
        if !self.places.contains(&place) {
            self.places.push(place);
        }
    }

    fn test(&mut self, ix: ConditionIx, line: usize) {
        let truth = self.pass.test(ix, line);
        match &self.edition.conditions[usize::from(ix)].test {
            // The parts that came out as the whole did have decided it.
            Test::All(parts) | Test::Any(parts) => {
                for part in parts.iter().filter(|part| self.pass.test(**part, line) == truth) {
                    self.test(*part, line);
                }
            }
            Test::Not(part) => self.test(*part, line),
            Test::Among(question, _) | Test::NoNumber(question) => self.push(Place::Question(usize::from(*question))),
            Test::ItemAmong(question, _) => self.push(Place::Item(line, usize::from(*question))),
            Test::AtLeast(step, _) | Test::Positive(step) => self.step(*step),
            Test::Kind(_) | Test::Counted | Test::Monthly | Test::Reading(..) | Test::Route(_) => {}
        }
    }

    fn step(&mut self, ix: StepIx) {
        match &self.edition.steps[usize::from(ix)].op {
            Op::Answer(question) => self.push(Place::Question(usize::from(*question))),
            Op::Count(condition) => {
                for line in (0..self.pass.lines()).filter(|line| self.pass.test(*condition, *line) == Truth::True) {
                    self.lines.push(line);
                    self.test(*condition, line);
                }
            }
            _ => {}
        }
    }
}
