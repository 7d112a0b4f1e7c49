//! Conditions: from the forms that a pack writes to the engine's tests.

use core::ops::Range;

use kaigo_hojo_rules::edition::{Condition, ConditionIx, KindSet, OptionSet, Slot, Test};
use toml::Spanned;

use crate::diagnostic::Problems;
use crate::names::{Names, figure, find, options, unknown};
use crate::services::{service_columns, services};
use crate::source::{self, Answer, Literal, Name, Pack, Question};

/// The conditions of a pack: the named ones first, in their order, then their parts.
pub(crate) struct Conditions<'a, 'p, 't> {
    pub(crate) pack: &'a Pack,
    pub(crate) names: &'a Names<'a>,
    pub(crate) arena: Vec<Condition>,
    pub(crate) problems: &'p mut Problems<'t>,
}

const FORMS: &str = "all / any / not / cond / answer / item / kind / tag / counted / monthly / reading / route / step のうち一つを書いてください。";

impl Conditions<'_, '_, '_> {
    /// Lowers every named condition.
    pub(crate) fn lower_all(&mut self) {
        let pack = self.pack;
        let placeholder = || Condition { test: Test::All(Vec::new()), slot: Slot::Scalar, varies: 0 };
        self.arena = pack.conditions.iter().map(|_| placeholder()).collect();
        for (ix, condition) in pack.conditions.iter().enumerate() {
            if let Some(test) = self.test(&condition.when) {
                self.arena[ix].test = test;
            }
        }
    }

    fn push(&mut self, test: Test) -> ConditionIx {
        self.arena.push(Condition { test, slot: Slot::Inline, varies: 0 });
        u16::try_from(self.arena.len() - 1).unwrap_or(u16::MAX)
    }

    // A condition that only names another becomes that one.
    fn part(&mut self, test: &Spanned<source::Test>) -> Option<ConditionIx> {
        if let Some(name) = &test.get_ref().cond {
            self.only(test, 1);
            return find("条件", &self.names.conditions, name, self.problems);
        }
        let test = self.test(test)?;
        Some(self.push(test))
    }

    fn parts(&mut self, tests: &[Spanned<source::Test>], at: Range<usize>) -> Option<Vec<ConditionIx>> {
        if tests.is_empty() {
            self.problems.add("P006", at, "条件の並びが空です。", "一つ以上の条件を書いてください。");
        }
        tests.iter().map(|test| self.part(test)).collect()
    }

    fn only(&mut self, test: &Spanned<source::Test>, expected: usize) {
        let t = test.get_ref();
        let given = [
            t.all.is_some(),
            t.any.is_some(),
            t.not.is_some(),
            t.cond.is_some(),
            t.answer.is_some(),
            t.item.is_some(),
            t.column.is_some(),
            t.kind.is_some(),
            t.tag.is_some(),
            t.counted.is_some(),
            t.monthly.is_some(),
            t.reading.is_some(),
            t.route.is_some(),
            t.step.is_some(),
            t.is.is_some(),
            t.r#in.is_some(),
            t.at_least.is_some(),
            t.positive.is_some(),
        ];
        if given.iter().filter(|given| **given).count() != expected {
            self.problems.add("P006", test.span(), "条件の書き方が正しくありません。", FORMS);
        }
    }

    fn test(&mut self, test: &Spanned<source::Test>) -> Option<Test> {
        let (t, at) = (test.get_ref(), test.span());
        if let Some(parts) = &t.all {
            self.only(test, 1);
            return self.parts(parts, at).map(Test::All);
        }
        if let Some(parts) = &t.any {
            self.only(test, 1);
            return self.parts(parts, at).map(Test::Any);
        }
        if let Some(part) = &t.not {
            self.only(test, 1);
            return self.part(part).map(Test::Not);
        }
        if t.cond.is_some() {
            return self.part(test).map(|part| Test::All(vec![part]));
        }
        if let Some(name) = &t.answer {
            return self.answer(name, test);
        }
        if let Some(name) = &t.item {
            self.only(test, 2);
            let ix = find("明細の質問", &self.names.item_questions, name, self.problems)?;
            return self.set(&self.pack.item_questions[usize::from(ix)], t, at).map(|set| Test::ItemAmong(ix, set));
        }
        if let Some(kinds) = &t.kind {
            self.only(test, 1);
            return self.kinds(kinds).map(Test::Kind);
        }
        if let Some(tag) = &t.tag {
            self.only(test, 1);
            return self.tag(tag).map(Test::Kind);
        }
        if t.counted == Some(true) {
            self.only(test, 1);
            return Some(Test::Counted);
        }
        if t.monthly == Some(true) {
            self.only(test, 1);
            return Some(Test::Monthly);
        }
        if let Some(name) = &t.reading {
            self.only(test, 2);
            return self.reading(name, t, at);
        }
        if let Some(route) = &t.route {
            self.only(test, 1);
            return self.route(route).map(Test::Route);
        }
        if let Some(name) = &t.step {
            self.only(test, 2);
            let ix = find("計算の段階", &self.names.steps, name, self.problems)?;
            if t.positive == Some(true) {
                return Some(Test::Positive(ix));
            }
            if let Some(bound) = t.at_least.as_ref().and_then(figure) {
                return Some(Test::AtLeast(ix, bound));
            }
        }
        self.problems.add("P006", at, "条件の書き方が正しくありません。", FORMS);
        None
    }

    fn answer(&mut self, name: &Name, test: &Spanned<source::Test>) -> Option<Test> {
        let (t, at) = (test.get_ref(), test.span());
        let ix = find("質問", &self.names.questions, name, self.problems)?;
        let question = &self.pack.questions[usize::from(ix)];
        self.only(test, if t.column.is_some() { 3 } else { 2 });
        if matches!(question.answer, Answer::Number(_)) {
            return self.no_number(question, t, at).then_some(Test::NoNumber(ix));
        }
        self.set(question, t, at).map(|set| Test::Among(ix, set))
    }

    fn kinds(&mut self, kinds: &[Name]) -> Option<KindSet> {
        let mut set: KindSet = 0;
        for kind in kinds {
            set |= 1 << find("経費の種類", &self.names.kinds, kind, self.problems)?.min(63);
        }
        Some(set)
    }

    fn tag(&mut self, tag: &Name) -> Option<KindSet> {
        let set = self.names.tags.get(tag.get_ref().as_str()).copied();
        if set.is_none() {
            unknown("種類の印", self.names.tags.keys().copied(), tag, self.problems);
        }
        set
    }

    fn reading(&mut self, name: &Name, t: &source::Test, at: Range<usize>) -> Option<Test> {
        let ix = find("読み方", &self.names.readings, name, self.problems)?;
        let known: Vec<&str> =
            self.pack.readings[usize::from(ix)].options.iter().map(|o| o.id.get_ref().as_str()).collect();
        let option = self.option(&known, t.is.as_ref(), at)?;
        Some(Test::Reading(u8::try_from(ix).ok()?, option))
    }

    /// The position of a route in the menu.
    pub(crate) fn route(&mut self, name: &Name) -> Option<u8> {
        let menu = self.pack.menu.as_ref();
        let question = menu.and_then(|menu| self.names.questions.get(menu.question.get_ref().as_str()));
        let known = question.map(|ix| options(&self.pack.questions[usize::from(*ix)])).unwrap_or_default();
        let found = known.iter().position(|route| *route == name.get_ref());
        if found.is_none() {
            unknown("経路", known.into_iter(), name, self.problems);
        }
        found.and_then(|found| u8::try_from(found).ok())
    }

    fn no_number(&mut self, question: &Question, t: &source::Test, at: Range<usize>) -> bool {
        let can_be_none = matches!(&question.answer, Answer::Number(number) if number.none.is_some());
        let asked = t.is.as_ref().map(Spanned::get_ref) == Some(&Literal::Text("none".to_owned()));
        if !(can_be_none && asked) {
            self.problems.add(
                "P007",
                at,
                "数値の質問をこの形では調べられません。",
                "数値を返す段階（do.answer）を作り、{ step = …, at-least = … } と書いてください。",
            );
        }
        can_be_none && asked
    }

    fn option(&mut self, known: &[&str], literal: Option<&Spanned<Literal>>, at: Range<usize>) -> Option<u8> {
        let Some(literal) = literal else {
            self.problems.add("P006", at, "比べる値（is）がありません。", "");
            return None;
        };
        let text = match literal.get_ref() {
            Literal::Truth(value) => value.to_string(),
            Literal::Whole(value) => value.to_string(),
            Literal::Text(text) => text.clone(),
        };
        let found = known.iter().position(|option| *option == text);
        if found.is_none() {
            let all = known.iter().take(12).copied().collect::<Vec<_>>().join(" / ");
            self.problems.add(
                "P008",
                literal.span(),
                format!("「{text}」は選択肢にありません。"),
                &format!("選択肢: {all}"),
            );
        }
        found.and_then(|found| u8::try_from(found).ok())
    }

    fn set(&mut self, question: &Question, t: &source::Test, at: Range<usize>) -> Option<OptionSet> {
        if let Some(column) = &t.column {
            return self.services_where(question, column, t.is.as_ref(), at);
        }
        let known = options(question);
        let wanted = t.is.iter().chain(t.r#in.iter().flatten());
        let mut set = 0;
        for literal in wanted {
            set |= 1 << self.option(&known, Some(literal), at.clone())?;
        }
        if set == 0 {
            self.problems.add("P006", at, "比べる値（is または in）がありません。", "");
            return None;
        }
        Some(set)
    }

    fn services_where(
        &mut self,
        question: &Question,
        column: &Name,
        is: Option<&Spanned<Literal>>,
        at: Range<usize>,
    ) -> Option<OptionSet> {
        let columns = service_columns();
        let position = columns.iter().position(|name| *name == column.get_ref());
        let (Some(position), Answer::Service, Some(is)) = (position, &question.answer, is) else {
            let hint = format!("サービスの表の列: {}", columns.join(" / "));
            self.problems.add("P009", at, "サービスの表の列をこの形では調べられません。", &hint);
            return None;
        };
        let wanted = match is.get_ref() {
            Literal::Truth(value) => value.to_string(),
            Literal::Whole(value) => value.to_string(),
            Literal::Text(text) => text.clone(),
        };
        let mut set = 0;
        for (bit, row) in services().enumerate() {
            if row.cells.get(position).is_some_and(|cell| *cell == wanted) {
                set |= 1 << bit;
            }
        }
        if set == 0 {
            let message = format!("サービスの表の列「{}」に「{wanted}」はありません。", column.get_ref());
            self.problems.add("P009", is.span(), message, "");
        }
        (set != 0).then_some(set)
    }
}
