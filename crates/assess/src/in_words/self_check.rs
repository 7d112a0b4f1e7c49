//! What an applicant must keep to: requirements, papers, deadlines, dates, staff, usual mistakes, silences of the text.

use kaigo_hojo_rules::dates::{DateId, Due, DueDay, FiscalYear};
use kaigo_hojo_rules::edition::{DateRule, Deadline, Document, Edition, Group, Note, Requirement, Staffing, Stage};
use kaigo_hojo_rules::mistake::Mistake;

use super::condition;
use super::table::{Column, Part, Row, Table, Weight, line};
use crate::words::{date, date_of, group, stage};

const fn column(heading: &'static str, weight: Weight) -> Column {
    Column { heading, weight }
}

const CLAUSE: Column = column("条項", Weight::Clause);

const REQUIREMENTS: &[Column] = &[
    column("要件", Weight::Verdict),
    column("満たす場合", Weight::Verdict),
    column("関係する場合", Weight::Verdict),
    column("満たさないとき", Weight::Verdict),
    column("助言", Weight::Words),
    CLAUSE,
];
const DOCUMENTS: &[Column] =
    &[column("書類", Weight::Duty), column("必要な場合", Weight::Duty), column("説明", Weight::Words), CLAUSE];
const DEADLINES: &[Column] = &[
    column("すること", Weight::Duty),
    column("期限", Weight::Duty),
    column("関係する場合", Weight::Duty),
    column("説明", Weight::Words),
    CLAUSE,
];
const DATE_RULES: &[Column] = &[
    column("誤り", Weight::Duty),
    column("正しい順序", Weight::Duty),
    column("当てはまらない場合", Weight::Duty),
    CLAUSE,
];
const ROLES: &[Column] = &[column("職種", Weight::Amount), column("数え方", Weight::Amount)];
const MISTAKES: &[Column] = &[column("誤り", Weight::Words), column("正しい計算", Weight::Words), CLAUSE];
const NOTES: &[Column] = &[column("注意", Weight::Words), column("伝える場合", Weight::Words), CLAUSE];

/// The parts, in order.
pub(super) fn all(edition: &Edition) -> Vec<Part> {
    let part = |id, heading, lead, tables| Part { id, heading, lead, tables };
    let table = Table::new;
    let groups = [Group::Eligibility, Group::Software, Group::Equipment, Group::Promise, Group::AfterGrant];
    let of_group = |of: Group| {
        let rows = edition.requirements.iter().filter(|requirement| requirement.group == of);
        table(group(of), REQUIREMENTS, rows.map(|r| requirement(edition, r)).collect())
    };
    let stages = [Stage::Application, Stage::Report, Stage::Change];
    let of_stage = |of: Stage| {
        let rows = edition.documents.iter().filter(|document| document.stage == of);
        table(stage(of), DOCUMENTS, rows.map(|d| document(edition, d)).collect())
    };
    let deadlines = edition.deadlines.iter().map(|d| deadline(edition, d)).collect();
    let date_rules = edition.date_rules.iter().map(|rule| date_rule(edition, rule)).collect();
    let mistakes = edition.mistakes.open().map(|mistakes| mistakes.list).unwrap_or_default();
    let notes = edition.notes.iter().map(|n| note(edition, n)).collect();
    vec![
        part("requirements", "要件", "", groups.map(of_group).into()),
        part("documents", "書類", "", stages.map(of_stage).into()),
        part("deadlines", "期限", "", vec![table("", DEADLINES, deadlines)]),
        part("date-rules", "日付の順序", "", vec![table("", DATE_RULES, date_rules)]),
        part("staffing", "職員の数え方", "", edition.staffing.iter().map(|s| staffing(edition, s)).collect()),
        part("notes", "条文に書かれていないこと・注意", "", vec![table("", NOTES, notes)]),
        part(
            "mistakes",
            "よくある計算の誤り",
            "書類に書いた額が試算と違うとき、上から順に当てはめて、合うものを示します。",
            vec![table("", MISTAKES, mistakes.iter().map(mistake).collect())],
        ),
    ]
}

fn when(edition: &Edition, condition: Option<u16>, otherwise: &str) -> Vec<String> {
    line(condition.map_or_else(|| otherwise.to_owned(), |condition| condition::words(edition, condition)))
}

fn requirement(edition: &Edition, requirement: &Requirement) -> Row {
    let decides = if requirement.decides { "申請できない" } else { "確かめるよう伝える" };
    let cells = vec![
        when(edition, Some(requirement.met), ""),
        when(edition, requirement.applies, "いつも"),
        line(decides),
        line(requirement.advice.clone()),
        line(requirement.cite.clone()),
    ];
    Row::new(&requirement.id, &requirement.label, cells)
}

fn document(edition: &Edition, document: &Document) -> Row {
    let cells =
        vec![when(edition, document.when, "いつも"), line(document.reason.clone()), line(document.cite.clone())];
    Row::new(&document.id, &document.label, cells)
}

fn deadline(edition: &Edition, deadline: &Deadline) -> Row {
    let cells = vec![
        line(due(&deadline.due)),
        when(edition, deadline.when, "いつも"),
        line(deadline.help.clone()),
        line(deadline.cite.clone()),
    ];
    Row::new(&deadline.id, &deadline.label, cells)
}

// When something is due, in words.
fn due(due: &Due) -> String {
    match due {
        Due::On(days) => match days.as_slice() {
            [] => "通知などで定める".to_owned(),
            [day] => due_day(day),
            several => {
                let days: Vec<String> = several.iter().map(due_day).collect();
                format!("{} のうち最も早い日", days.join("、"))
            }
        },
        Due::Within(year) => format!("{}のうち（日の定めなし）", fiscal_year_of(*year)),
    }
}

fn due_day(day: &DueDay) -> String {
    match day {
        DueDay::Fixed(day) => date(*day),
        DueDay::After(from, days) => format!("{}から{days}日", date_of(*from)),
        DueDay::InYear(2, 29, year) => format!("{}の2月末日", fiscal_year_of(*year)),
        DueDay::InYear(month, day, year) => format!("{}の{month}月{day}日", fiscal_year_of(*year)),
    }
}

fn fiscal_year_of(year: FiscalYear) -> String {
    let of = year.of.map_or_else(|| "この制度の年度".to_owned(), |of: DateId| format!("{}の年度", date_of(of)));
    match year.years {
        0 => of,
        1 => of + "の翌年度",
        years => format!("{of}の{years}年度後"),
    }
}

fn date_rule(edition: &Edition, rule: &DateRule) -> Row {
    let from = rule.from.days().iter().map(|day| match day {
        DueDay::After(first, 0) => format!("{}と同じ日か、その後", date_of(*first)),
        day => format!("{}から", due_day(day)),
    });
    let until = rule.until.days().iter().map(|day| format!("{}まで", due_day(day)));
    let order: Vec<String> = from.chain(until).collect();
    let order = format!("{}は、{}", date_of(rule.then), order.join("、"));
    let cells = vec![line(order), when(edition, rule.unless, "なし"), line(rule.cite.clone())];
    Row::new(&rule.id, &rule.message, cells)
}

fn staffing(edition: &Edition, staffing: &Staffing) -> Table {
    let rows = staffing.roles.iter().map(|role| {
        let how = if role.by_head { "常勤換算か、実人数" } else { "常勤換算" };
        Row::new(&role.id, &role.label, vec![line(how)])
    });
    let caution = Row::new("caution", "注意", vec![line(staffing.caution.clone())]);
    let caution = Some(caution).filter(|_| !staffing.caution.is_empty());
    let question = |ix: u16| edition.questions[usize::from(ix)].label.as_str();
    let filled =
        format!("常勤換算は「{}」、実人数は「{}」の答えになる", question(staffing.fte), question(staffing.heads));
    let rest = [
        Row::new("filled", "使いみち", vec![line(filled)]),
        Row::new("proof", "書類", vec![line(staffing.proof.clone())]),
    ];
    let rows = rows.chain(rest).chain(caution).collect();
    Table::new(&format!("職員の表（{}）", staffing.cite), ROLES, rows)
}

fn mistake(mistake: &Mistake) -> Row {
    Row::new(&mistake.id, &mistake.label, vec![line(mistake.advice.clone()), line(mistake.cite.clone())])
}

fn note(edition: &Edition, note: &Note) -> Row {
    let mut told = when(edition, note.when, "いつも");
    if note.per_line {
        told.push("明細ごとに伝える".to_owned());
    }
    Row::new(&note.id, &note.label, vec![told, line(note.cite.clone())])
}
