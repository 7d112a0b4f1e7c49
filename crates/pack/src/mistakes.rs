//! Usual mistakes: their TOML, and lowering it.

use kaigo_hojo_rules::edition::{Absent, Node, Step, StepIx, Turn};
use kaigo_hojo_rules::mistake::{Change, Misread, Mistake, Mistakes, Sealed, Supposed};
use toml::Spanned;

use crate::diagnostic::Problems;
use crate::graph::{Graph, narrow};
use crate::names::{Names, find, options};
use crate::questions::absent;
use crate::results::result_names;
use crate::source::{self, Literal, Name, Pack, Suppose, Swap, Usual};
use crate::steps::{Known, unit};

const FORMS: &str = "swap、suppose、band、facts のうち一つを、空でない形で書いてください。";

/// Lowers the mistakes of a pack.
pub(crate) fn lower(pack: &Pack, names: &Names<'_>, problems: &mut Problems<'_>) -> Vec<Mistake> {
    let mut lower = Lower { pack, names, problems };
    pack.mistakes.iter().filter_map(|mistake| lower.mistake(mistake)).collect()
}

struct Lower<'a, 'p, 't> {
    pack: &'a Pack,
    names: &'a Names<'a>,
    problems: &'p mut Problems<'t>,
}

impl Lower<'_, '_, '_> {
    fn mistake(&mut self, m: &Usual) -> Option<Mistake> {
        let label = m.label.get_ref();
        if !label.ends_with("すると") {
            let hint = "例: 千円未満を切り捨てずに計算すると";
            self.problems.add("P041", m.label.span(), "label は「すると」で終わる句にしてください。", hint);
        }
        if m.advice.trim().is_empty() {
            self.problems.add(
                "P041",
                m.id.span(),
                "advice がありません。",
                "正しい計算のしかたを一文で書いてください。",
            );
        }
        let change = match (&m.swap, &m.suppose, &m.band, m.facts) {
            (Some(swaps), None, None, None) if !swaps.is_empty() => Change::Swap(self.swaps(swaps)?),
            (None, Some(supposed), None, None) if !supposed.is_empty() => {
                Change::Suppose(supposed.iter().map(|one| self.supposed(one, m)).collect::<Option<_>>()?)
            }
            (None, None, Some(tables), None) if !tables.is_empty() => {
                let table = |name| find("表", &self.names.tables, name, self.problems);
                Change::Band(tables.iter().map(table).collect::<Option<_>>()?)
            }
            (None, None, None, Some(Misread::StaffRoundedPerRole | Misread::StaffCutPerRole))
                if self.pack.staffing.is_none() =>
            {
                let hint = "職種を staffing に書いてください。";
                self.problems.add("P040", m.id.span(), "この誤りには、職員の表（staffing）が要ります。", hint);
                return None;
            }
            (None, None, None, Some(facts)) => Change::Facts(facts),
            _ => {
                self.problems.add("P040", m.id.span(), "誤りの書き方が正しくありません。", FORMS);
                return None;
            }
        };
        // The position of the first one with the same subject.
        let same = |other: &Usual| other.id == m.id || (m.about.is_some() && other.about == m.about);
        Some(Mistake {
            id: m.id.get_ref().clone(),
            about: narrow(self.pack.mistakes.iter().position(same).unwrap_or(usize::MAX)),
            label: label.clone(),
            advice: m.advice.clone(),
            cite: m.cite.get_ref().clone(),
            change,
        })
    }

    fn swaps(&mut self, swaps: &[Swap]) -> Option<Vec<(StepIx, StepIx)>> {
        let mut step = |name: &Name| find("計算の段階", &self.names.steps, name, self.problems);
        let swaps: Vec<_> = swaps.iter().map(|swap| (step(&swap.step), step(&swap.by))).collect();
        swaps.into_iter().map(|(of, by)| Some((of?, by?))).collect()
    }

    fn supposed(&mut self, s: &Suppose, m: &Usual) -> Option<Supposed> {
        let names = self.names;
        match (&s.answer, &s.item, &s.reading, &s.kind) {
            (Some(name), None, None, None) => {
                let ix = find("質問", &names.questions, name, self.problems)?;
                Some(Supposed::Answer(ix, self.answer(&self.pack.questions[usize::from(ix)], &s.is)))
            }
            (None, Some(name), None, None) => {
                let ix = find("明細の質問", &names.item_questions, name, self.problems)?;
                Some(Supposed::Item(ix, self.answer(&self.pack.item_questions[usize::from(ix)], &s.is)))
            }
            (None, None, Some(name), None) => {
                let ix = find("読み方", &names.readings, name, self.problems)?;
                let options = &self.pack.readings[usize::from(ix)].options;
                let text = self.text(&s.is)?;
                let found = options.iter().position(|option| *option.id.get_ref() == text);
                if found.is_none() {
                    let all: Vec<&str> = options.iter().map(|option| option.id.get_ref().as_str()).collect();
                    let message = format!("「{text}」は選択肢にありません。");
                    self.problems.add("P008", s.is.span(), message, &format!("選択肢: {}", all.join(" / ")));
                }
                Some(Supposed::Reading(u8::try_from(ix).ok()?, u8::try_from(found?).ok()?))
            }
            (None, None, None, Some(name)) => {
                let text = self.text(&s.is)?;
                let of = find("経費の種類", &names.kinds, name, self.problems);
                let taken_for = find("経費の種類", &names.kinds, &Spanned::new(s.is.span(), text), self.problems);
                Some(Supposed::Kind(of?, taken_for?))
            }
            _ => {
                let hint = "suppose には answer、item、reading、kind のうち一つと is を書いてください。";
                self.problems.add("P040", m.id.span(), "誤りの書き方が正しくありません。", hint);
                None
            }
        }
    }

    fn answer(&mut self, question: &source::Question, is: &Spanned<Literal>) -> Absent {
        // A service is one of its options, although it has no default.
        match (&question.answer, is.get_ref()) {
            (source::Answer::Service, Literal::Text(text)) => {
                let position = options(question).iter().position(|option| option == text);
                match position.and_then(|position| u8::try_from(position).ok()) {
                    Some(option) => Absent::Option(option),
                    None => absent(question, is, self.problems),
                }
            }
            _ => absent(question, is, self.problems),
        }
    }

    fn text(&mut self, is: &Spanned<Literal>) -> Option<String> {
        if let Literal::Text(text) = is.get_ref() {
            return Some(text.clone());
        }
        self.problems.add("P008", is.span(), "選択肢の名前ではありません。", "引用符の中に名前を書いてください。");
        None
    }
}

/// Checks the replacements of the mistakes, and finds an order that fits all of them.
pub(crate) fn order(
    pack: &Pack,
    mistakes: &[Mistake],
    graph: &Graph<'_>,
    steps: &[Known],
    problems: &mut Problems<'_>,
) -> Option<Vec<Turn>> {
    kept_apart(pack, graph, problems);
    let mut all = Vec::new();
    for (mistake, written) in mistakes.iter().zip(&pack.mistakes) {
        let Change::Swap(swaps) = &mistake.change else { continue };
        for ((of, by), names) in swaps.iter().zip(written.swap.iter().flatten()) {
            let (old, new) = (&pack.steps[usize::from(*of)], &pack.steps[usize::from(*by)]);
            if usize::from(*of) >= pack.own_steps {
                let hint = "step には計算の段階（step）を、by に誤りの段階を書いてください。";
                problems.add("P042", names.step.span(), "置き換えるのは、計算の段階だけです。", hint);
            }
            if unit(old) != unit(new) || (steps[usize::from(*by)].lines && !steps[usize::from(*of)].lines) {
                let hint = "同じ単位の、一方だけが明細ごとの値でない段階を書いてください。";
                problems.add("P043", names.by.span(), "代わりになる値ではありません。", hint);
            }
            let through = graph.needs(Node::Step(*by)).into_iter().filter(|node| *node != Node::Step(*of));
            if through.into_iter().any(|node| graph.reaches(node, Node::Step(*of))) {
                let message = format!(
                    "「{}」は、置き換える「{}」をほかの段階を通して使っています。",
                    new.id.get_ref(),
                    old.id.get_ref()
                );
                problems.add("P044", names.by.span(), message, "置き換える段階は、by の段階で直接にだけ使えます。");
                return None;
            }
            all.push((*of, *by));
        }
    }
    let graph = Graph { instead: &all, counting: graph.counting.clone(), ..*graph };
    match graph.order(pack.conditions.len()) {
        Ok(order) => Some(graph.turns(&order)),
        Err(_) => {
            let at = pack.mistakes.first().map_or(0..0, |mistake| mistake.id.span());
            let hint = "ほかの誤りで置き換わる段階を、by の段階の中で使わないでください。";
            problems.add("P044", at, "誤りの置き換えどうしが循環しています。", hint);
            None
        }
    }
}

// Only mistakes may use their steps.
fn kept_apart(pack: &Pack, graph: &Graph<'_>, problems: &mut Problems<'_>) {
    let of_mistake = |node: &Node| matches!(node, Node::Step(ix) if usize::from(*ix) >= pack.own_steps);
    let mut wrong = |name: &Name| {
        let message = format!("「{}」が、誤りの段階（mistake-step）を使っています。", name.get_ref());
        problems.add("P042", name.span(), message, "ふつうの計算には step を使ってください。");
    };
    for (ix, step) in pack.steps.iter().enumerate().take(pack.own_steps) {
        if graph.needs(Node::Step(narrow(ix))).iter().any(of_mistake) {
            wrong(&step.id);
        }
    }
    for (ix, condition) in pack.conditions.iter().enumerate() {
        if graph.needs(Node::Condition(narrow(ix))).iter().any(of_mistake) {
            wrong(&condition.id);
        }
    }
    let results = result_names(&pack.result).into_iter().chain(pack.categories.iter().map(|c| &c.amount));
    for name in results {
        if pack.steps[pack.own_steps..].iter().any(|step| step.id.get_ref() == name.get_ref()) {
            wrong(name);
        }
    }
}

/// Seals the mistakes with their steps and their order.
pub(crate) fn seal(list: Vec<Mistake>, steps: Vec<Step>, order: Vec<Turn>, columns: u16) -> Sealed {
    if list.is_empty() { Sealed::default() } else { Sealed::of(&Mistakes { steps, order, columns, list }) }
}
