//! What holds the amount down: the limit without which it would be highest.
//!
//! Found by computing: the amount is evaluated anew without each limit that takes something away. A limit that another
//! one, a rounding or a better route makes good is therefore not named. Among equals those on the route that is taken come
//! first, then the one that the pack applies first.

use kaigo_hojo_contract::assessment::Binding;
use kaigo_hojo_rules::bounds::{Bounds, Effort, Room, routes};
use kaigo_hojo_rules::edition::{Edition, Limit};
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Pass, Variant};
use kaigo_hojo_rules::exact::Exact;
use kaigo_hojo_rules::facts::Facts;
use kaigo_hojo_rules::lift::{Lift, lifts};
use kaigo_hojo_rules::order::sort_by_key;

use crate::estimate::bounds_from;

/// The limits of an edition.
#[derive(Debug)]
pub(crate) struct Limits<'e> {
    edition: &'e Edition,
    lifts: Vec<Lift<'e>>,
    // A copy of the edition, out of which one limit at a time is taken; made when one is looked for.
    copy: Option<Box<Edition>>,
}

impl<'e> Limits<'e> {
    pub(crate) fn of(edition: &'e Edition) -> Self {
        Self { edition, lifts: lifts(edition), copy: None }
    }

    /// What holds down the amount that the last run has left in `room`; `quick` has room for the amount alone.
    pub(crate) fn binding(
        &mut self,
        facts: &Facts,
        (room, quick): (&mut Room, &Room),
        (amount, taken): (i64, u8),
    ) -> Option<Binding<'e>> {
        let edition = self.edition;
        let mut highest: Option<&'e Limit> = None;
        let mut reached = Exact::whole(amount);
        for (at, limit) in self.biting(facts, room, taken) {
            let (copy, lift) = (self.copy.get_or_insert_with(|| Box::new(edition.clone())), &mut self.lifts[at]);
            lift.swap(copy);
            let found = room.amount_under(copy, facts, quick, lift.otherwise());
            let found = bounds_from(found, copy, facts, &BY_DEFAULT, Effort::LIGHT);
            lift.swap(copy);
            if let Some(reach) = reach(&found).filter(|reach| *reach > reached) {
                (highest, reached) = (Some(limit), reach);
            }
        }
        highest.map(|limit| Binding { id: &limit.id, label: &limit.label, cite: &limit.cite })
    }

    // The limits that take something away on an open route, each once, those on the route that is taken first.
    fn biting(&self, facts: &Facts, room: &mut Room, taken: u8) -> Vec<(usize, &'e Limit)> {
        let mut open = routes(self.edition, facts);
        sort_by_key(&mut open, |route| *route != taken);
        let mut biting: Vec<(usize, &'e Limit)> = Vec::new();
        for route in open {
            let variant = Variant { readings: BY_DEFAULT, route };
            let pass = Pass::resume(self.edition, facts, &variant, room.space(route));
            for (at, lift) in self.lifts.iter().enumerate() {
                if biting.iter().all(|(before, _)| *before != at) {
                    biting.extend(lift.bites(&pass).map(|limit| (at, limit)));
                }
            }
        }
        biting
    }
}

// The most that is surely reached: while answers are missing, by the completion that gives most.
fn reach(found: &Bounds) -> Option<Exact> {
    match found {
        Bounds::Within { range, tight: true } => Some(range.high().clone()),
        Bounds::Within { range, tight: false } => Some(range.low().clone()),
        Bounds::NotComputable(_) => None,
    }
}
