//! Lowers a pack to an [`Edition`]: names become positions. Everything that needs no application is checked here, once, so
//! that the engine need not check it.

mod about;

use kaigo_hojo_rules::edition::{
    Category, Choice, Condition, Edition, Kind, Limit, Menu, Need, Node, Note, Op, Plan, Question, Reading, Section,
    Slot, Step, Table,
};
use kaigo_hojo_rules::exact::Exact;
use kaigo_hojo_rules::mistake::{Mistake, Sealed};
use kaigo_hojo_rules::sound::{MOST_CONDITIONS, MOST_STEPS};

use self::about::about;
use crate::conditions::Conditions;
use crate::diagnostic::Problems;
use crate::graph::{Graph, narrow};
use crate::mistakes;
use crate::names::{Names, find, options};
use crate::questions::question;
use crate::self_check::Checks;
use crate::source::{self, Name, Pack};
use crate::steps::{Inference, Known, figure_of, lower as lower_step, unit};
use crate::usage;

/// The version of the format that this crate reads.
const FORMAT: &str = "kaigo-hojo/pack/1";

/// Lowers a pack; `None` if it is too broken to go on. The caller looks at `problems` in any case.
pub(crate) fn lower(pack: &Pack, text: &str, problems: &mut Problems<'_>) -> Option<Edition> {
    if pack.format.get_ref() != FORMAT {
        problems.add("P013", pack.format.span(), "この形式の版は読めません。", &format!("format = \"{FORMAT}\""));
        return None;
    }
    let names = Names::collect(pack, problems);
    let about = about(pack, text, problems)?;
    let questions: Vec<Question> = pack.questions.iter().map(|q| question(q, false, &names, problems)).collect();
    let item_questions: Vec<Question> =
        pack.item_questions.iter().map(|q| question(q, true, &names, problems)).collect();
    for reading in pack.readings.iter().filter(|reading| reading.options.len() < 2) {
        problems.add("P017", reading.id.span(), "読み方の選択肢は2個以上です。", "もう一つの読み方を書いてください。");
    }
    let tables = pack.tables.iter().map(|t| table(t, problems)).collect::<Option<Vec<_>>>();
    let mut conditions = Conditions { pack, names: &names, arena: Vec::new(), problems };
    conditions.lower_all();
    let menu = menu(&mut conditions);
    let conditions = conditions.arena;
    let ops: Vec<_> = pack.steps.iter().map(|step| lower_step(step, &names, problems)).collect();
    let drops = needs(&pack.drops, &names, problems);
    let kinds: Vec<Kind> = pack.kinds.iter().map(|k| kind(k, pack, &names, problems)).collect();
    let notes = notes(pack, &names, problems);
    let mut checks = Checks { pack, names: &names, questions: &questions, conditions: &conditions, problems };
    let (requirements, documents, deadlines) = (checks.requirements(), checks.documents(), checks.deadlines());
    let (date_rules, staffing) = (checks.date_rules(), checks.staffing());
    let (categories, plan) = (categories(pack, &names, problems), plan(&pack.result, &names, problems));
    let usual = mistakes::lower(pack, &names, problems);
    too_many(pack, &conditions, problems);
    if !problems.is_empty() {
        return None;
    }
    let (ops, menu, tables, plan) = (ops.into_iter().collect::<Option<Vec<_>>>()?, menu?, tables?, plan?);

    let mut edition = Edition {
        about,
        sections: pack.sections.iter().map(section).collect(),
        questions,
        item_questions,
        kind_groups: pack.kind_groups.iter().map(|g| g.get_ref().clone()).collect(),
        kinds,
        drops,
        tables,
        readings: pack.readings.iter().map(reading).collect(),
        menu,
        conditions,
        steps: Vec::new(),
        order: Vec::new(),
        columns: 0,
        truth_columns: 0,
        categories,
        plan,
        notes,
        requirements,
        documents,
        deadlines,
        date_rules,
        staffing,
        mistakes: Sealed::default(),
    };
    add_steps(&mut edition, ops, usual, pack, &names, problems)?;
    Some(edition)
}

// The steps, in the order in which they are computed, and what hangs on it.
fn add_steps(
    edition: &mut Edition,
    ops: Vec<Op>,
    usual: Vec<Mistake>,
    pack: &Pack,
    names: &Names<'_>,
    problems: &mut Problems<'_>,
) -> Option<()> {
    // Counting a line uses only needs without a step; those with a step are judged afterwards.
    let graph = Graph { conditions: &edition.conditions, ops: &ops, counting: Vec::new(), instead: &[] };
    for need in edition.kinds.iter_mut().flat_map(|kind| &mut kind.needs) {
        need.late = graph.reaches(Node::Condition(need.when), Node::Counted);
    }
    let early = edition.kinds.iter().flat_map(|kind| &kind.needs).filter(|need| !need.late);
    let counting = early.chain(&edition.drops).map(|need| need.when).collect();
    let graph = Graph { conditions: &edition.conditions, ops: &ops, counting, instead: &[] };
    let order = graph.order(pack.conditions.len()).map_err(|circle| in_a_circle(pack, &circle, problems)).ok()?;
    let Inference { of_conditions, of_steps, .. } = Inference::run(pack, &edition.conditions, &ops, &order, problems);
    usage::check(pack, names, &graph, &of_conditions, &of_steps, problems);
    // No other step needs the steps of the mistakes, so they can be left out.
    let own = |node: &Node| !matches!(node, Node::Step(ix) if usize::from(*ix) >= pack.own_steps);
    edition.order = graph.turns(&order.into_iter().filter(own).collect::<Vec<_>>());
    let of_mistakes = mistakes::order(pack, &usual, &graph, &of_steps, problems)?;
    edition.truth_columns = slots(&mut edition.conditions, &of_conditions);
    let mut steps = steps(pack, ops, &of_steps);
    let columns = |steps: &[Step]| narrow(steps.iter().filter(|step| step.column.is_some()).count());
    let all_columns = columns(&steps);
    let more = steps.split_off(pack.own_steps);
    edition.mistakes = mistakes::seal(usual, more, of_mistakes, all_columns);
    edition.columns = columns(&steps);
    edition.steps = steps;
    Some(())
}

fn section(section: &source::Section) -> Section {
    Section {
        id: section.id.get_ref().clone(),
        label: section.label.clone(),
        help: section.help.clone(),
        check: section.check,
    }
}

// The steps, those of the mistakes too; each that gives something for each line has a column of its own.
fn steps(pack: &Pack, ops: Vec<Op>, of_steps: &[Known]) -> Vec<Step> {
    let mut columns = 0;
    let mut step = |((step, op), known): ((&source::Step, Op), &Known)| Step {
        id: step.id.get_ref().clone(),
        label: step.label.clone(),
        cite: step.cite.get_ref().clone(),
        unit: unit(step),
        column: known.lines.then(|| {
            columns += 1;
            columns - 1
        }),
        whole: known.whole,
        hidden: step.hidden,
        varies: known.varies,
        limit: step.limit.as_ref().map(|limit| Limit {
            id: limit.id.get_ref().clone(),
            label: limit.label.clone(),
            cite: limit.cite.get_ref().clone(),
        }),
        op,
    };
    pack.steps.iter().zip(ops).zip(of_steps).map(&mut step).collect()
}

// Limits for the following checks; the work of an evaluation is checked on the whole edition.
fn too_many(pack: &Pack, conditions: &[Condition], problems: &mut Problems<'_>) {
    if pack.steps.len() > MOST_STEPS || conditions.len() > MOST_CONDITIONS {
        let message = format!("段階は{MOST_STEPS}、条件は{MOST_CONDITIONS}までです。");
        problems.add("P015", pack.id.span(), message, "同じ計算や条件をまとめてください。");
    }
}

// Reports a circle at its first member, with each next member.
fn in_a_circle(pack: &Pack, circle: &[Node], problems: &mut Problems<'_>) {
    let name = |node: &Node| match node {
        Node::Condition(ix) => ("条件", &pack.conditions[usize::from(*ix)].id),
        Node::Step(ix) => ("計算の段階", &pack.steps[usize::from(*ix)].id),
        Node::Counted => ("対象かどうか", &pack.id),
    };
    let Some(first) = circle.first() else { return };
    let way = circle.iter().chain([first]).map(|node| match name(node) {
        ("対象かどうか", _) => "対象かどうか".to_owned(),
        (_, name) => name.get_ref().clone(),
    });
    let mut way: Vec<String> = way.collect();
    if way.len() > 12 {
        way.splice(6..way.len() - 1, ["…".to_owned()]);
    }
    let way = way.join(" → ");
    let (what, name) = name(first);
    let message = format!("{what}「{}」が、自分自身を必要としています（{way}）。", name.get_ref());
    problems.add("P014", name.span(), message, "循環している参照を一つ外してください。矢印は「使う → 使われる」です。");
}

// Slots for the named conditions, and the number of columns.
fn slots(conditions: &mut [Condition], known: &[(bool, u32)]) -> u16 {
    let mut columns = 0;
    for (condition, (lines, varies)) in conditions.iter_mut().zip(known) {
        condition.varies = *varies;
        if *lines && condition.slot == Slot::Scalar {
            condition.slot = Slot::Column(columns);
            columns += 1;
        }
    }
    columns
}

fn kind(k: &source::Kind, pack: &Pack, names: &Names<'_>, problems: &mut Problems<'_>) -> Kind {
    let mut figures = vec![Exact::ZERO; pack.kind_figures.len()];
    for (name, value) in &k.figures {
        let ix = find("種類の数値", &names.figures, name, problems);
        if let (Some(ix), Some(value)) = (ix, figure_of(value, problems)) {
            figures[usize::from(ix)] = value;
        }
    }
    let group = find("種類の組", &names.groups, &k.group, problems);
    Kind {
        id: k.id.get_ref().clone(),
        label: k.label.clone(),
        group: group.and_then(|ix| u8::try_from(ix).ok()).unwrap_or(0),
        examples: k.examples.clone(),
        outcome: k.outcome,
        reason: k.reason.clone(),
        cite: k.cite.clone(),
        needs: needs(&k.needs, names, problems),
        figures,
        whole_line: k.whole_line,
    }
}

fn needs(needs: &[source::Need], names: &Names<'_>, problems: &mut Problems<'_>) -> Vec<Need> {
    needs
        .iter()
        .filter_map(|need| {
            Some(Need {
                when: find("条件", &names.conditions, &need.when, problems)?,
                late: false,
                reason: need.reason.clone(),
                remedy: need.remedy.clone(),
                cite: need.cite.get_ref().clone(),
            })
        })
        .collect()
}

fn table(t: &source::Table, problems: &mut Problems<'_>) -> Option<Table> {
    let bands = t.bands.get_ref();
    let hint = "前の段の to の次の数を from に書き、最後の段だけ to を省いてください。";
    if bands.is_empty() {
        problems.add("P020", t.bands.span(), "表に段がありません。", hint);
    }
    let mut lowered = Vec::new();
    for (ix, band) in bands.iter().enumerate() {
        let (from, to, last) = (band.get_ref().from, band.get_ref().to, ix + 1 == bands.len());
        let mut wrong = |message: &str| problems.add("P020", band.span(), message, hint);
        if last != to.is_none() {
            wrong("終わりのない段は、最後の一段だけです。");
        }
        if to.is_some_and(|to| to < from) || from < 0 {
            wrong("段の始まりが終わりより後です。");
        }
        if let Some(before) = ix.checked_sub(1).and_then(|before| bands[before].get_ref().to) {
            if from > before.saturating_add(1) {
                let (first, last) = (before + 1, from - 1);
                let gap = if first == last { first.to_string() } else { format!("{first}から{last}まで") };
                wrong(&format!("前の段との間に、どの段にも入らない数があります（{gap}）。"));
            } else if from <= before {
                wrong("前の段と重なっています。");
            }
        }
        lowered.push((from, figure_of(&band.get_ref().figure, problems)?));
    }
    Some(Table {
        id: t.id.get_ref().clone(),
        label: t.label.clone(),
        unit: t.unit.clone(),
        bands: lowered,
        below: t.below.clone(),
        cite: t.cite.get_ref().clone(),
    })
}

fn reading(r: &source::Reading) -> Reading {
    let option =
        |c: &source::Choice| Choice { id: c.id.get_ref().clone(), label: c.label.clone(), group: String::new() };
    Reading {
        id: r.id.get_ref().clone(),
        question: r.question.clone(),
        options: r.options.iter().map(option).collect(),
        cite: r.cite.get_ref().clone(),
    }
}

// `Some(None)` where the pack has no menu; `None` where it is wrong.
fn menu(conditions: &mut Conditions<'_, '_, '_>) -> Option<Option<Menu>> {
    let Some(menu) = &conditions.pack.menu else { return Some(None) };
    let question = find("質問", &conditions.names.questions, &menu.question, conditions.problems)?;
    let routes = options(&conditions.pack.questions[usize::from(question)]).len();
    if !(2..=8).contains(&routes) {
        conditions.problems.add(
            "P021",
            menu.question.span(),
            "経路は2から8個です。",
            "選択肢のある質問を指定してください。",
        );
        return None;
    }
    let mut exists = vec![None; routes];
    for (route, condition) in &menu.exists {
        let route = conditions.route(route)?;
        exists[usize::from(route)] = Some(find("条件", &conditions.names.conditions, condition, conditions.problems)?);
    }
    if exists[0].is_some() {
        conditions.problems.add("P021", menu.question.span(), "最初の経路は、いつもあるものにしてください。", "");
    }
    Some(Some(Menu { question, exists }))
}

fn notes(pack: &Pack, names: &Names<'_>, problems: &mut Problems<'_>) -> Vec<Note> {
    let note = |n: &source::Note, problems: &mut Problems<'_>| {
        Some(Note {
            id: n.id.get_ref().clone(),
            label: n.label.clone(),
            cite: n.cite.get_ref().clone(),
            when: match &n.when {
                Some(name) => Some(find("条件", &names.conditions, name, problems)?),
                None => None,
            },
            per_line: n.per_line,
        })
    };
    pack.notes.iter().filter_map(|n| note(n, problems)).collect()
}

fn categories(pack: &Pack, names: &Names<'_>, problems: &mut Problems<'_>) -> Vec<Category> {
    let category = |c: &source::Category, problems: &mut Problems<'_>| {
        let amount = find("計算の段階", &names.steps, &c.amount, problems)?;
        Some(Category { id: c.id.get_ref().clone(), label: c.label.clone(), amount })
    };
    pack.categories.iter().filter_map(|c| category(c, problems)).collect()
}

fn plan(p: &source::Plan, names: &Names<'_>, problems: &mut Problems<'_>) -> Option<Plan> {
    let mut step = |name: &Name| find("計算の段階", &names.steps, name, problems);
    let (amount, counted, eligible) = (step(&p.amount), step(&p.counted), step(&p.eligible));
    let (by_rate, limited) = (step(&p.by_rate), step(&p.limited));
    let (rate, staff) = (p.rate.as_ref().map(&mut step), p.staff.as_ref().map(&mut step));
    let short: Vec<_> = p.short.iter().filter_map(&mut step).collect();
    let band = match &p.band {
        None => None,
        Some((by, table)) => Some((step(by)?, find("表", &names.tables, table, problems)?)),
    };
    Some(Plan {
        amount: amount?,
        counted: counted?,
        eligible: eligible?,
        by_rate: by_rate?,
        limited: limited?,
        short,
        band,
        rate: rate.flatten(),
        staff: staff.flatten(),
    })
}
