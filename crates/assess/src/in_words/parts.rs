//! What makes the amount: questions, kinds of cost, steps, tables, readings.

use kaigo_hojo_rules::edition::{Absent, AnswerKind, Edition, Kind, Need, Op, Outcome, Question, Reading, Step, Unit};

use super::condition;
use super::formula::{band, lines};
use super::table::{Column, Part, Row, Table, Weight, line};
use crate::words::{grouped, number, quantity};

const fn column(heading: &'static str, weight: Weight) -> Column {
    Column { heading, weight }
}

const CLAUSE: Column = column("条項", Weight::Clause);
const HELP: Column = column("説明", Weight::Words);

const STEPS: &[Column] = &[
    column("名前", Weight::Amount),
    column("計算のしかた", Weight::Amount),
    column("これで抑えられるもの", Weight::Words),
    CLAUSE,
];
const BANDS: &[Column] = &[column("区分", Weight::Amount), column("額・率", Weight::Amount)];
const CATEGORIES: &[Column] = &[column("区分", Weight::Amount), column("額", Weight::Amount)];
const KINDS: &[Column] = &[
    column("種類", Weight::Amount),
    column("扱い", Weight::Amount),
    column("対象になる条件", Weight::Amount),
    column("定めた額", Weight::Amount),
    column("理由", Weight::Words),
    column("見積書での呼び方", Weight::Words),
    CLAUSE,
];
const DROPS: &[Column] = &[
    column("理由", Weight::Amount),
    column("対象外になる場合", Weight::Amount),
    column("直し方", Weight::Words),
    CLAUSE,
];
const QUESTIONS: &[Column] = &[
    column("質問", Weight::Amount),
    column("答え方", Weight::Amount),
    column("答えがないとき", Weight::Amount),
    HELP,
    CLAUSE,
];
const CHECK_QUESTIONS: &[Column] = &[
    column("質問", Weight::Duty),
    column("答え方", Weight::Duty),
    column("答えがないとき", Weight::Duty),
    HELP,
    CLAUSE,
];
const ITEM_QUESTIONS: &[Column] = &[
    column("質問", Weight::Amount),
    column("答え方", Weight::Amount),
    column("答えがないとき", Weight::Amount),
    column("尋ねる種類", Weight::Amount),
    HELP,
    CLAUSE,
];
const READINGS: &[Column] = &[
    column("書かれていないこと", Weight::Words),
    column("この試算の読み方", Weight::Amount),
    column("ほかの読み方", Weight::Amount),
    CLAUSE,
];
const ROUTES: &[Column] = &[column("申請のしかた", Weight::Amount), column("選べる場合", Weight::Amount)];

/// The parts, in order.
pub(super) fn all(edition: &Edition) -> Vec<Part> {
    let part = |id, heading, lead, tables| Part { id, heading, lead, tables };
    let table = Table::new;
    vec![
        part("categories", "補助額の区分", "", vec![table("", CATEGORIES, categories(edition))]),
        part(
            "steps",
            "計算のしかた",
            "上から順に計算します。額は、端数処理の段階まで分数のまま正確に計算します。",
            vec![
                table("明細ごとの計算", STEPS, steps(edition, true)),
                table("全体の計算", STEPS, steps(edition, false)),
            ],
        ),
        part("tables", "表", "", tables(edition)),
        part("kinds", "経費の種類", "", kinds(edition)),
        part(
            "drops",
            "種類にかかわらず対象外になる場合",
            "",
            vec![table("", DROPS, edition.drops.iter().map(|need| drop_row(edition, need)).collect())],
        ),
        part(
            "readings",
            "条文に書かれていないことの読み方",
            "一つに決まらないところは、次のように読んで試算します。ほかの読み方をした額も結果に並べます。",
            vec![table("", READINGS, edition.readings.iter().map(reading).collect())],
        ),
        part(
            "routes",
            "申請のしかた",
            "答えがないときは、額の大きい方で試算します。",
            vec![table("", ROUTES, routes(edition))],
        ),
        part("questions", "質問", "", questions(edition)),
        part(
            "item-questions",
            "明細ごとの質問",
            "",
            vec![table("", ITEM_QUESTIONS, edition.item_questions.iter().map(|q| item_question(edition, q)).collect())],
        ),
    ]
}

fn categories(edition: &Edition) -> Vec<Row> {
    let row = |c: &kaigo_hojo_rules::edition::Category| {
        Row::new(&c.id, &c.label, vec![line(edition.steps[usize::from(c.amount)].label.clone())])
    };
    edition.categories.iter().map(row).collect()
}

fn steps(edition: &Edition, of_lines: bool) -> Vec<Row> {
    let in_order = edition.order.iter().filter_map(|turn| match turn.node {
        kaigo_hojo_rules::edition::Node::Step(ix) => Some(&edition.steps[usize::from(ix)]),
        _ => None,
    });
    // A step without a name is told where it is used.
    let told = in_order.filter(|step| step.column.is_some() == of_lines && !step.label.is_empty());
    told.map(|step| step_row(edition, step)).collect()
}

fn step_row(edition: &Edition, step: &Step) -> Row {
    let limit = step.limit.as_ref().map(|limit| format!("{}（{}）", limit.label, limit.cite)).unwrap_or_default();
    let id = if step.id.is_empty() { &step.label } else { &step.id };
    Row::new(id, &step.label, vec![lines(edition, step), line(limit), line(step.cite.clone())])
}

fn tables(edition: &Edition) -> Vec<Table> {
    let table = |(ix, table): (u16, &kaigo_hojo_rules::edition::Table)| {
        let unit = edition.steps.iter().find_map(|step| match &step.op {
            Op::Lookup(_, used) if *used == ix => Some(step.unit.clone()),
            _ => None,
        });
        let unit = unit.unwrap_or(Unit::Yen);
        let row = |(at, (first, figure)): (usize, &(i64, kaigo_hojo_rules::exact::Exact))| {
            let band = band(table, at);
            let mut row = Row::new(&format!("{}/{first}", table.id), &band, vec![line(quantity(figure, &unit))]);
            row.name = format!("{}（{band}）", table.label);
            row
        };
        let rows = table.bands.iter().enumerate().map(row).collect();
        Table {
            lead: format!("段がない場合: {}", table.below),
            ..Table::new(&format!("{}（{}）", table.label, table.cite), BANDS, rows)
        }
    };
    (0..).zip(&edition.tables).map(table).collect()
}

fn kinds(edition: &Edition) -> Vec<Table> {
    let of_group = |(ix, group): (usize, &String)| {
        let kinds = edition.kinds.iter().filter(|kind| usize::from(kind.group) == ix);
        Table::new(group, KINDS, kinds.map(|kind| kind_row(edition, kind)).collect())
    };
    edition.kind_groups.iter().enumerate().map(of_group).collect()
}

fn kind_row(edition: &Edition, kind: &Kind) -> Row {
    let outcome = match kind.outcome {
        Outcome::Counted => "対象",
        Outcome::Excluded => "対象外",
        Outcome::NeedsConfirmation => "要確認（補助額に入れない）",
    };
    let need = |need: &Need| {
        format!("{}（{}{} {}）", condition::words(edition, need.when), need.reason, need.remedy, need.cite)
    };
    let figure = |(ix, figure): (usize, &kaigo_hojo_rules::exact::Exact)| {
        let uses = |step: &&Step| matches!(step.op, Op::KindFigure(used) if usize::from(used) == ix);
        let step = edition.steps.iter().find(uses)?;
        let name = if step.label.is_empty() { "額" } else { &step.label };
        (!figure.is_zero()).then(|| format!("{name}: {}", quantity(figure, &step.unit)))
    };
    let mut figures: Vec<String> = kind.figures.iter().enumerate().filter_map(figure).collect();
    if kind.whole_line {
        figures.push("数量にかかわらず1台（1式）と数える".to_owned());
    }
    Row::new(
        &kind.id,
        &kind.label,
        vec![
            line(outcome),
            kind.needs.iter().map(need).collect(),
            figures,
            line(kind.reason.clone()),
            line(kind.examples.join("、")),
            line(kind.cite.clone()),
        ],
    )
}

fn drop_row(edition: &Edition, need: &Need) -> Row {
    let when = condition::words(edition, need.when);
    // It has no name: what it says is what it is known by.
    Row::new(&need.reason, &need.reason, vec![line(when), line(need.remedy.clone()), line(need.cite.clone())])
}

fn reading(reading: &Reading) -> Row {
    let mut options = reading.options.iter().map(|option| option.label.clone());
    let first = options.next().unwrap_or_default();
    Row::new(&reading.id, &reading.question, vec![line(first), options.collect(), line(reading.cite.clone())])
}

fn routes(edition: &Edition) -> Vec<Row> {
    let Some(menu) = &edition.menu else { return Vec::new() };
    let AnswerKind::Choice(choices) = &edition.questions[usize::from(menu.question)].kind else { return Vec::new() };
    let row = |(choice, exists): (&kaigo_hojo_rules::edition::Choice, &Option<u16>)| {
        let when = exists.map_or_else(|| "いつでも".to_owned(), |when| condition::words(edition, when));
        Row::new(&choice.id, &choice.label, vec![line(when)])
    };
    choices.iter().zip(&menu.exists).map(row).collect()
}

fn questions(edition: &Edition) -> Vec<Table> {
    let of_section = |(ix, section): (usize, &kaigo_hojo_rules::edition::Section)| {
        let questions = edition.questions.iter().filter(|question| usize::from(question.section) == ix);
        let columns = if section.check { CHECK_QUESTIONS } else { QUESTIONS };
        let rows = questions.map(|q| Row::new(&q.id, &q.label, [answers(q), about(q)].concat())).collect();
        Table { lead: section.help.clone(), ..Table::new(&section.label, columns, rows) }
    };
    edition.sections.iter().enumerate().map(of_section).collect()
}

fn item_question(edition: &Edition, question: &Question) -> Row {
    let asked = |bit: usize| question.kinds >> bit & 1 == 1;
    let kinds: Vec<&str> =
        edition.kinds.iter().enumerate().filter(|(bit, _)| asked(*bit)).map(|(_, kind)| kind.label.as_str()).collect();
    let kinds = if kinds.len() == edition.kinds.len() { "すべて".to_owned() } else { kinds.join("、") };
    let cells = [answers(question), vec![line(kinds)], about(question)].concat();
    Row::new(&question.id, &question.label, cells)
}

// The help and the clause of a question.
fn about(question: &Question) -> Vec<Vec<String>> {
    let moot = if question.moot.is_empty() { String::new() } else { format!("尋ねない場合: {}", question.moot) };
    let help = [&question.help, &moot].into_iter().filter(|text| !text.is_empty()).cloned().collect();
    vec![help, line(question.cite.clone())]
}

/// From how many choices on they are a list of their own, which is not written out.
const MANY: usize = 20;

// How a question is answered, and what counts without an answer.
fn answers(question: &Question) -> Vec<Vec<String>> {
    let how = match &question.kind {
        AnswerKind::Truth => "はい・いいえ".to_owned(),
        AnswerKind::Choice(choices) if choices.len() >= MANY => format!("一覧（{}種類）から選ぶ", choices.len()),
        AnswerKind::Choice(choices) => {
            choices.iter().map(|choice| format!("「{}」", choice.label)).collect::<Vec<_>>().join("、")
        }
        AnswerKind::Lines => "ほかの明細を選ぶ".to_owned(),
        AnswerKind::Number { decimal, min, max, unit, none } => {
            let digits = |number: i64| grouped(&number.to_string());
            let sort = if *decimal { "（小数も可）" } else { "" };
            let none = none.as_ref().map(|none| format!("、または「{none}」")).unwrap_or_default();
            format!("{}から{}までの数{sort}。単位は{unit}{none}", digits(*min), digits(*max))
        }
    };
    let absent = match (&question.absent, &question.kind) {
        (Absent::Unknown, _) => "わからないものとして扱う".to_owned(),
        (Absent::Option(option), AnswerKind::Truth) => ["いいえ", "はい"][usize::from(*option > 0)].to_owned(),
        (Absent::Option(option), AnswerKind::Choice(choices)) => {
            choices.get(usize::from(*option)).map(|choice| choice.label.clone()).unwrap_or_default()
        }
        (Absent::Number(value), _) => number(value),
        (Absent::None, AnswerKind::Number { none: Some(none), .. }) => none.clone(),
        (Absent::NoLines, _) => "明細なし".to_owned(),
        _ => String::new(),
    };
    vec![line(how), line(absent)]
}
