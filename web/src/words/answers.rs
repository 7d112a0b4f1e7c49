//! The answers: questions, the quote with its lines, the list of kinds, and the running result.

use kaigo_hojo_contract::application::Tax;
use kaigo_hojo_contract::assessment::Verdict;

use crate::draft::{Gap, Slot};
use crate::store::Running;

/// Above the answers.
pub(crate) const ANY_ORDER: &str =
    "分かるところから答えてください。分からないことは「わからない」のままでも、金額の幅を示します。";

/// The heading of a section.
pub(crate) fn numbered(number: usize, label: &str) -> String {
    format!("{number}. {label}")
}

// ---- Questions ----

/// Yes.
pub(crate) const YES: &str = "はい";
/// No.
pub(crate) const NO: &str = "いいえ";
/// Not knowing.
pub(crate) const UNKNOWN: &str = "わからない";
/// Taking the better route.
pub(crate) const BETTER: &str = "有利な方を示す";
/// The way to the table of staff.
pub(crate) const FROM_HOURS: &str = "勤務時間から計算する";
/// The button that unfolds a question that cannot matter.
pub(crate) const ANSWER_ANYWAY: &str = "それでも答える";

/// What an empty field counts as.
pub(crate) fn counts_as(value: &str, unit: &str) -> String {
    format!("空欄は{value}{unit}として計算します。")
}

/// There is no line yet that could be ticked.
pub(crate) const NO_OTHER_LINES: &str = "ほかの明細がまだありません。先に機器やソフトの明細を足してください。";

// ---- Drafts that could be gone on with ----

/// That there are some.
pub(crate) const RESUME: &str = "この制度の下書きがあります。続きから入力できます。";
/// The way to all of them.
pub(crate) const ALL_DRAFTS: &str = "下書きの一覧を見る";
/// The button that opens one.
pub(crate) fn open_draft(name: &str) -> String {
    format!("「{name}」を開く")
}

// ---- The quote ----

/// How lines are entered.
pub(crate) const QUOTE_HELP: &str = "見積書の行を、書かれているとおりに1行ずつ入力します。対象にならないものも入れてかまいません。\
    対象かどうかは、行ごとにすぐ示します。";
/// Whether the costs are known.
pub(crate) const COSTS: &str = "経費（見積書）は分かっていますか";
/// They are.
pub(crate) const COSTS_KNOWN: &str = "見積書の明細を入力する";
/// They are not.
pub(crate) const COSTS_UNKNOWN: &str = "経費はまだ分からない";
/// How tax stands in the quote.
pub(crate) const QUOTE_TAX: &str = "見積書の単価は、税抜ですか、税込ですか";
/// Where a line differs from it.
pub(crate) const TAX_DIFFERS: &str = "行によって違うときや非課税の行は、その行の「くわしく」で変えられます。";
/// There are no lines.
pub(crate) const NO_LINES: &str = "明細はまだありません。";
/// There will be none.
pub(crate) const NO_COSTS: &str = "申請する経費はない（0円として計算する）";
/// The button for a new line.
pub(crate) const ADD_LINE: &str = "＋ 行を足す";
/// The way to read a quote in.
pub(crate) const IMPORT: &str = "見積書の行を読み込む";
/// The way to compare with what is printed.
pub(crate) const COMPARE: &str = "値引き・合計を照合する";
/// The button that puts a line back.
pub(crate) const UNDO: &str = "元に戻す";

/// What the programme makes of tax.
pub(crate) const fn counts_tax(counts: bool) -> &'static str {
    if counts {
        "この補助金では、消費税を含めた金額で計算します。税抜の金額は税込に直します。"
    } else {
        "この補助金では、消費税を除いた金額で計算します。税込の金額は税抜に直します。"
    }
}

/// There are as many lines as there may be.
pub(crate) fn full(most: usize) -> String {
    format!("明細は{most}行までです。同じ種類の行をまとめてください。")
}

/// A line was taken out.
pub(crate) fn removed(title: &str) -> String {
    format!("「{title}」の行を削除しました。")
}

// ---- A line ----

/// The button that opens the list of kinds.
pub(crate) const CHANGE_KIND: &str = "種類を変える";
/// What the quote calls the line.
pub(crate) const NAME: &str = "品名（任意）";
/// Behind an amount.
pub(crate) const YEN: &str = "円";
/// 数量
pub(crate) const QUANTITY: &str = "数量";
/// Whether it is charged by the month.
pub(crate) const MONTHLY: &str = "毎月の費用";
/// Months of the fiscal year.
pub(crate) const IN_YEAR: &str = "年度内の月数";
/// All months.
pub(crate) const TOTAL: &str = "契約全体の月数（任意）";
/// Behind a number of months.
pub(crate) const MONTHS: &str = "か月";

/// The label of the price: for a month or not, and how tax stands in it.
pub(crate) fn price(monthly: bool, tax: Option<Tax>) -> String {
    match (monthly, tax.map(super::tax)) {
        (false, None) => "単価".to_owned(),
        (false, Some(tax)) => format!("単価（{tax}）"),
        (true, None) => "単価（1か月分）".to_owned(),
        (true, Some(tax)) => format!("単価（1か月分、{tax}）"),
    }
}

/// The buttons of a line: the part of the id, and the words.
pub(crate) const ACTIONS: [(&str, &str); 4] =
    [("copy", "複製"), ("up", "上へ"), ("down", "下へ"), ("delete", "この行を削除")];

/// The mark of a line that lacks something.
pub(crate) const WAITING: (&str, &str) = ("入力待ち", "mark waiting");
/// Opens how its figure came about.
pub(crate) const STEPS: &str = "計算を見る";
/// There is no such figure.
pub(crate) const NO_STEPS: &str = "この行には、計算に使う金額がまだありません。";

/// What a line lacks, as a sentence.
pub(crate) const fn lacks(gap: Gap) -> &'static str {
    match gap {
        Gap::Number(Slot::Price) => "単価を入力してください。",
        Gap::Number(Slot::Quantity) => "数量を入力してください。",
        Gap::Number(Slot::InYear | Slot::Total | Slot::Discount) => "年度内の月数を入力してください。",
        Gap::Wrong(_) => "入力に誤りがあります。",
        Gap::Tax => "金額が税抜か税込かを選んでください。",
    }
}

/// The kinds that a line may be of.
pub(crate) fn possible(kinds: &[&str]) -> String {
    ["考えられる種類：", &kinds.join("、")].concat()
}

/// What is taken off a line.
pub(crate) fn taken_off(amount: &str) -> String {
    ["値引き ", amount].concat()
}

/// The details of a line, and how many of them differ from what is usual.
pub(crate) fn details(special: usize) -> String {
    match special {
        0 => "くわしく（税、値引き、契約の時期、ほかの補助金など）".to_owned(),
        some => format!("くわしく（税、値引き、契約の時期、ほかの補助金など）：変更{some}件"),
    }
}

/// How tax stands in the line.
pub(crate) const LINE_TAX: &str = "この明細の単価";
/// As in the others.
pub(crate) const AS_QUOTE: &str = "見積書と同じ";
/// The rate of tax.
pub(crate) const TAX_RATE: &str = "消費税率";
/// The line's share of a discount.
pub(crate) const DISCOUNT: &str = "値引き（任意）";
/// How it is entered.
pub(crate) const DISCOUNT_HELP: &str = "この明細の金額から引く分を、単価と同じ税の扱いで入力します。";

// ---- The list of kinds ----

/// The kind of a new line.
pub(crate) const PICK_NEW: &str = "何の費用ですか";
/// Another kind for a line.
pub(crate) const PICK_OTHER: &str = "何の費用に変えますか";
/// The button that closes what is open.
pub(crate) const CLOSE: &str = "閉じる";
/// The search.
pub(crate) const SEARCH: &str = "見積書の言葉で探す";
/// What may be searched for.
pub(crate) const SEARCH_HELP: &str = "例：ルーター、月額、複合機";

/// How many kinds a search finds.
pub(crate) fn found(count: usize) -> String {
    match count {
        0 => "見つかりません。短い言葉で探すか、欄を空にして一覧から選んでください。".to_owned(),
        some => format!("{some}件見つかりました。"),
    }
}

/// What a kind is called on quotes.
pub(crate) fn examples(names: &[String]) -> String {
    ["例：", &names.join("、")].concat()
}

// ---- The running result ----

/// The button that opens the bar.
pub(crate) const UNFOLD: &str = "内訳";
/// All guesses were right.
pub(crate) const CONFIRM_GUESSES: &str = "推測をすべて確かめた";
/// Nothing is missing.
pub(crate) const COMPLETE: &str = "補助額を左右する質問には、すべて答えました。";
/// What all lines cost.
pub(crate) const TOTAL_COST: &str = "経費の総額（税込）";
/// What the applicant pays.
pub(crate) const OWN_BURDEN: &str = "自己負担";

/// Behind a figure that leaves lines out.
pub(crate) fn without(lines: usize) -> String {
    format!("（入力中の{lines}行を除く）")
}

/// How many mistakes there are.
pub(crate) fn mistakes(count: usize) -> String {
    format!("入力に誤りが{count}件あります")
}

/// How many answers are missing.
pub(crate) fn missing(count: usize) -> String {
    format!("あと{count}問で決まります。")
}

/// The way to an answer.
pub(crate) fn next(answer: &str) -> String {
    ["次は、", answer].concat()
}

/// What a line lacks, by the name of the line.
pub(crate) fn gap_of(line: &str, gap: Gap) -> String {
    let part = match gap {
        Gap::Number(Slot::Price) | Gap::Wrong(Slot::Price) => "単価",
        Gap::Number(Slot::Quantity) | Gap::Wrong(Slot::Quantity) => "数量",
        Gap::Number(_) | Gap::Wrong(_) => "月数",
        Gap::Tax => "税抜・税込",
    };
    format!("明細「{line}」の{part}")
}

/// What a screen reader says once typing has paused.
pub(crate) fn announcement(running: &Running) -> String {
    match running.estimate.as_ref().map(|estimate| (estimate.amount, estimate.verdict)) {
        Some((Some(amount), verdict)) => {
            let out = if verdict == Verdict::NotEligible { super::verdict(verdict) } else { "" };
            let left_out = if running.left_out > 0 { super::left_out(running.left_out) } else { String::new() };
            format!("{} {}。{left_out}{out}", super::ESTIMATE, super::amount(amount))
        }
        _ => "補助額は計算できません。".to_owned(),
    }
}

// ---- In a frame ----

/// Whose page it is not.
pub(crate) fn unofficial(prefecture: &str) -> String {
    ["これは", prefecture, "の公式ページではありません。"].concat()
}
