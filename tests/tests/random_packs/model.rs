//! A random pack as a list of steps, and the plain fractions that it is computed with.

use super::random::Random;

/// A fraction that is not negative, in any terms.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fraction(pub(crate) i128, pub(crate) i128);

impl Fraction {
    pub(crate) const ZERO: Self = Self(0, 1);

    fn reduced(num: i128, den: i128) -> Self {
        let (mut a, mut b) = (num, den);
        while b != 0 {
            (a, b) = (b, a % b);
        }
        Self(num / a.max(1), den / a.max(1))
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self::reduced(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }

    pub(crate) fn less(self, other: Self) -> Self {
        Self::reduced((self.0 * other.1 - other.0 * self.1).max(0), self.1 * other.1)
    }

    pub(crate) fn times(self, other: Self) -> Self {
        Self::reduced(self.0 * other.0, self.1 * other.1)
    }

    pub(crate) fn over(self, other: Self) -> Self {
        if other.0 == 0 { Self::ZERO } else { Self::reduced(self.0 * other.1, self.1 * other.0) }
    }

    pub(crate) fn is_below(self, other: Self) -> bool {
        self.0 * other.1 < other.0 * self.1
    }

    pub(crate) fn rounded(self, unit: i128, way: &str) -> Self {
        let step = self.1 * unit;
        let steps = match way {
            "down" => self.0 / step,
            "up" => (self.0 + step - 1) / step,
            _ => (2 * self.0 + step) / (2 * step),
        };
        Self(steps * unit, 1)
    }
}

#[derive(Clone, Debug)]
pub(crate) enum Input {
    Step(usize),
    Figure(i128, i128),
}

#[derive(Clone, Debug)]
pub(crate) enum Condition {
    /// This yes/no question is answered so.
    Truth(usize, bool),
    /// The choice is among these of three.
    Choice(Vec<usize>),
    /// The line's yes/no question is answered so.
    Item(bool),
    /// The line is of this kind.
    Kind(usize),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    AtLeast(usize, i128),
    Positive(usize),
}

#[derive(Clone, Debug)]
pub(crate) enum Op {
    /// The number that answers the question.
    Answer,
    Cost,
    Units,
    Add(Vec<Input>),
    Multiply(usize, i128, i128),
    Less(Input, Input),
    Divide(usize, i128),
    Lowest(Vec<Input>),
    Highest(Vec<Input>),
    Round(usize, i128, &'static str),
    Case(Vec<(Condition, Input)>, Input),
    Only(usize, Condition),
    Total(usize, Option<Condition>),
    Count(Condition),
    /// Bands of a number of lines.
    Lookup(usize),
    /// The value of the units that give most; at most so many.
    Best(usize, usize, i128, Condition),
    /// The same in rows, each with what it gives at most for each unit.
    Rows(usize, i128, Condition, [(Condition, i128); 2]),
}

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) op: Op,
    pub(crate) lines: bool,
    pub(crate) count: bool,
}

pub(crate) struct Pack {
    pub(crate) steps: Vec<Step>,
    /// Of each line its kind where that is known, its price and its quantity.
    pub(crate) prices: Vec<(usize, i128, i128)>,
    /// From how many lines there are bands; of fewer there is no value.
    pub(crate) bands_from: usize,
}

/// The figures of the bands from 0, 1 and 2 lines.
pub(crate) const BANDS: [i128; 3] = [30, 500, 170];

/// A complete set of answers: two truths, a choice, a number, and for each line a truth and its kind.
#[derive(Clone, Debug)]
pub(crate) struct Answers {
    pub(crate) truths: [bool; 2],
    pub(crate) choice: usize,
    pub(crate) number: i128,
    pub(crate) items: Vec<bool>,
    pub(crate) kinds: Vec<usize>,
}

impl Answers {
    /// From the choices, in this order; those of the kinds begin at `of_kinds`.
    pub(crate) fn of(choices: &[usize], of_kinds: usize) -> Self {
        Self {
            truths: [choices[0] == 1, choices[1] == 1],
            choice: choices[2],
            number: i128::try_from(choices[3]).expect("small"),
            items: choices[4..of_kinds].iter().map(|choice| *choice == 1).collect(),
            kinds: choices[of_kinds..].to_vec(),
        }
    }
}

impl Pack {
    pub(crate) fn of(random: &mut Random, with_number: bool) -> Self {
        let prices = (0..2 + random.below(2))
            .map(|_| (random.below(2), *random.pick(&[0, 1, 90, 333, 1000]), *random.pick(&[0, 1, 2, 3])))
            .collect();
        let step = |op, lines, count| Step { op, lines, count };
        let steps = vec![step(Op::Cost, true, false), step(Op::Units, true, true)];
        let mut pack = Self { steps, prices, bands_from: random.below(2) };
        if with_number {
            pack.steps.push(step(Op::Answer, false, false));
        }
        for _ in 0..3 + random.below(6) {
            let next = pack.next(random);
            pack.steps.push(next);
        }
        pack
    }

    fn some(&self, random: &mut Random, lines: Option<bool>, count: bool) -> Option<usize> {
        let fits = |step: &Step| lines.is_none_or(|lines| step.lines == lines) && step.count == count;
        let all: Vec<usize> = (0..self.steps.len()).filter(|ix| fits(&self.steps[*ix])).collect();
        (!all.is_empty()).then(|| *random.pick(&all))
    }

    fn input(&self, random: &mut Random) -> Input {
        match self.some(random, None, false) {
            Some(step) if random.below(4) > 0 => Input::Step(step),
            _ => Input::Figure(*random.pick(&[0, 1, 50, 400, 2000]), 1),
        }
    }

    fn condition(&self, random: &mut Random, of_line: bool, depth: usize) -> Condition {
        let more = |random: &mut Random| {
            let first = self.condition(random, of_line, depth + 1);
            // The second part may be about the office in any case.
            let second = random.below(2) == 0;
            vec![first, self.condition(random, of_line && second, depth + 1)]
        };
        // A step that may have no value is asked about often: what follows from that is easily overlooked.
        let looked_up = self.steps.iter().rposition(|step| matches!(step.op, Op::Lookup(_)));
        if let Some(step) = looked_up.filter(|_| !of_line && random.below(3) == 0) {
            return Condition::AtLeast(step, *random.pick(&[100, 400]));
        }
        match random.below(if depth < 2 { 8 } else { 4 }) {
            5 => Condition::All(more(random)),
            6 => Condition::Any(more(random)),
            7 => Condition::Not(Box::new(self.condition(random, of_line, depth + 1))),
            4 => match self.some(random, Some(of_line), false) {
                Some(step) if random.below(2) == 0 => Condition::Positive(step),
                Some(step) => Condition::AtLeast(step, *random.pick(&[1, 100, 400, 1000])),
                None => Condition::Truth(0, true),
            },
            2 if of_line => Condition::Kind(random.below(2)),
            _ if of_line => Condition::Item(random.below(2) == 0),
            0 => Condition::Choice(vec![random.below(3)]),
            _ => Condition::Truth(random.below(2), random.below(2) == 0),
        }
    }

    fn is_of_lines(&self, input: &Input) -> bool {
        matches!(input, Input::Step(ix) if self.steps[*ix].lines)
    }

    fn next(&self, random: &mut Random) -> Step {
        let yen = |random: &mut Random| self.some(random, None, false).expect("the cost of the lines");
        let line_yen = |random: &mut Random| self.some(random, Some(true), false).expect("the cost of the lines");
        let several = |random: &mut Random| vec![Input::Step(yen(random)), self.input(random)];
        let op = match random.below(15) {
            0 => Op::Add(several(random)),
            1 => Op::Less(Input::Step(yen(random)), self.input(random)),
            2 => Op::Lowest(several(random)),
            3 => Op::Highest(several(random)),
            4 => {
                let (num, den) = *random.pick(&[(1, 2), (2, 3), (4, 5)]);
                Op::Multiply(yen(random), num, den)
            }
            5 => Op::Divide(yen(random), *random.pick(&[2, 3, 7])),
            6 => Op::Round(yen(random), *random.pick(&[1, 10, 7]), ["down", "up", "half-up"][random.below(3)]),
            7 | 8 => {
                let of_line = random.below(3) == 0;
                let arms = (0..1 + random.below(2)).map(|_| (self.condition(random, of_line, 0), self.input(random)));
                let arms = arms.collect();
                Op::Case(arms, self.input(random))
            }
            9 => Op::Only(line_yen(random), self.condition(random, true, 0)),
            10 => {
                let only_some = random.below(2) == 0;
                Op::Total(line_yen(random), only_some.then(|| self.condition(random, true, 0)))
            }
            11 | 12 => match self.steps.iter().rposition(|step| matches!(step.op, Op::Count(_))) {
                Some(count) if random.below(2) == 0 => Op::Lookup(count),
                _ => Op::Count(self.condition(random, true, 0)),
            },
            13 => {
                let row = |random: &mut Random| (self.condition(random, true, 0), *random.pick(&[0, 40, 300, 1000]));
                let (value, limit) = (line_yen(random), *random.pick(&[0, 1, 2, 4]));
                Op::Rows(value, limit, self.condition(random, true, 0), [row(random), row(random)])
            }
            _ => Op::Best(line_yen(random), 1, *random.pick(&[0, 1, 2, 4]), self.condition(random, true, 0)),
        };
        let lines = match &op {
            Op::Add(parts) | Op::Lowest(parts) | Op::Highest(parts) => parts.iter().any(|part| self.is_of_lines(part)),
            Op::Less(a, b) => self.is_of_lines(a) || self.is_of_lines(b),
            Op::Multiply(of, ..) | Op::Divide(of, _) | Op::Round(of, ..) => self.steps[*of].lines,
            Op::Case(arms, otherwise) => {
                let inputs = arms.iter().map(|(_, input)| input).chain([otherwise]);
                inputs.into_iter().any(|input| self.is_of_lines(input))
                    || arms.iter().any(|(test, _)| self.asks_lines(test))
            }
            Op::Only(..) | Op::Cost | Op::Units => true,
            _ => false,
        };
        Step { lines, count: matches!(op, Op::Count(_)), op }
    }

    fn asks_lines(&self, condition: &Condition) -> bool {
        match condition {
            Condition::Item(_) | Condition::Kind(_) => true,
            Condition::Truth(..) | Condition::Choice(_) => false,
            Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|part| self.asks_lines(part)),
            Condition::Not(part) => self.asks_lines(part),
            Condition::AtLeast(step, _) | Condition::Positive(step) => self.steps[*step].lines,
        }
    }
}
