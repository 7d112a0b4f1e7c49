//! Whether an edition can be evaluated in good time, whoever wrote it.
//!
//! Few steps can ask for endless work: a ratio that is multiplied by itself again and again has more digits than memory,
//! and conditions that name others twice are asked once more for each way to them. Packs of ordinances come nowhere near
//! that; bytes from elsewhere may be made to. So whoever takes in a pack asks here first.

use crate::edition::{Condition, ConditionIx, Edition, Node, Op, Operand, Test, Turn};
use crate::mistake::{Change, swap};

/// The work of a pass on one line: bands, conditions by every way to them, inputs by the square of the size of what is made
/// of them. The largest pack has about a quarter of it.
const WORK: u64 = 300_000;
/// Conditions within conditions.
const LEVELS: usize = 32;
/// Routes that one can take.
const ROUTES: usize = 8;

/// Whether the work that an edition asks for is within bounds, also where one of its usual mistakes is supposed.
#[must_use]
pub fn is_bearable(edition: &Edition) -> bool {
    if edition.routes() > ROUTES || !is_pass_bearable(edition) {
        return false;
    }
    let Some(mistakes) = edition.mistakes.open() else { return true };
    let wide = mistakes.widen(edition);
    let is_change_bearable = |change: &Change| match change {
        Change::Swap(swaps) => {
            let mut changed = wide.clone();
            swap(&mut changed, swaps);
            is_pass_bearable(&changed)
        }
        Change::Suppose(_) | Change::Band(_) | Change::Facts(_) => true,
    };
    is_pass_bearable(&wide) && mistakes.list.iter().all(|mistake| is_change_bearable(&mistake.change))
}

fn is_pass_bearable(edition: &Edition) -> bool {
    usize::from(edition.columns) <= edition.steps.len()
        && usize::from(edition.truth_columns) <= edition.conditions.len()
        && ways(&edition.conditions).and_then(|ways| work(edition, &ways)).is_some()
}

/// How often each condition leads to a look at something. Those of its parts are found first: a level more each time, until
/// nothing changes; `None` where that does not end. A part may be asked twice: whether it holds, and whether it can be told.
pub(crate) fn ways(conditions: &[Condition]) -> Option<Vec<u64>> {
    let mut ways = vec![1_u64; conditions.len()];
    for _ in 0..LEVELS {
        let mut next = Vec::with_capacity(ways.len());
        for condition in conditions {
            let parts: &[ConditionIx] = match &condition.test {
                Test::All(parts) | Test::Any(parts) => parts,
                Test::Not(part) => core::slice::from_ref(part),
                _ => &[],
            };
            let through = parts.iter().map(|part| Some(2 * ways.get(usize::from(*part))?)).sum::<Option<u64>>()?;
            next.push(Some(1 + through).filter(|ways| *ways <= WORK)?);
        }
        if next == ways {
            return Some(ways);
        }
        ways = next;
    }
    None
}

// The work of a pass; `None` where it is too much, or asks for what is not there or not computed yet.
fn work(edition: &Edition, ways: &[u64]) -> Option<u64> {
    let asked = |conditions: &mut dyn Iterator<Item = ConditionIx>| {
        conditions.map(|condition| ways.get(usize::from(condition)).copied()).sum::<Option<u64>>()
    };
    let mut sizes: Vec<Option<Size>> = vec![None; edition.steps.len()];
    let mut work = 0;
    for Turn { node, uses, .. } in &edition.order {
        let more = match node {
            Node::Counted => {
                let needs = edition.kinds.iter().flat_map(|kind| &kind.needs).chain(&edition.drops);
                asked(&mut needs.map(|need| need.when))?
            }
            Node::Condition(condition) => asked(&mut [*condition].into_iter())?,
            Node::Step(ix) => {
                let op = &edition.steps.get(usize::from(*ix))?.op;
                let size = size(op, &sizes)?;
                if sizes.get_mut(usize::from(*ix))?.replace(size).is_some() {
                    return None;
                }
                let bands = match op {
                    Op::Lookup(_, table) => count(&edition.tables.get(usize::from(*table))?.bands),
                    _ => 0,
                };
                let words = size.above + size.below;
                let inputs = count(&op.operands()).saturating_mul(words).saturating_mul(words);
                inputs.saturating_add(bands).saturating_add(asked(&mut op.conditions().into_iter())?)
            }
        };
        work = Some(more.saturating_add(1 + count(uses)).saturating_add(work)).filter(|work| *work <= WORK)?;
    }
    Some(work)
}

fn count<T>(list: &[T]) -> u64 {
    u64::try_from(list.len()).unwrap_or(u64::MAX)
}

/// How many words of 64 bits a fraction takes above and below the line, as far as products and quotients go. Sums are taken
/// to have a common denominator: others add what as many steps and lines as there are bring, which is never much.
#[derive(Clone, Copy, Debug)]
struct Size {
    above: u64,
    below: u64,
}

impl Size {
    const WHOLE: Self = Self { above: 1, below: 0 };
    const FRACTION: Self = Self { above: 1, below: 1 };

    fn times(self, other: Self) -> Self {
        Self { above: self.above + other.above, below: self.below + other.below }
    }

    fn over(self, other: Self) -> Self {
        self.times(Self { above: other.below, below: other.above })
    }

    fn plus(self, other: Self) -> Self {
        let above = (self.above + other.below).max(other.above + self.below);
        Self { above, below: self.below.max(other.below) }
    }

    fn or(self, other: Self) -> Self {
        Self { above: self.above.max(other.above), below: self.below.max(other.below) }
    }
}

// The size of what a step gives, from those of its inputs; `None` where one is not computed yet.
fn size(op: &Op, sizes: &[Option<Size>]) -> Option<Size> {
    let of = |operand: &Operand| match operand {
        Operand::Step(ix) => sizes.get(usize::from(*ix)).copied().flatten(),
        Operand::Figure(_) => Some(Size::FRACTION),
    };
    let inputs = op.operands().into_iter().map(of).collect::<Option<Vec<Size>>>()?;
    let all = |join: fn(Size, Size) -> Size| inputs.iter().copied().reduce(join).unwrap_or(Size::WHOLE);
    Some(match op {
        Op::Answer(_) | Op::ItemAnswer(_) | Op::LineCost(_) | Op::KindFigure(_) | Op::Lookup(..) => Size::FRACTION,
        Op::Units | Op::Quantity | Op::Count(_) | Op::Taken(_) | Op::Unlimited => Size::WHOLE,
        Op::Multiply(_) => all(Size::times),
        Op::Divide(..) | Op::Spread(_) => all(Size::over),
        Op::Add(_) | Op::Less(..) => all(Size::plus),
        Op::Lowest(_) | Op::Highest(_) | Op::Case(..) | Op::Only(..) => all(Size::or),
        Op::Round(..) => Size { below: 0, ..all(Size::or) },
        Op::Total(..) => all(Size::or).plus(all(Size::or)),
        Op::Best(best) => {
            let caps = best.rows.iter().map(|row| of(&row.cap)).collect::<Option<Vec<Size>>>()?;
            let sum = caps.into_iter().fold(of(&best.value)?, Size::plus).times(of(&best.units)?);
            sum.plus(sum)
        }
    })
}
