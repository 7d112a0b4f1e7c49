//! What is the same whichever way the unknown answers turn out.
//!
//! One pass with unknown answers can leave a line or the route open although every completion agrees. Where few answers
//! are unknown, the cases are told apart and what they have in common is said.

use kaigo_hojo_contract::assessment::{ItemState, ItemStatus};
use kaigo_hojo_rules::bounds::{Room, routes};
use kaigo_hojo_rules::edition::Edition;
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Gap, Pass, Scope, Variant};
use kaigo_hojo_rules::facts::Facts;
use kaigo_hojo_rules::range::Range;
use kaigo_hojo_rules::split::{Split, find, find_line};

use crate::item_state;

/// More open answers or lines than this are not told apart.
const FEW: usize = 6;
/// More cases than this are not looked at.
const CASES: usize = 64;

/// What all cases have in common.
#[derive(Debug)]
pub(crate) struct Settled<'e> {
    /// The route, where all take the same.
    pub(crate) route: Option<u8>,
    /// Every line, undetermined where the cases differ.
    pub(crate) items: Vec<ItemState<'e>>,
    /// For each category all that it may be; `None` where it has no value in any case.
    pub(crate) categories: Vec<Option<Range>>,
}

/// Tells the cases apart; `None` where there are too many.
pub(crate) fn settle<'e>(edition: &'e Edition, facts: &Facts, ids: &[String]) -> Option<Settled<'e>> {
    let mut cases = Cases { edition, ids, room: Room::new(edition, &BY_DEFAULT, Scope::Everything) };
    let (mut open, mut looked, mut settled) = (vec![(facts.clone(), Vec::new())], 0_usize, None);
    while let Some((facts, assumed)) = open.pop() {
        looked += 1;
        if looked > CASES {
            return None;
        }
        if !cases.room.run_assuming(edition, &facts, &assumed) {
            continue;
        }
        match cases.split(&facts, looked == 1)? {
            Some(split) => open.extend([true, false].map(|side| {
                let (mut facts, mut assumed) = (facts.clone(), assumed.clone());
                split.apply(side, &mut facts, &mut assumed);
                (facts, assumed)
            })),
            None => settled = Some(join(settled, cases.case(&facts))),
        }
    }
    settled
}

struct Cases<'e, 'i> {
    edition: &'e Edition,
    ids: &'i [String],
    room: Room,
}

impl<'e> Cases<'e, '_> {
    // The next cut, if something is open; `None` where too much is.
    #[expect(
        clippy::option_option,
        reason = "outer: whether to go on at all; inner: whether there is something to cut"
    )]
    fn split(&mut self, facts: &Facts, first: bool) -> Option<Option<Split>> {
        let edition = self.edition;
        let mut next = None;
        for route in routes(edition, facts) {
            let variant = Variant { readings: BY_DEFAULT, route };
            let pass = Pass::resume(edition, facts, &variant, self.room.space(route));
            let splits = find(&pass, edition.plan.amount, if first { FEW + 1 } else { 1 }).splits;
            let states = item_state::states(edition, facts, &pass, self.ids);
            let open = |(_, state): &(usize, &ItemState<'_>)| state.status == ItemStatus::Undetermined;
            let undetermined: Vec<usize> = states.iter().enumerate().filter(open).map(|(line, _)| line).collect();
            if splits.len() > FEW || undetermined.len() > FEW {
                return None;
            }
            next = next.or_else(|| splits.into_iter().next());
            for line in undetermined {
                next = next.or_else(|| find_line(&pass, line).splits.into_iter().next());
            }
        }
        Some(next)
    }

    fn case(&mut self, facts: &Facts) -> Settled<'e> {
        let (edition, open) = (self.edition, routes(self.edition, facts));
        let route = self.room.route(edition, facts);
        let told = route.filter(|route| open.contains(route)).or(open.first().copied()).unwrap_or(0);
        let mut items: Option<Vec<ItemState<'e>>> = None;
        let mut categories = vec![None; edition.categories.len()];
        for here in open.iter().filter(|here| route.is_none() || **here == told) {
            let variant = Variant { readings: BY_DEFAULT, route: *here };
            let pass = Pass::resume(edition, facts, &variant, self.room.space(*here));
            let states = item_state::states(edition, facts, &pass, self.ids);
            items = Some(match items {
                None => states,
                Some(before) => before.into_iter().zip(&states).map(|(a, b)| item_state::either(a, b)).collect(),
            });
            for (category, joined) in edition.categories.iter().zip(&mut categories) {
                if !matches!(pass.gap(category.amount), Gap::Certain(_)) {
                    *joined = hull(joined.take(), pass.value(category.amount, 0));
                }
            }
        }
        Settled { route, items: items.unwrap_or_default(), categories }
    }
}

fn hull(joined: Option<Range>, range: &Range) -> Option<Range> {
    Some(joined.map_or_else(|| range.clone(), |before| before.hull(range)))
}

fn join<'e>(before: Option<Settled<'e>>, case: Settled<'e>) -> Settled<'e> {
    let Some(before) = before else { return case };
    let categories = before.categories.into_iter().zip(&case.categories).map(|(a, b)| match b {
        Some(range) => hull(a, range),
        None => a,
    });
    Settled {
        route: before.route.filter(|route| case.route == Some(*route)),
        items: before.items.into_iter().zip(&case.items).map(|(a, b)| item_state::either(a, b)).collect(),
        categories: categories.collect(),
    }
}
