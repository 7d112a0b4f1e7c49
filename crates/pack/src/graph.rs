//! The order in which conditions and steps can be evaluated.

use kaigo_hojo_rules::edition::{
    Condition, ConditionIx, Node, Op, Operand, Slot, StepIx, Test, Turn, VARIES_WITH_MENU, Varies,
};

/// What a pack computes, before it has an order.
pub(crate) struct Graph<'a> {
    pub(crate) conditions: &'a [Condition],
    pub(crate) ops: &'a [Op],
    /// The conditions that decide whether a line is counted.
    pub(crate) counting: Vec<ConditionIx>,
    /// The steps that may be used in the place of others.
    pub(crate) instead: &'a [(StepIx, StepIx)],
}

impl Graph<'_> {
    /// Every node after all that it needs, in the order of the pack; or a node that needs itself.
    pub(crate) fn order(&self, named: usize) -> Result<Vec<Node>, Node> {
        let mut order = Vec::new();
        let mut state = State { open: Vec::new(), order: &mut order };
        for condition in 0..named {
            self.visit(Node::Condition(narrow(condition)), &mut state)?;
        }
        self.visit(Node::Counted, &mut state)?;
        for step in 0..self.ops.len() {
            self.visit(Node::Step(narrow(step)), &mut state)?;
        }
        Ok(order)
    }

    fn visit(&self, node: Node, state: &mut State<'_>) -> Result<(), Node> {
        if state.order.contains(&node) {
            return Ok(());
        }
        if state.open.contains(&node) {
            return Err(node);
        }
        state.open.push(node);
        for needed in self.needs(node) {
            self.visit(needed, state)?;
            // What takes the place of a node may be made of it.
            for by in self.instead_of(needed).into_iter().filter(|by| *by != node) {
                self.visit(by, state)?;
            }
        }
        state.open.pop();
        state.order.push(node);
        Ok(())
    }

    /// The turns of an order: what each uses, and what it asks for itself.
    pub(crate) fn turns(&self, order: &[Node]) -> Vec<Turn> {
        let place = |node: &Node| order.iter().position(|other| other == node).map(narrow);
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

    // What may stand in the place of a node, directly or in the place of what does.
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

    /// Whether a node needs another, directly or not.
    pub(crate) fn reaches(&self, from: Node, to: Node) -> bool {
        let mut open = vec![from];
        let mut seen = Vec::new();
        while let Some(node) = open.pop() {
            if node == to {
                return true;
            }
            if !seen.contains(&node) {
                seen.push(node);
                open.extend(self.needs(node));
            }
        }
        false
    }

    /// What a node needs directly.
    pub(crate) fn needs(&self, node: Node) -> Vec<Node> {
        let mut needs = Vec::new();
        match node {
            Node::Counted => self.counting.iter().for_each(|c| self.condition(*c, &mut needs)),
            Node::Condition(ix) => self.test(&self.conditions[usize::from(ix)].test, &mut needs),
            Node::Step(ix) => self.op(&self.ops[usize::from(ix)], &mut needs),
        }
        needs
    }

    // A condition with a name is a node; one without is what it is made of.
    fn condition(&self, ix: ConditionIx, needs: &mut Vec<Node>) {
        match self.conditions[usize::from(ix)].slot {
            Slot::Inline => self.test(&self.conditions[usize::from(ix)].test, needs),
            Slot::Scalar | Slot::Column(_) => needs.push(Node::Condition(ix)),
        }
    }

    fn test(&self, test: &Test, needs: &mut Vec<Node>) {
        match test {
            Test::All(parts) | Test::Any(parts) => parts.iter().for_each(|part| self.condition(*part, needs)),
            Test::Not(part) => self.condition(*part, needs),
            Test::Counted => needs.push(Node::Counted),
            Test::AtLeast(step, _) | Test::Positive(step) => needs.push(Node::Step(*step)),
            _ => {}
        }
    }

    fn op(&self, op: &Op, needs: &mut Vec<Node>) {
        for operand in op.operands() {
            if let Operand::Step(step) = operand {
                needs.push(Node::Step(*step));
            }
        }
        // Which units are taken depends on what the best were chosen from, even where their sum stays the same.
        if let Op::Taken(best) = op {
            needs.push(Node::Step(*best));
            if let chosen @ Op::Best(_) = &self.ops[usize::from(*best)] {
                self.op(chosen, needs);
            }
        }
        for condition in op.conditions() {
            self.condition(condition, needs);
        }
    }
}

struct State<'a> {
    open: Vec<Node>,
    order: &'a mut Vec<Node>,
}

/// The step of a `Taken`.
pub(crate) const fn taken_from(op: &Op) -> Option<StepIx> {
    if let Op::Taken(best) = op { Some(*best) } else { None }
}

pub(crate) fn narrow(position: usize) -> u16 {
    u16::try_from(position).unwrap_or(u16::MAX)
}
