//! The order in which conditions and steps can be evaluated.

use std::collections::{HashMap, HashSet};
use std::{iter, vec};

use kaigo_hojo_rules::edition::{
    Condition, ConditionIx, Node, Op, Operand, Slot, StepIx, Test, Turn, VARIES_WITH_MENU, Varies, condition_needs,
};

/// Steps and conditions of a pack, before ordering.
pub(crate) struct Graph<'a> {
    pub(crate) conditions: &'a [Condition],
    pub(crate) ops: &'a [Op],
    /// The conditions that decide whether a line is counted.
    pub(crate) counting: Vec<ConditionIx>,
    /// Replacements of steps by mistakes.
    pub(crate) instead: &'a [(StepIx, StepIx)],
}

impl Graph<'_> {
    /// Every node after all that it needs, in the order of the pack; or a circle: each needs the next, the last the first.
    pub(crate) fn order(&self, named: usize) -> Result<Vec<Node>, Vec<Node>> {
        let conditions = (0..named).map(|ix| Node::Condition(narrow(ix)));
        let steps = (0..self.ops.len()).map(|ix| Node::Step(narrow(ix)));
        let (mut order, mut done) = (Vec::new(), HashSet::new());
        for node in conditions.chain([Node::Counted]).chain(steps) {
            // A list instead of recursion: a chain may be deeper than the stack.
            let mut open: Vec<(Node, vec::IntoIter<Node>)> = Vec::new();
            let mut next = Some(node);
            loop {
                if let Some(node) = next.filter(|node| !done.contains(node)) {
                    if let Some(at) = open.iter().position(|(open, _)| *open == node) {
                        return Err(open.split_off(at).into_iter().map(|(node, _)| node).collect());
                    }
                    open.push((node, self.before(node).into_iter()));
                }
                let Some((node, rest)) = open.last_mut() else { break };
                let node = *node;
                next = rest.next();
                if next.is_none() {
                    open.pop();
                    done.insert(node);
                    order.push(node);
                }
            }
        }
        Ok(order)
    }

    // The direct needs of a node, and their replacements.
    fn before(&self, node: Node) -> Vec<Node> {
        let instead = |needed| self.instead_of(needed).into_iter().filter(|by| *by != node);
        self.needs(node).into_iter().flat_map(|needed| iter::once(needed).chain(instead(needed))).collect()
    }

    /// The turns of an order: what each uses, and what it asks for itself.
    pub(crate) fn turns(&self, order: &[Node]) -> Vec<Turn> {
        let places: HashMap<&Node, u16> = order.iter().enumerate().map(|(at, node)| (node, narrow(at))).collect();
        let place = |node: &Node| places.get(node).copied();
        let turn = |node: &Node| Turn {
            node: *node,
            uses: self.needs(*node).iter().filter_map(place).collect(),
            asks: match node {
                Node::Counted | Node::Step(_) => 0,
                Node::Condition(ix) => self.asks(*ix),
            },
        };
        order.iter().map(turn).collect()
    }

    // The readings and the menu that a condition, with all that is written inside it, asks for.
    fn asks(&self, ix: ConditionIx) -> Varies {
        let inside = |ix: &ConditionIx| match self.conditions[usize::from(*ix)].slot {
            Slot::Inline => self.asks(*ix),
            Slot::Scalar | Slot::Column(_) => 0,
        };
        match &self.conditions[usize::from(ix)].test {
            Test::All(parts) | Test::Any(parts) => parts.iter().map(inside).fold(0, |all, one| all | one),
            Test::Not(part) => inside(part),
            Test::Reading(reading, _) => 1 << reading,
            Test::Route(_) => VARIES_WITH_MENU,
            _ => 0,
        }
    }

    // The replacements of a node, direct and indirect.
    fn instead_of(&self, node: Node) -> Vec<Node> {
        let mut all = vec![node];
        let mut at = 0;
        while let Some(node) = all.get(at).copied() {
            for (of, by) in self.instead {
                if node == Node::Step(*of) && !all.contains(&Node::Step(*by)) {
                    all.push(Node::Step(*by));
                }
            }
            at += 1;
        }
        all.split_off(1)
    }

    /// These, and everything that they need.
    pub(crate) fn reached(&self, mut open: Vec<Node>) -> Vec<Node> {
        let (mut reached, mut seen) = (Vec::new(), HashSet::new());
        while let Some(node) = open.pop() {
            if seen.insert(node) {
                open.extend(self.needs(node));
                reached.push(node);
            }
        }
        reached
    }

    /// Whether a node needs another, directly or not.
    pub(crate) fn reaches(&self, from: Node, to: Node) -> bool {
        self.reached(vec![from]).contains(&to)
    }

    /// The direct needs of a node.
    pub(crate) fn needs(&self, node: Node) -> Vec<Node> {
        let mut needs = Vec::new();
        match node {
            Node::Counted => self.counting.iter().for_each(|c| condition_needs(self.conditions, *c, &mut needs)),
            Node::Condition(ix) => self.conditions[usize::from(ix)].test.needs(self.conditions, &mut needs),
            Node::Step(ix) => self.op(&self.ops[usize::from(ix)], &mut needs),
        }
        needs
    }

    fn op(&self, op: &Op, needs: &mut Vec<Node>) {
        for operand in op.operands() {
            if let Operand::Step(step) = operand {
                needs.push(Node::Step(*step));
            }
        }
        // The taken units depend on all inputs of the `best`, even if the sum stays the same.
        if let Op::Taken(best) = op {
            needs.push(Node::Step(*best));
            if let chosen @ Op::Best(_) = &self.ops[usize::from(*best)] {
                self.op(chosen, needs);
            }
        }
        for condition in op.conditions() {
            condition_needs(self.conditions, condition, needs);
        }
    }
}

/// The step of a `Taken`.
pub(crate) const fn taken_from(op: &Op) -> Option<StepIx> {
    if let Op::Taken(best) = op { Some(*best) } else { None }
}

pub(crate) fn narrow(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}
