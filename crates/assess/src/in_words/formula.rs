//! Steps in words: what is computed, from what, without anybody's numbers.

use kaigo_hojo_rules::edition::{ConditionIx, Edition, Op, Operand, Row, Step, Table, Unit};
use kaigo_hojo_rules::exact::Direction;

use super::condition;
use crate::words::{grouped, quantity};

/// The arithmetic of a step, with its inputs as the caller says them; `bare` is for figures that have no unit, as in a
/// product. `None` where the step is no arithmetic.
pub(crate) fn arithmetic(
    op: &Op,
    unit: &Unit,
    say: impl Fn(&Operand) -> String,
    bare: impl Fn(&Operand) -> String,
) -> Option<String> {
    let join = |parts: &[Operand], with: &str| parts.iter().map(&say).collect::<Vec<_>>().join(with);
    Some(match op {
        Op::Add(parts) => join(parts, " + "),
        Op::Multiply(parts) => parts.iter().map(bare).collect::<Vec<_>>().join(" × "),
        Op::Less(a, b) => format!("{} − {}", say(a), say(b)),
        Op::Divide(a, b) => format!("{} ÷ {}", bare(a), bare(b)),
        Op::Lowest(parts) => join(parts, " と ") + " の少ない方",
        Op::Highest(parts) => join(parts, " と ") + " の多い方",
        Op::Round(of, to, direction) => format!("{} の{}", say(of), rounding(*to, *direction, unit)),
        _ => return None,
    })
}

fn rounding(to: i64, direction: Direction, unit: &Unit) -> String {
    let way = match direction {
        Direction::Down => "切捨て",
        Direction::Up => "切上げ",
        Direction::HalfUp => "四捨五入",
    };
    match unit {
        Unit::Yen => format!("{}円未満を{way}", grouped(&to.to_string())),
        _ => format!("小数点以下を{way}"),
    }
}

/// A band of a table: `1人以上19人以下`.
pub(crate) fn band(table: &Table, position: usize) -> String {
    let whole = |number: i64| grouped(&number.to_string()) + &table.unit;
    let first = whole(table.bands[position].0);
    match table.bands.get(position + 1) {
        Some((next, _)) => format!("{first}以上{}以下", whole(next - 1)),
        None => format!("{first}以上"),
    }
}

/// What a step computes, in one line; a choice between several inputs takes a line for each.
pub(super) fn lines(edition: &Edition, step: &Step) -> Vec<String> {
    told(edition, step, false)
}

// `deep`: it is said inside another step, where nothing is written out a second time.
fn told(edition: &Edition, step: &Step, deep: bool) -> Vec<String> {
    let Op::Case(arms, otherwise) = &step.op else { return vec![words(edition, step, deep)] };
    let arm = |(when, operand): &(ConditionIx, Operand)| {
        format!("{}: {}", condition::words(edition, *when), said(edition, operand, &step.unit, deep))
    };
    let mut lines: Vec<String> = arms.iter().map(arm).collect();
    lines.push(format!("そのほか: {}", said(edition, otherwise, &step.unit, deep)));
    lines
}

// An input by its name; one without a name by what it is made of.
fn said(edition: &Edition, operand: &Operand, unit: &Unit, deep: bool) -> String {
    match operand {
        Operand::Figure(figure) => figure.point().map(|figure| quantity(figure, unit)).unwrap_or_default(),
        Operand::Step(ix) => {
            let step = &edition.steps[usize::from(*ix)];
            match (step.label.is_empty(), deep) {
                (false, _) => step.label.clone(),
                (true, false) => format!("（{}）", told(edition, step, true).join("、")),
                (true, true) => "途中の値".to_owned(),
            }
        }
    }
}

fn words(edition: &Edition, step: &Step, deep: bool) -> String {
    let say = |operand: &Operand| said(edition, operand, &step.unit, deep);
    let bare = |operand: &Operand| said(edition, operand, &Unit::Ratio, deep);
    let when = |condition: ConditionIx| condition::words(edition, condition);
    if let Some(text) = arithmetic(&step.op, &step.unit, say, bare) {
        return text;
    }
    match &step.op {
        Op::Answer(question) => format!("「{}」の答え", edition.questions[usize::from(*question)].label),
        Op::ItemAnswer(question) => format!("明細の「{}」の答え", edition.item_questions[usize::from(*question)].label),
        Op::LineCost(true) => "明細の税込の金額（単価 × 数量。月ごとの費用は年度内の月数を掛ける）".to_owned(),
        Op::LineCost(false) => "明細の税抜の金額（単価 × 数量。月ごとの費用は年度内の月数を掛ける）".to_owned(),
        Op::Units => "明細の台数（一式で数える種類は1）".to_owned(),
        Op::Quantity => "明細の数量".to_owned(),
        Op::KindFigure(_) => "経費の種類ごとに定めた額".to_owned(),
        Op::Unlimited => "上限なし".to_owned(),
        Op::Lookup(by, table) => {
            format!("表「{}」で、{}が当てはまる段の額", edition.tables[usize::from(*table)].label, say(by))
        }
        Op::Only(of, condition) => format!("{}（次の明細だけ: {}。ほかの明細は0）", say(of), when(*condition)),
        Op::Total(of, None) => format!("{}の、すべての明細の合計", say(of)),
        Op::Total(of, Some(condition)) => format!("{}の合計（次の明細だけ: {}）", say(of), when(*condition)),
        Op::Count(condition) => format!("次の明細の数: {}", when(*condition)),
        Op::Best(best) => {
            let (value, among) = (say(&best.value), when(best.among));
            let limit = said(edition, &best.limit, &Unit::Count("台".to_owned()), deep);
            let row = |row: &Row| format!("{}は1台あたり{}", when(row.among), say(&row.cap));
            let rows: Vec<String> = best.rows.iter().map(row).collect();
            if rows.is_empty() {
                return format!("{value}の合計（次の明細だけ: {among}。{}の大きい順に、{limit}まで）", say(&best.by));
            }
            let caps = rows.join("、");
            format!(
                "{value}の合計（次の明細だけ: {among}。合わせて数えた台数分で、{caps}まで。最も多くなる組合せで、{limit}まで）"
            )
        }
        Op::Taken(best) => format!("「{}」で数えた台数", edition.steps[usize::from(*best)].label),
        Op::Spread(spread) => format!(
            "{}（次の明細だけ: {}）を、「{}」で選んだ明細の台数で等分した額（受けるのは次の明細だけ: {}）",
            say(&spread.cost),
            when(spread.from),
            edition.item_questions[usize::from(spread.along)].label,
            when(spread.onto),
        ),
        // A choice has lines of its own, arithmetic was said above.
        _ => String::new(),
    }
}
