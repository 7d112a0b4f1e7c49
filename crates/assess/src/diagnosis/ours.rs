//! Our own figures, to be held against those that were written.

use kaigo_hojo_contract::diagnosis::Figure;
use kaigo_hojo_rules::bounds::{Bounds, Effort, Room, bounds, routes};
use kaigo_hojo_rules::edition::{Edition, StepIx, Unit};
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Gap, Pass, Scope, Variant};
use kaigo_hojo_rules::exact::Exact;
use kaigo_hojo_rules::facts::Facts;
use kaigo_hojo_rules::range::Range;

use super::sought::{Sort, Sought};
use super::words;
use crate::trace;

/// Our own figures.
pub(super) struct Ours<'a> {
    edition: &'a Edition,
    facts: &'a Facts,
    room: Room,
    /// The routes that the figures may come from.
    routes: Vec<u8>,
}

impl<'a> Ours<'a> {
    pub(super) fn new(edition: &'a Edition, facts: &'a Facts) -> Self {
        let mut room = Room::new(edition, &BY_DEFAULT, Scope::Everything);
        room.run(edition, facts);
        let routes = taken(edition, facts, &mut room);
        Self { edition, facts, room, routes }
    }

    // `None` where it cannot be computed.
    fn value(&mut self, sought: &Sought) -> Option<Range> {
        let (edition, facts) = (self.edition, self.facts);
        let (mut joined, mut certain) = (None::<Range>, true);
        for route in &self.routes {
            let space = self.room.space(*route);
            certain &= space.gap(sought.step) == Gap::Never;
            if !matches!(space.gap(sought.step), Gap::Certain(_)) {
                let value = space.value(sought.step);
                joined = Some(joined.map_or_else(|| value.clone(), |joined| joined.hull(value)));
            }
        }
        // Of several routes the better amount is taken; the other figures are those of the route that gives it.
        let alone = sought.sort == Sort::Amount || routes(edition, facts).len() == 1;
        if !alone || (certain && joined.as_ref().is_some_and(|range| range.point().is_some())) {
            return joined;
        }
        let mut only = edition.clone();
        only.plan.amount = sought.step;
        let effort = if sought.sort == Sort::Amount { Effort::FULL } else { Effort::LIGHT };
        match bounds(&only, facts, &BY_DEFAULT, sought.step, effort) {
            Bounds::Within { range, .. } => Some(range),
            Bounds::NotComputable(_) => None,
        }
    }

    pub(super) fn figure(&mut self, sought: &Sought) -> Figure {
        let value = self.value(sought);
        let end = |value: &Exact| if sought.unit == Unit::Yen { value.to_whole() } else { None };
        let ours_yen = value.as_ref().and_then(|value| end(value.point()?));
        let agrees = match &value {
            None => None,
            Some(Range::Point(value)) => Some(sought.is(value)),
            Some(range) if range.clip(&sought.written, &sought.written).is_some() => None,
            Some(_) => Some(false),
        };
        let difference_yen = sought.yen().zip(ours_yen).map(|(written, ours)| written - ours);
        Figure {
            id: sought.sort.id(),
            label: sought.sort.label(),
            written: words::value(&sought.written, &sought.unit),
            written_yen: sought.yen(),
            ours: value.as_ref().map(|value| words::range(value, &sought.unit)),
            ours_yen,
            low_yen: value.as_ref().and_then(|value| end(value.low())),
            high_yen: value.as_ref().and_then(|value| end(value.high())),
            agrees,
            difference_yen,
            message: words::comparison(sought, value.as_ref(), agrees, difference_yen),
            causes: Vec::new(),
            compare: Vec::new(),
        }
    }

    // The short explanation of the amount; of any other figure the steps that are told of it.
    pub(super) fn compare(&mut self, sought: &Sought) -> Vec<String> {
        let edition = self.edition;
        let id = |step: StepIx| edition.steps[usize::from(step)].id.clone();
        if sought.sort == Sort::Amount {
            return edition.plan.short.iter().copied().map(id).collect();
        }
        let Some(route) = self.routes.first() else { return Vec::new() };
        let variant = Variant { readings: BY_DEFAULT, route: *route };
        let pass = Pass::resume(edition, self.facts, &variant, self.room.space(*route));
        let lines = self.facts.lines.len();
        let told = trace::needed(edition, &pass, lines);
        let needed = trace::needed_for(edition, &pass, lines, &[sought.step]);
        let shown = |ix: &usize| told[*ix] && needed[*ix] && !edition.steps[*ix].hidden;
        (0..edition.steps.len()).filter(shown).filter_map(|ix| StepIx::try_from(ix).ok()).map(id).collect()
    }
}

/// The route that gives the amount; every open one where that is not decided.
pub(super) fn taken(edition: &Edition, facts: &Facts, room: &mut Room) -> Vec<u8> {
    let open = routes(edition, facts);
    match room.route(edition, facts) {
        Some(route) if open.contains(&route) => vec![route],
        // A route that does not exist was assessed all the same.
        Some(_) => open.into_iter().take(1).collect(),
        None => open,
    }
}
