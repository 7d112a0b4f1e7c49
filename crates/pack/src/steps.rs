//! Steps: lowers the operations of a pack to those of the engine, and infers their properties.

use kaigo_hojo_rules::edition::{
    Best, Condition, ConditionIx, Node, Op, Operand, Row, Slot, Spread, Test, Unit, VARIES_WITH_MENU, Varies,
};
use kaigo_hojo_rules::exact::{Direction, Exact};
use kaigo_hojo_rules::range::Range;

use crate::diagnostic::Problems;
use crate::graph::taken_from;
use crate::names::{Names, figure, find};
use crate::source::{self, Answer, Do, Input, Literal, Name, Pack, TaxBasis};

/// Lowers the operation of a step.
#[expect(clippy::too_many_lines, reason = "one arm for each operation")]
pub(crate) fn lower(step: &source::Step, names: &Names<'_>, problems: &mut Problems<'_>) -> Option<Op> {
    let mut lower = Lower { names, at: step.r#do.span(), problems };
    match step.r#do.get_ref() {
        Do::Answer(name) => lower.name("質問", name, |n| &n.questions).map(Op::Answer),
        Do::ItemAnswer(name) => lower.name("明細の質問", name, |n| &n.item_questions).map(Op::ItemAnswer),
        Do::LineCost(basis) => Some(Op::LineCost(matches!(basis, TaxBasis::WithTax))),
        Do::Units => Some(Op::Units),
        Do::Quantity => Some(Op::Quantity),
        Do::Unlimited => Some(Op::Unlimited),
        Do::KindFigure(name) => {
            let ix = lower.name("種類の数値", name, |n| &n.figures)?;
            u8::try_from(ix).ok().map(Op::KindFigure)
        }
        Do::Add(parts) => lower.parts(parts).map(Op::Add),
        Do::Multiply(parts) => lower.parts(parts).map(Op::Multiply),
        Do::Lowest(parts) => lower.parts(parts).map(Op::Lowest),
        Do::Highest(parts) => lower.parts(parts).map(Op::Highest),
        Do::Less((a, b)) => Some(Op::Less(lower.input(a)?, lower.input(b)?)),
        Do::Divide((a, b)) => Some(Op::Divide(lower.input(a)?, lower.input(b)?)),
        Do::Round(round) => {
            if round.unit < 1 {
                let at = step.r#do.span();
                lower.problems.add("P010", at, "端数処理の単位は1以上の整数です。", "例: unit = 1000");
                return None;
            }
            let direction = match round.direction {
                source::Direction::Down => Direction::Down,
                source::Direction::Up => Direction::Up,
                source::Direction::HalfUp => Direction::HalfUp,
            };
            Some(Op::Round(lower.input(&round.of)?, round.unit, direction))
        }
        Do::Lookup(lookup) => {
            let by = lower.input(&lookup.by)?;
            Some(Op::Lookup(by, lower.name("表", &lookup.table, |n| &n.tables)?))
        }
        Do::Case(case) => {
            let mut arms = Vec::new();
            for arm in &case.when {
                arms.push((lower.condition(&arm.r#if)?, lower.input(&arm.then)?));
            }
            Some(Op::Case(arms, lower.input(&case.r#else)?))
        }
        Do::Only(only) => Some(Op::Only(lower.input(&only.of)?, lower.condition(&only.r#where)?)),
        Do::Total(total) => {
            let of = lower.input(&total.of)?;
            let condition = match &total.r#where {
                Some(name) => Some(lower.condition(name)?),
                None => None,
            };
            Some(Op::Total(of, condition))
        }
        Do::Count(name) => lower.condition(name).map(Op::Count),
        Do::Best(best) => lower.best(best).map(Op::Best),
        Do::Taken(name) => lower.name("計算の段階", name, |n| &n.steps).map(Op::Taken),
        Do::Spread(spread) => Some(Op::Spread(Spread {
            cost: lower.input(&spread.cost)?,
            from: lower.condition(&spread.from)?,
            along: lower.name("明細の質問", &spread.along, |n| &n.item_questions)?,
            onto: lower.condition(&spread.onto)?,
            units: lower.input(&spread.units)?,
            nothing: spread.nothing.clone(),
            cite: spread.cite.get_ref().clone(),
        })),
    }
}

struct Lower<'a, 'p, 't> {
    names: &'a Names<'a>,
    at: core::ops::Range<usize>,
    problems: &'p mut Problems<'t>,
}

impl<'a> Lower<'a, '_, '_> {
    fn name(
        &mut self,
        what: &str,
        name: &Name,
        of: impl Fn(&'a Names<'a>) -> &'a crate::names::Index<'a>,
    ) -> Option<u16> {
        find(what, of(self.names), name, self.problems)
    }

    fn condition(&mut self, name: &Name) -> Option<ConditionIx> {
        self.name("条件", name, |n| &n.conditions)
    }

    fn parts(&mut self, parts: &[Input]) -> Option<Vec<Operand>> {
        if parts.is_empty() {
            self.problems.add("P012", self.at.clone(), "計算に使う値がありません。", "一つ以上の値を書いてください。");
        }
        parts.iter().map(|part| self.input(part)).collect()
    }

    fn best(&mut self, best: &source::Best) -> Option<Best> {
        if best.by.is_some() && !best.rows.is_empty() {
            let hint = "rows があるときは、合計が最も多くなる台を数えます。by を取ってください。";
            self.problems.add("P012", self.at.clone(), "by と rows は一緒に使えません。", hint);
        }
        let mut rows = Vec::new();
        for row in &best.rows {
            rows.push(Row { among: self.condition(&row.r#where)?, cap: self.input(&row.cap)? });
        }
        Some(Best {
            value: self.input(&best.value)?,
            by: self.input(best.by.as_ref().unwrap_or(&best.value))?,
            units: self.input(&best.units)?,
            limit: self.input(&best.limit)?,
            among: self.condition(&best.r#where)?,
            rows,
        })
    }

    fn input(&mut self, input: &Input) -> Option<Operand> {
        if let Some(figure) = figure(input) {
            return Some(Operand::Figure(Range::Point(figure)));
        }
        if let Literal::Text(text) = input.get_ref() {
            let name = toml::Spanned::new(input.span(), text.clone());
            return find("計算の段階", &self.names.steps, &name, self.problems).map(Operand::Step);
        }
        let hint = "計算の段階の名前、0以上の整数、または \"3/4\" のような分数を書いてください。";
        self.problems.add("P011", input.span(), "この値は計算に使えません。", hint);
        None
    }
}

/// Properties of a step that hold for every application.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// One value a line.
    pub(crate) lines: bool,
    /// A whole number.
    pub(crate) whole: bool,
    /// Not "without limit".
    pub(crate) finite: bool,
    /// Yen, rather than a count or a ratio; `None` for a bare figure.
    pub(crate) yen: Option<bool>,
    /// The readings and the menu that it depends on.
    pub(crate) varies: Varies,
}

/// Properties of every condition and step, inferred in the order of evaluation.
pub(crate) struct Inference<'a> {
    pub(crate) pack: &'a Pack,
    pub(crate) conditions: &'a [Condition],
    pub(crate) ops: &'a [Op],
    /// For each condition: whether it has one value a line, and its dependence on readings and menu.
    pub(crate) of_conditions: Vec<(bool, Varies)>,
    pub(crate) of_steps: Vec<Known>,
}

impl<'a> Inference<'a> {
    pub(crate) fn run(
        pack: &'a Pack,
        conditions: &'a [Condition],
        ops: &'a [Op],
        order: &[Node],
        problems: &mut Problems<'_>,
    ) -> Self {
        let blank = Known { lines: false, whole: false, finite: true, yen: None, varies: 0 };
        let mut inference = Self {
            pack,
            conditions,
            ops,
            of_conditions: vec![(false, 0); conditions.len()],
            of_steps: vec![blank; ops.len()],
        };
        for node in order {
            match node {
                Node::Counted => {}
                Node::Condition(ix) => inference.of_conditions[usize::from(*ix)] = inference.condition(*ix),
                Node::Step(ix) => {
                    let known = inference.step(usize::from(*ix), problems);
                    inference.of_steps[usize::from(*ix)] = known;
                }
            }
        }
        // An inner condition has no place in the order: its parts are known by now.
        for ix in (0..conditions.len()).rev() {
            if inference.conditions[ix].slot == Slot::Inline {
                inference.of_conditions[ix] = inference.condition(crate::graph::narrow(ix));
            }
        }
        inference
    }

    fn condition(&self, ix: ConditionIx) -> (bool, Varies) {
        let part = |ix: ConditionIx| match self.conditions[usize::from(ix)].slot {
            Slot::Inline => self.condition(ix),
            Slot::Scalar | Slot::Column(_) => self.of_conditions[usize::from(ix)],
        };
        match &self.conditions[usize::from(ix)].test {
            Test::All(parts) | Test::Any(parts) => {
                parts.iter().map(|p| part(*p)).fold((false, 0), |a, b| (a.0 || b.0, a.1 | b.1))
            }
            Test::Not(of) => part(*of),
            Test::ItemAmong(..) | Test::Kind(_) | Test::Counted | Test::Monthly => (true, 0),
            Test::Among(..) | Test::NoNumber(_) => (false, 0),
            Test::Reading(reading, _) => (false, 1 << reading),
            Test::Route(_) => (false, VARIES_WITH_MENU),
            Test::AtLeast(step, _) | Test::Positive(step) => {
                let known = &self.of_steps[usize::from(*step)];
                (known.lines, known.varies)
            }
        }
    }

    fn input(&self, operand: &Operand) -> Known {
        match operand {
            Operand::Step(step) => self.of_steps[usize::from(*step)].clone(),
            Operand::Figure(value) => {
                let whole = value.low().to_whole().is_some();
                Known { lines: false, whole, finite: true, yen: None, varies: 0 }
            }
        }
    }

    fn step(&self, ix: usize, problems: &mut Problems<'_>) -> Known {
        let (step, op) = (&self.pack.steps[ix], &self.ops[ix]);
        let inputs: Vec<Known> = op.operands().into_iter().map(|operand| self.input(operand)).collect();
        let tests: Vec<(bool, Varies)> =
            op.conditions().into_iter().map(|c| self.of_conditions[usize::from(c)]).collect();
        let mut varies = inputs.iter().fold(0, |sum, known| sum | known.varies);
        varies = tests.iter().fold(varies, |sum, test| sum | test.1);
        let finite = match op {
            Op::Unlimited => false,
            Op::Lowest(_) => inputs.iter().any(|known| known.finite),
            Op::Best(_) => inputs.first().is_none_or(|known| known.finite),
            _ => inputs.iter().all(|known| known.finite),
        };
        if let Some(best) = taken_from(op) {
            varies |= self.of_steps[usize::from(best)].varies;
        }
        let declared = step.unit.as_deref().unwrap_or("yen") == "yen";
        let mut wrong = |message: &str, hint: &str| problems.add("P012", step.r#do.span(), message, hint);
        let (lines, whole, yen) = self.sort(op, &inputs, &tests, &mut wrong);
        let scalar_test = tests.iter().any(|test| !test.0);
        if scalar_test && matches!(op, Op::Only(..) | Op::Total(..) | Op::Count(_) | Op::Best(_) | Op::Spread(_)) {
            wrong("ここには明細ごとの条件が要ります。", "kind / tag / item / counted を含む条件にしてください。");
        }
        if yen.is_some_and(|yen| yen != declared) {
            let hint = if declared {
                "unit に 人・台・ratio などを書いてください。"
            } else {
                "unit を取るか \"yen\" にしてください。"
            };
            wrong("単位が合いません。", hint);
        }
        if let Some(limit) = step.limit.as_ref().filter(|_| !matches!(op, Op::Lowest(_) | Op::Best(_))) {
            let hint = "上限を当てはめる段階に書いてください。";
            problems.add("P012", limit.id.span(), "limit は lowest と best の段階だけに書けます。", hint);
        }
        Known { lines, whole, finite, yen: Some(declared), varies }
    }

    // Whether it gives something for each line, a whole number, money.
    #[expect(clippy::too_many_lines, reason = "one arm for each operation")]
    fn sort(
        &self,
        op: &Op,
        inputs: &[Known],
        tests: &[(bool, Varies)],
        wrong: &mut impl FnMut(&str, &str),
    ) -> (bool, bool, Option<bool>) {
        let any_lines = inputs.iter().any(|known| known.lines);
        let all_whole = inputs.iter().all(|known| known.whole);
        match op {
            Op::Answer(q) | Op::ItemAnswer(q) => {
                let item = matches!(op, Op::ItemAnswer(_));
                let questions = if item { &self.pack.item_questions } else { &self.pack.questions };
                match &questions[usize::from(*q)].answer {
                    Answer::Number(number) => (item, !number.decimal, Some(number.unit == "円")),
                    _ => {
                        wrong("数値で答える質問ではありません。", "answer.number の質問を指定してください。");
                        (item, true, None)
                    }
                }
            }
            Op::LineCost(_) => (true, false, Some(true)),
            Op::Units | Op::Quantity => (true, true, Some(false)),
            Op::KindFigure(ix) => {
                let name = &self.pack.kind_figures[usize::from(*ix)];
                let figures = self
                    .pack
                    .kinds
                    .iter()
                    .flat_map(|kind| &kind.figures)
                    .filter(|(of, _)| of.get_ref() == name.get_ref());
                let whole = figures.filter_map(|(_, value)| figure(value)).all(|value| value.to_whole().is_some());
                (true, whole, Some(true))
            }
            Op::Unlimited => (false, true, None),
            Op::Add(_) | Op::Lowest(_) | Op::Highest(_) => (any_lines, all_whole, self.alike(inputs, wrong)),
            Op::Less(..) => (any_lines, all_whole, self.alike(inputs, wrong)),
            Op::Multiply(_) => {
                let yens = inputs.iter().filter(|known| known.yen == Some(true)).count();
                if yens > 1 {
                    wrong("円と円は掛けられません。", "一方を割合か数にしてください。");
                }
                (any_lines, all_whole, Some(yens == 1))
            }
            Op::Divide(..) => {
                let of_yen = |n: usize| inputs.get(n).is_some_and(|known| known.yen == Some(true));
                if of_yen(1) && !of_yen(0) {
                    wrong("円で割れるのは円だけです。", "");
                }
                (any_lines, false, Some(of_yen(0) && !of_yen(1)))
            }
            Op::Round(..) => (any_lines, true, inputs.first().and_then(|known| known.yen)),
            Op::Lookup(..) => (any_lines, true, None),
            Op::Case(..) => {
                let lines = any_lines || tests.iter().any(|test| test.0);
                (lines, all_whole, self.alike(inputs, wrong))
            }
            Op::Only(..) => (true, all_whole, inputs.first().and_then(|known| known.yen)),
            Op::Total(..) => {
                if !any_lines {
                    wrong("明細ごとの値ではないので、合計できません。", "");
                }
                (false, all_whole, inputs.first().and_then(|known| known.yen))
            }
            Op::Count(_) => (false, true, Some(false)),
            Op::Best(_) => (false, false, best(inputs, any_lines, wrong)),
            Op::Taken(_) => {
                if taken_from(op).is_some_and(|best| !matches!(self.ops[usize::from(best)], Op::Best(_))) {
                    wrong("best の段階を指定してください。", "");
                }
                (true, true, Some(false))
            }
            Op::Spread(_) => (true, false, inputs.first().and_then(|known| known.yen)),
        }
    }

    // Inputs that are compared or added must be of one sort.
    fn alike(&self, inputs: &[Known], wrong: &mut impl FnMut(&str, &str)) -> Option<bool> {
        let mut sorts = inputs.iter().filter_map(|known| known.yen);
        let first = sorts.next()?;
        if sorts.any(|sort| sort != first) {
            wrong("円と、円でない値を混ぜています。", "どちらの段階の unit が違うか確かめてください。");
        }
        Some(first)
    }
}

// Whether the inputs of a `best` fit, and whether it is of yen: value, by, units, limit, and the cap of each row.
fn best(inputs: &[Known], any_lines: bool, wrong: &mut impl FnMut(&str, &str)) -> Option<bool> {
    let [value, _, units, limit, caps @ ..] = inputs else { return None };
    if limit.lines || !any_lines {
        wrong("value と units は明細ごとの値、limit は一つの値です。", "");
    }
    if caps.iter().any(|cap| cap.lines) {
        wrong("cap は一つの値です。", "明細ごとに違う額は、行を分けて書いてください。");
    }
    if !(caps.is_empty() || units.whole && limit.whole) {
        wrong("rows があるとき、units と limit は整数です。", "round で整数にしてください。");
    }
    if caps.iter().any(|cap| cap.yen.is_some() && cap.yen != value.yen) {
        wrong("value と cap の単位が合いません。", "cap は、1台あたりの value の上限です。");
    }
    value.yen
}

/// The unit of a step as it is shown.
pub(crate) fn unit(step: &source::Step) -> Unit {
    match step.unit.as_deref() {
        None | Some("yen") => Unit::Yen,
        Some("ratio") => Unit::Ratio,
        Some(suffix) => Unit::Count(suffix.to_owned()),
    }
}

/// The figure of a literal, or a diagnostic.
pub(crate) fn figure_of(input: &Input, problems: &mut Problems<'_>) -> Option<Exact> {
    let found = figure(input);
    if found.is_none() {
        problems.add(
            "P011",
            input.span(),
            "数値ではありません。",
            "0以上の整数か \"3/4\" のような分数を書いてください。",
        );
    }
    found
}
