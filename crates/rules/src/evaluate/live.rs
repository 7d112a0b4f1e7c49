//! Which turns of an evaluation a result can depend on.
//!
//! Readings and the route are known before any application is there, so whole branches of an edition are closed in
//! advance; a pass takes only the turns that are left.

use super::variant::Variant;
use crate::edition::{ConditionIx, Edition, Node, Op, Operand, StepIx, Test};
use crate::range::Truth;

/// Which turns a pass takes: those that its result can depend on, the readings and the route being what they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Live {
    /// Of each turn whether it is taken.
    pub(super) turns: Vec<bool>,
    /// Those that are, in order, and what is evaluated in them.
    pub(super) taken: Vec<(u16, Node)>,
}

/// What a pass is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The amount alone.
    Amount,
    /// Everything that an assessment tells.
    Everything,
}

impl Live {
    /// The turns that are needed.
    #[must_use]
    pub fn of(edition: &Edition, variant: &Variant, scope: Scope) -> Self {
        let steps = |step: &StepIx| Node::Step(*step);
        let mut wanted: Vec<Node> = vec![Node::Counted, Node::Step(edition.plan.amount)];
        if scope == Scope::Everything {
            let plan = &edition.plan;
            wanted.extend([plan.counted, plan.eligible, plan.by_rate, plan.limited].iter().map(steps));
            wanted.extend(plan.short.iter().map(steps));
            let others = plan.band.iter().map(|(step, _)| step).chain(&plan.rate).chain(&plan.staff);
            wanted.extend(others.map(steps));
            wanted.extend(edition.categories.iter().map(|category| steps(&category.amount)));
            let told = edition.requirements.iter().flat_map(|r| r.applies.into_iter().chain([r.met]));
            let told = told.chain(edition.notes.iter().filter_map(|note| note.when));
            let told = told.chain(edition.when_due()).chain(edition.date_rules.iter().filter_map(|rule| rule.unless));
            wanted.extend(told.map(Node::Condition));
            wanted.extend(edition.kinds.iter().flat_map(|kind| &kind.needs).map(|need| Node::Condition(need.when)));
            let exists = edition.menu.iter().flat_map(|menu| menu.exists.iter().flatten());
            wanted.extend(exists.map(|condition| Node::Condition(*condition)));
        }
        let turns = edition.order.iter().map(|turn| wanted.contains(&turn.node)).collect();
        let mut live = Self { turns, taken: Vec::new() };
        // Every turn comes after what it uses: one walk backwards reaches all.
        for (place, turn) in edition.order.iter().enumerate().rev() {
            if live.turns[place] {
                live.mark(edition, variant, turn.node, &turn.uses);
            }
        }
        live.taken = (0..).zip(&edition.order).map(|(place, turn)| (place, turn.node)).collect();
        live.taken.retain(|(place, _)| live.turns[usize::from(*place)]);
        live
    }

    fn mark(&mut self, edition: &Edition, variant: &Variant, node: Node, uses: &[u16]) {
        let Node::Step(ix) = node else {
            return uses.iter().for_each(|place| self.turns[usize::from(*place)] = true);
        };
        let Op::Case(arms, otherwise) = &edition.steps[usize::from(ix)].op else {
            return uses.iter().for_each(|place| self.turns[usize::from(*place)] = true);
        };
        // Of a case only the arms that a reading or a route has not closed.
        let mut used: Vec<Node> = Vec::new();
        let mut closed = false;
        for (condition, operand) in arms {
            let truth = settled(edition, variant, *condition);
            if !closed && truth.possible() {
                used.push(Node::Condition(*condition));
                used.extend(node_of(operand));
            }
            closed |= truth == Truth::True;
        }
        if !closed {
            used.extend(node_of(otherwise));
        }
        // Closed conditions are still asked for: they are cheap, and a pass reads them.
        used.extend(arms.iter().map(|(condition, _)| Node::Condition(*condition)));
        for place in uses {
            let place = usize::from(*place);
            self.turns[place] |= used.contains(&edition.order[place].node);
        }
    }
}

fn node_of(operand: &Operand) -> Option<Node> {
    match operand {
        Operand::Step(step) => Some(Node::Step(*step)),
        Operand::Figure(_) => None,
    }
}

// What a condition is for every application, as far as readings and the route alone settle it.
fn settled(edition: &Edition, variant: &Variant, ix: ConditionIx) -> Truth {
    let part = |ix: &ConditionIx| settled(edition, variant, *ix);
    match &edition.conditions[usize::from(ix)].test {
        Test::All(parts) => Truth::all(parts.iter().map(part)),
        Test::Any(parts) => Truth::all(parts.iter().map(|ix| part(ix).not())).not(),
        Test::Not(of) => part(of).not(),
        Test::Reading(reading, option) => Truth::of(variant.readings[usize::from(*reading)] == *option),
        Test::Route(route) => Truth::of(variant.route == *route),
        _ => Truth::Open,
    }
}
