//! Checks of the whole pack: unused and uncited entries, a result of the wrong sort.

use std::collections::BTreeSet;

use kaigo_hojo_rules::edition::{ConditionIx, Node, Op, Slot, Test, Varies};

use crate::diagnostic::Problems;
use crate::graph::Graph;
use crate::names::Names;
use crate::results::result_steps;
use crate::source::{Name, Pack};
use crate::steps::Known;

pub(crate) fn check(
    pack: &Pack,
    names: &Names<'_>,
    graph: &Graph<'_>,
    conditions: &[(bool, Varies)],
    steps: &[Known],
    problems: &mut Problems<'_>,
) {
    let deciding = graph.reached(deciding(pack, names));
    checks_that_decide(pack, graph, &deciding, problems);
    let own = graph.reached([deciding, told(pack, names)].concat());
    let all = graph.reached([own.clone(), by_mistake(pack, names)].concat());
    unused(pack, graph, &own, &all, problems);
    uncited(pack, problems);
    result(pack, names, steps, problems);
    counting(pack, graph, conditions, steps, problems);
    about_the_whole(pack, names, conditions, problems);
}

fn condition(name: &Name, names: &Names<'_>) -> Option<Node> {
    names.conditions.get(name.get_ref().as_str()).copied().map(Node::Condition)
}

// Everything that decides the amount, the state of a line, or the verdict.
fn deciding(pack: &Pack, names: &Names<'_>) -> Vec<Node> {
    let step = |name: &Name| names.steps.get(name.get_ref().as_str()).copied().map(Node::Step);
    let mut nodes: Vec<Node> = vec![Node::Counted];
    nodes.extend(result_steps(&pack.result, names).into_iter().map(Node::Step));
    nodes.extend(pack.categories.iter().filter_map(|c| step(&c.amount)));
    let needs = pack.kinds.iter().flat_map(|k| &k.needs).map(|need| &need.when);
    let routes = pack.menu.iter().flat_map(|m| &m.exists).map(|(_, exists)| exists);
    let verdict = pack.requirements.iter().filter(|r| r.decides).flat_map(|r| r.applies.iter().chain([&r.met]));
    nodes.extend(needs.chain(routes).chain(verdict).filter_map(|name| condition(name, names)));
    nodes
}

// Everything that is only shown beside it.
fn told(pack: &Pack, names: &Names<'_>) -> Vec<Node> {
    let notes = pack.notes.iter().filter_map(|note| note.when.as_ref());
    notes.chain(self_check(pack)).filter_map(|name| condition(name, names)).collect()
}

// The replacements of mistakes.
fn by_mistake(pack: &Pack, names: &Names<'_>) -> Vec<Node> {
    let swaps = pack.mistakes.iter().flat_map(|mistake| mistake.swap.iter().flatten());
    swaps.filter_map(|swap| names.steps.get(swap.by.get_ref().as_str()).copied().map(Node::Step)).collect()
}

// The conditions of the self-check.
fn self_check(pack: &Pack) -> impl Iterator<Item = &Name> {
    let requirements = pack.requirements.iter().flat_map(|r| r.applies.iter().chain([&r.met]));
    let documents = pack.documents.iter().filter_map(|document| document.when.as_ref());
    let deadlines = pack.deadlines.iter().filter_map(|deadline| deadline.when.as_ref());
    let rules = pack.date_rules.iter().filter_map(|rule| rule.unless.as_ref());
    requirements.chain(documents).chain(deadlines).chain(rules)
}

// A question of the self-check leaves the amount and the verdict alone.
fn checks_that_decide(pack: &Pack, graph: &Graph<'_>, deciding: &[Node], problems: &mut Problems<'_>) {
    let used = Used::by(graph, deciding);
    let menu = pack.menu.as_ref().map(|menu| menu.question.get_ref());
    for (ix, question) in (0..).zip(&pack.questions) {
        let Some(section) = &question.section else { continue };
        let check = pack.sections.iter().any(|s| s.check && s.id.get_ref() == section.get_ref());
        if check && (used.questions.contains(&ix) || menu == Some(question.id.get_ref())) {
            let message =
                format!("自己点検の質問「{}」が、補助額か、対象になるかどうかを決めています。", question.id.get_ref());
            problems.add("P032", section.span(), message, "check のない区画に移してください。");
        }
    }
}

/// The questions and tables met on the way.
#[derive(Default)]
struct Used {
    questions: BTreeSet<u16>,
    items: BTreeSet<u16>,
    tables: BTreeSet<u16>,
    readings: BTreeSet<u16>,
}

impl Used {
    fn by(graph: &Graph<'_>, reached: &[Node]) -> Self {
        let mut used = Self::default();
        let mut tests: Vec<&Test> = Vec::new();
        let condition = |ix: &ConditionIx| &graph.conditions[usize::from(*ix)];
        // A named condition is a node of its own.
        let inside = |ix: &ConditionIx| Some(condition(ix)).filter(|c| c.slot == Slot::Inline).map(|c| &c.test);
        for node in reached {
            match node {
                Node::Counted => {}
                Node::Condition(ix) => tests.push(&condition(ix).test),
                Node::Step(ix) => match &graph.ops[usize::from(*ix)] {
                    Op::Answer(q) => _ = used.questions.insert(*q),
                    Op::ItemAnswer(q) => _ = used.items.insert(*q),
                    Op::Lookup(_, table) => _ = used.tables.insert(*table),
                    Op::Spread(spread) => _ = used.items.insert(spread.along),
                    _ => {}
                },
            }
        }
        while let Some(test) = tests.pop() {
            match test {
                Test::All(parts) | Test::Any(parts) => tests.extend(parts.iter().filter_map(inside)),
                Test::Not(part) => tests.extend(inside(part)),
                Test::Among(q, _) | Test::NoNumber(q) => _ = used.questions.insert(*q),
                Test::ItemAmong(q, _) => _ = used.items.insert(*q),
                Test::Reading(r, _) => _ = used.readings.insert(u16::from(*r)),
                _ => {}
            }
        }
        used
    }
}

// `own`: everything in use without mistakes.
fn unused(pack: &Pack, graph: &Graph<'_>, own: &[Node], all: &[Node], problems: &mut Problems<'_>) {
    let mut never = |name: &Name, what: &str| {
        let message = format!("{what}「{}」は、どこにも使われていません。", name.get_ref());
        problems.add("P022", name.span(), message, "使うか、消してください。");
    };
    let Used { questions, items, tables, readings } = Used::by(graph, all);
    let menu = pack.menu.as_ref().map(|menu| menu.question.get_ref().as_str());
    for (ix, question) in (0..).zip(&pack.questions) {
        if !questions.contains(&ix) && menu != Some(question.id.get_ref()) {
            never(&question.id, "質問");
        }
    }
    (0..).zip(&pack.item_questions).filter(|(ix, _)| !items.contains(ix)).for_each(|(_, q)| never(&q.id, "明細の質問"));
    (0..).zip(&pack.tables).filter(|(ix, _)| !tables.contains(ix)).for_each(|(_, t)| never(&t.id, "表"));
    (0..).zip(&pack.readings).filter(|(ix, _)| !readings.contains(ix)).for_each(|(_, r)| never(&r.id, "読み方"));
    for (ix, condition) in (0..).zip(&pack.conditions) {
        if !all.contains(&Node::Condition(ix)) {
            never(&condition.id, "条件");
        }
    }
    for (ix, step) in (0..).zip(&pack.steps) {
        let used = if usize::from(ix) < pack.own_steps { own } else { all };
        if !used.contains(&Node::Step(ix)) {
            never(&step.id, "計算の段階");
        }
    }
}

/// Every clause of a pack with a place of its own. Those of kinds and questions are plain texts.
pub(crate) fn cites(pack: &Pack) -> impl Iterator<Item = &Name> {
    let cites = pack.steps.iter().take(pack.own_steps).map(|s| &s.cite).chain(pack.mistakes.iter().map(|m| &m.cite));
    let cites = cites.chain(pack.steps.iter().filter_map(|s| s.limit.as_ref()).map(|limit| &limit.cite));
    let cites = cites.chain(pack.tables.iter().map(|t| &t.cite)).chain(pack.readings.iter().map(|r| &r.cite));
    let cites = cites.chain(pack.notes.iter().map(|n| &n.cite)).chain(pack.requirements.iter().map(|r| &r.cite));
    let cites = cites.chain(pack.documents.iter().map(|d| &d.cite)).chain(pack.deadlines.iter().map(|d| &d.cite));
    let cites = cites.chain(pack.date_rules.iter().map(|r| &r.cite)).chain(pack.staffing.iter().map(|s| &s.cite));
    let needs = pack.drops.iter().chain(pack.kinds.iter().flat_map(|k| &k.needs));
    cites.chain(needs.map(|need| &need.cite))
}

fn uncited(pack: &Pack, problems: &mut Problems<'_>) {
    for cite in cites(pack) {
        if cite.get_ref().trim().is_empty() {
            problems.add("P023", cite.span(), "条項がありません。", "根拠となる条・項・号を書いてください。");
        }
    }
    for kind in pack.kinds.iter().filter(|kind| kind.cite.trim().is_empty() || kind.reason.trim().is_empty()) {
        problems.add("P023", kind.id.span(), "条項か理由がありません。", "cite と reason を書いてください。");
    }
}

fn result(pack: &Pack, names: &Names<'_>, steps: &[Known], problems: &mut Problems<'_>) {
    let known = |name: &Name| names.steps.get(name.get_ref().as_str()).map(|ix| &steps[usize::from(*ix)]);
    let amounts = pack.categories.iter().map(|c| &c.amount).chain([&pack.result.amount]);
    for name in amounts {
        if known(name).is_some_and(|k| k.lines || !k.whole || !k.finite || k.yen != Some(true)) {
            let hint = "do.round などで整数の円にした、明細ごとでない段階を指定してください。";
            problems.add("P024", name.span(), "補助額は、一つの整数の円でなければなりません。", hint);
        }
    }
    if pack.categories.is_empty() {
        problems.add(
            "P024",
            pack.result.amount.span(),
            "区分（category）が一つもありません。",
            "補助額の区分を書いてください。",
        );
    }
    if known(&pack.result.counted).is_some_and(|k| !k.lines || k.yen != Some(true)) {
        problems.add("P024", pack.result.counted.span(), "counted は、明細ごとの円でなければなりません。", "");
    }
    for (name, unit) in [(&pack.result.rate, "比率"), (&pack.result.staff, "数")] {
        let Some(name) = name else { continue };
        if known(name).is_some_and(|k| k.lines || k.yen == Some(true)) {
            let message = format!("この段階は、明細ごとでない{unit}でなければなりません。");
            problems.add("P024", name.span(), message, "");
        }
    }
    for name in [&pack.result.eligible, &pack.result.by_rate, &pack.result.limited] {
        if known(name).is_some_and(|k| k.lines || k.yen != Some(true)) {
            problems.add("P024", name.span(), "この段階は、明細ごとでない円でなければなりません。", "");
        }
    }
}

// Counting lines comes before readings and routes, and is the same for all of them.
fn counting(
    pack: &Pack,
    graph: &Graph<'_>,
    conditions: &[(bool, Varies)],
    steps: &[Known],
    problems: &mut Problems<'_>,
) {
    for node in graph.reached(graph.needs(Node::Counted)) {
        let (name, varies) = match node {
            Node::Counted => continue,
            Node::Condition(ix) => (&pack.conditions[usize::from(ix)].id, conditions[usize::from(ix)].1),
            Node::Step(ix) => (&pack.steps[usize::from(ix)].id, steps[usize::from(ix)].varies),
        };
        if varies != 0 {
            problems.add("P025", name.span(), "対象かどうかを、読み方や経路で変えることはできません。", "");
        }
    }
}

// A statement about the whole application cannot depend on one line.
fn about_the_whole(pack: &Pack, names: &Names<'_>, conditions: &[(bool, Varies)], problems: &mut Problems<'_>) {
    let notes = pack.notes.iter().filter(|note| !note.per_line).filter_map(|note| note.when.as_ref());
    let routes = pack.menu.iter().flat_map(|menu| &menu.exists).map(|(_, condition)| condition);
    for name in notes.chain(self_check(pack)).chain(routes) {
        let of_line = names.conditions.get(name.get_ref().as_str()).is_some_and(|ix| conditions[usize::from(*ix)].0);
        if of_line {
            let hint = "do.count で明細を数え、{ step = …, at-least = 1 } と書いてください。注意なら per-line = true にできます。";
            problems.add("P027", name.span(), "ここには、明細ごとでない条件が要ります。", hint);
        }
    }
}
