//! Which unknown answers still matter, which matters most, and which questions cannot matter any more.
//!
//! Everything is found by asking the engine: an answer matters where the way back from the amount (or the verdict)
//! meets it undecided. Nothing here knows what a question means.

use kaigo_hojo_contract::application::Application;
use kaigo_hojo_contract::error::DocumentError;
use kaigo_hojo_rules::bounds::{Room, routes};
use kaigo_hojo_rules::edition::{Edition, KindSet, Op};
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Gap, Pass, Scope, Variant};
use kaigo_hojo_rules::exact::Exact;
use kaigo_hojo_rules::facts::{Domain, Facts};
use kaigo_hojo_rules::range::Truth;
use kaigo_hojo_rules::split::{Split, Undecided, find, find_test};

use crate::facts::facts;

/// What to ask next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// The unknown answers that still matter for the amount or the verdict, in the order of the page.
    pub missing: Vec<Place>,
    /// The one whose answer narrows the amount most.
    pub next: Option<Place>,
    /// For each question of the edition, whether its answer can matter, the other answers being what they are.
    pub matters: Vec<bool>,
}

/// Where an answer belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The question at this position of the edition.
    Question(usize),
    /// The lines as a whole are not known yet.
    Items,
    /// The kind of the line at this position.
    Kind(usize),
    /// The item question at the second position, about the line at the first.
    Item(usize, usize),
}

/// How many unknown answers are tried out to find the one that matters most.
const TRIED: usize = 24;

/// Finds what to ask next.
///
/// # Errors
/// The first mistake of the application.
pub fn advise(edition: &Edition, application: &Application) -> Result<Advice, DocumentError> {
    let facts = facts(edition, application)?;
    let mut asking = Asking { edition, room: Room::new(edition, &BY_DEFAULT, Scope::Everything) };
    let mut missing = asking.open(&facts, Scope::Amount);
    if facts.lines_unknown {
        // Which of the lines' own answers will matter can be said once there are lines.
        missing.retain(|place| !matches!(place, Place::Item(..)));
        missing.push(Place::Items);
    }
    let missing = in_order(missing);
    let next = asking.next(&facts, &missing);
    let open = asking.open(&facts, Scope::Everything);
    let matters = (0..edition.questions.len()).map(|question| asking.matters(&facts, &open, question)).collect();
    Ok(Advice { missing, next, matters })
}

struct Asking<'e> {
    edition: &'e Edition,
    room: Room,
}

impl Asking<'_> {
    // The unknown answers that matter, in no order, each once: for the amount and the verdict, or also for the
    // requirements, the papers, the deadlines and the notes.
    fn open(&mut self, facts: &Facts, scope: Scope) -> Vec<Place> {
        let edition = self.edition;
        self.room.run(edition, facts);
        let mut places = Vec::new();
        for route in routes(edition, facts) {
            let variant = Variant { readings: BY_DEFAULT, route };
            let pass = Pass::resume(edition, facts, &variant, self.room.space(route));
            let mut add = |found: &Undecided| places_of(edition, found, &mut places);
            add(&find(&pass, edition.plan.amount, usize::MAX));
            for requirement in &edition.requirements {
                if requirement.decides || scope == Scope::Everything {
                    for condition in requirement.applies.into_iter().chain([requirement.met]) {
                        let open = pass.judge(condition, 0) == Truth::Open;
                        let concerns = requirement.applies.is_none_or(|applies| pass.judge(applies, 0).possible());
                        if open && concerns {
                            add(&find_test(&pass, condition, 0));
                        }
                    }
                }
            }
            if scope == Scope::Everything {
                for condition in edition.when_due() {
                    if pass.judge(condition, 0) == Truth::Open {
                        add(&find_test(&pass, condition, 0));
                    }
                }
                for note in &edition.notes {
                    let Some(condition) = note.when else { continue };
                    for line in 0..if note.per_line { facts.lines.len() } else { 1 } {
                        if pass.judge(condition, line) == Truth::Open {
                            add(&find_test(&pass, condition, line));
                        }
                    }
                }
            }
        }
        places
    }

    // An answer matters if, taken away, it is missed. `open`: what is missed already.
    fn matters(&mut self, facts: &Facts, open: &[Place], question: usize) -> bool {
        let asked = &self.edition.questions[question];
        if self.edition.menu.as_ref().is_some_and(|menu| usize::from(menu.question) == question) {
            return true;
        }
        let unknown = Domain::unknown(asked, facts.lines.len());
        if facts.answers[question] == unknown {
            return open.contains(&Place::Question(question));
        }
        let mut without = facts.clone();
        without.answers[question] = unknown;
        self.open(&without, Scope::Everything).contains(&Place::Question(question))
    }

    fn next(&mut self, facts: &Facts, missing: &[Place]) -> Option<Place> {
        let mut best: Option<(Exact, Place)> = None;
        for place in missing.iter().take(TRIED) {
            let Some(width) = self.width_after(facts, *place) else { continue };
            if best.as_ref().is_none_or(|(least, _)| width < *least) {
                best = Some((width, *place));
            }
        }
        best.map(|(_, place)| place).or_else(|| missing.first().copied())
    }

    // How wide the range is, on average, once the answer is there; `None` for what cannot be tried out.
    fn width_after(&mut self, facts: &Facts, place: Place) -> Option<Exact> {
        let kinds;
        let domain = match place {
            Place::Items => return None,
            Place::Kind(line) => {
                kinds = Domain::Options(facts.lines[line].kinds.into());
                &kinds
            }
            Place::Question(question) => &facts.answers[question],
            Place::Item(line, question) => &facts.lines[line].answers[question],
        };
        let tried: Vec<Domain> = match domain {
            Domain::Options(set) => (0..128)
                .filter(|option| set >> option & 1 == 1)
                .take(8)
                .map(|option| Domain::Options(1 << option))
                .collect(),
            Domain::Number { low, .. } => [0, 5, 10, 25, 1000]
                .into_iter()
                .map(|value| Domain::number(Exact::whole(value).max(low.clone())))
                .collect(),
            Domain::SomeLines(_) | Domain::Lines(_) => vec![Domain::Lines(Vec::new())],
        };
        let (mut sum, mut count) = (Exact::ZERO, 0);
        for answer in tried {
            let mut answered = facts.clone();
            match (place, answer) {
                (Place::Kind(line), Domain::Options(kind)) => answered.lines[line].kinds = kind as KindSet,
                (Place::Items | Place::Kind(_), _) => return None,
                (Place::Question(question), answer) => answered.answers[question] = answer,
                (Place::Item(line, question), answer) => answered.lines[line].answers[question] = answer,
            }
            self.room.run(self.edition, &answered);
            let (range, gap) = self.room.value(self.edition, &answered, self.edition.plan.amount);
            if !matches!(gap, Gap::Certain(_)) {
                sum = sum.plus(&range.high().less(range.low()));
                count += 1;
            }
        }
        Some(sum.over(&Exact::whole(count)))
    }
}

fn in_order(places: Vec<Place>) -> Vec<Place> {
    let mut sorted: Vec<Place> = Vec::with_capacity(places.len());
    for place in places {
        sorted.insert(sorted.partition_point(|before| *before < place), place);
    }
    sorted
}

/// Adds the answers that were found to be missing, each once.
pub(crate) fn places_of(edition: &Edition, found: &Undecided, places: &mut Vec<Place>) {
    let mut add = |place: Place| {
        if !places.contains(&place) {
            places.push(place);
        }
    };
    for split in &found.splits {
        match split {
            Split::Options(question, _) | Split::NoNumber(question) => add(Place::Question(usize::from(*question))),
            Split::ItemOptions(line, question, _) | Split::Member(line, question, _) => {
                add(Place::Item(*line, usize::from(*question)));
            }
            Split::Kinds(line, _) => add(Place::Kind(*line)),
            // Its answers are among the numbers.
            Split::Value(..) => {}
        }
    }
    for (step, line) in &found.numbers {
        match (&edition.steps[usize::from(*step)].op, line) {
            (Op::Answer(question), _) => add(Place::Question(usize::from(*question))),
            (Op::ItemAnswer(question), Some(line)) => add(Place::Item(*line, usize::from(*question))),
            _ => {}
        }
    }
}
