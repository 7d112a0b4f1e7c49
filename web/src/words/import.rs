//! The import of a quote.

use kaigo_hojo_contract::reading::{Role, Rounding};

/// The heading.
pub(crate) const TITLE: &str = "見積書の行を読み込む";
/// That nothing changes yet.
pub(crate) const NOTHING_CHANGES: &str = "読み込む内容を確かめるまで、いまの入力は変わりません。";

/// Over where the table is given.
pub(crate) const GIVE: &str = "表を渡す";
/// The label of the field to paste into.
pub(crate) const PASTE: &str = "表を貼り付ける";
/// Its help.
pub(crate) const PASTE_HELP: &str = "見積書の行を選んでコピーし、ここに貼り付けてください。見出しの行や合計の行も一緒に選べます。\
    PDFからコピーした文字も読めます。";
/// The label of the field to choose a file in.
pub(crate) const CHOOSE_FILE: &str = "または、ファイルを選ぶ（.csv）";

/// There is no table.
pub(crate) const NO_TABLE: &str = "表が見つかりません。表計算ソフトの行をコピーして貼り付けてください。";
/// The text of a file cannot be read.
pub(crate) const NO_ENCODING: &str =
    "文字コードが分からないため、読めません。表計算ソフトで「CSV（UTF-8）」として保存し直してください。";

/// So many rows were read.
pub(crate) fn table_read(rows: usize) -> String {
    format!("{rows}行の表を読みました。下で確かめてください。")
}

/// The name of the file that was read.
pub(crate) fn file(name: &str) -> String {
    format!("ファイル「{name}」")
}

/// Over the questions.
pub(crate) const ASKS: &str = "確かめること";
/// Over the rows.
pub(crate) const ROWS: &str = "行を確かめて読み込む";

/// Leaves a row out.
pub(crate) fn aside(row: usize) -> String {
    format!("{row}行目は追加しない")
}

/// Leaves the comparison with a sum out.
pub(crate) fn aside_sum(row: usize) -> String {
    format!("{row}行目の合計とは比べない")
}

/// A row, by its number and what stands in it.
pub(crate) fn row(number: usize, words: &str) -> String {
    format!("{number}行目　{words}")
}

/// A column without a heading.
pub(crate) fn column(number: usize) -> String {
    format!("{number}列目")
}

/// A column: its heading and its first cells.
pub(crate) fn column_with(heading: &str, cells: &str) -> String {
    format!("{heading}（{cells}）")
}

/// A heading, quoted.
pub(crate) fn heading(words: &str) -> String {
    format!("「{words}」")
}

/// Between cells.
pub(crate) const COMMA: &str = "、";

/// Months.
pub(crate) fn months(months: i64) -> String {
    format!("{months}か月")
}

/// What a column of money may hold.
pub(crate) const PRICE_OF_ONE: &str = "1つ分の単価";
/// The other.
pub(crate) const AMOUNT_OF_ALL: &str = "全部の金額";
/// What a quantity may count.
pub(crate) const PIECES: &str = "個数";
/// The other.
pub(crate) const MONTHS: &str = "月数";
/// The unit of all figures.
pub(crate) const YEN: &str = "円";
/// The other.
pub(crate) const THOUSANDS: &str = "千円";
/// Whether a line is ordered.
pub(crate) const ORDERED: &str = "注文する";
/// It is not.
pub(crate) const NOT_ORDERED: &str = "注文しない（追加しない）";
/// One choice for all rows.
pub(crate) const ALL_MONTHS: &str = "すべての行の、年度内の月数";

/// What the lines of a sum come to.
pub(crate) fn added_up(yen: &str) -> String {
    format!("明細を足すと、{yen}です。")
}

/// So many lines can be added.
pub(crate) fn can_add(lines: usize) -> String {
    format!("{lines}行を読み込めます。")
}

/// So many cannot.
pub(crate) fn cannot_add(rows: usize) -> String {
    if rows > 0 { format!("{rows}行は読み込めません。") } else { String::new() }
}

/// So many questions stand before that.
pub(crate) fn asks_before(asks: usize, lines: usize) -> String {
    format!("確かめることが{asks}件あります。答えると、{lines}行を読み込めます。")
}

/// A discount is more than its lines.
pub(crate) fn too_much_off(row: usize) -> String {
    format!("{row}行目の値引きが、明細の合計を超えています。見積書を確かめるか、「{}」を選んでください。", aside(row))
}

/// Questions are open.
pub(crate) fn asks_left(asks: usize) -> String {
    format!(
        "確かめることが{asks}件残っています。「確かめること」で答えてください。答えられない行は、「追加しない」を選べます。"
    )
}

/// Nothing of the table can be added.
pub(crate) const NOTHING_TO_ADD: &str =
    "読み込める行がありません。品名と金額のある行を選んで、もう一度貼り付けてください。";

/// The button that adds the lines.
pub(crate) fn add(lines: usize) -> String {
    format!("{lines}行を追加する")
}

/// There would be too many.
pub(crate) fn too_many(there: usize, most: usize) -> String {
    format!("いまの{there}行と合わせると{most}行を超えるため、追加できません。")
}

/// The button that puts them in place of what is there.
pub(crate) fn replace(there: usize) -> String {
    format!("いまの{there}行と入れ替える")
}

/// The programme did not take them.
pub(crate) const FAILED: &str = "読み込めませんでした。いまの入力はそのままです。";

/// The caption of the table.
pub(crate) const CAPTION: &str = "読み込む行";
/// Its first two columns.
pub(crate) const ROW_AND_NAME: &str = "行と名称";
/// The kind of a line.
pub(crate) const KIND: &str = "経費の種類";
/// What stands in a line, behind its kind.
pub(crate) const COLUMNS: [&str; 5] = ["数量", "単位", "月数", "単価", "金額"];
/// A line without a name.
pub(crate) const NAMELESS: &str = "（名称なし）";
/// Over the rows that cannot be added.
pub(crate) const REJECTED: &str = "読み込めない行";
/// A line that is left out.
pub(crate) const LEFT_OUT: (&str, &str) = ("追加しない", "mark excluded");

/// There are more rows than are shown.
pub(crate) fn more(rows: usize) -> String {
    format!("ほかに{rows}行あります。種類は、読み込んだ後でも変えられます。")
}

/// The label of the choice of a kind.
pub(crate) fn kind_of(row: usize, name: &str) -> String {
    format!("{row}行目　{name}の経費の種類")
}

/// A guess between kinds.
pub(crate) fn guess(kinds: &[&str]) -> String {
    format!("推測：{}", kinds.join("か"))
}

/// A figure that is not known.
pub(crate) const UNKNOWN: &str = "？";
/// An amount that is not known.
pub(crate) const UNKNOWN_YEN: &str = "？円";
/// Whether tax is in is not known.
pub(crate) const UNKNOWN_TAX: &str = "税？";
/// Behind a price by the month.
pub(crate) const PER_MONTH: &str = "／月";
/// Behind a price by the year.
pub(crate) const PER_YEAR: &str = "／年";

/// Months in the year, and those of the contract.
pub(crate) fn months_of(in_year: &str, total: Option<i64>) -> String {
    let total = total.map_or_else(String::new, |total| format!("（契約{total}か月）"));
    format!("年度内{in_year}か月{total}")
}

/// A price with how it is charged and taxed.
pub(crate) fn price(price: &str, per: &str, tax: &str) -> String {
    format!("{price}{per}（{tax}）")
}

/// What a row is.
pub(crate) const fn role(role: Role) -> &'static str {
    match role {
        Role::Title => "表題など",
        Role::Heading => "見出し",
        Role::Line => "明細",
        Role::Detail => "上の行の内訳や仕様",
        Role::Sum => "合計",
        Role::Tax => "消費税",
        Role::Discount => "値引き",
        Role::Carry => "繰越",
        Role::Note => "注記",
        Role::Blank => "",
    }
}

/// A row that is not added.
pub(crate) fn not_added(what: &str) -> String {
    format!("{what}（追加しません）")
}

/// A discount and how it is shared. `over`: the rows of its lines.
pub(crate) fn discount(what: &str, over: &[usize]) -> String {
    let numbers: Vec<String> = over.iter().map(ToString::to_string).collect();
    match numbers.as_slice() {
        [one] => format!("{what}（{one}行目の明細から引きます）"),
        all if all.len() > 5 => format!("{what}（{}行の明細に、金額の割合で割り振ります）", all.len()),
        all => format!("{what}（{}行目の明細に、金額の割合で割り振ります）", all.join("・")),
    }
}

/// Whether a sum or a tax fits the lines.
pub(crate) fn fits(name: &str, of: &str, agrees: Option<bool>) -> String {
    let fits = match agrees {
        Some(true) => "が合います",
        Some(false) => "が合いません",
        None => "は、まだ比べられません",
    };
    format!("「{name}」と{of}{fits}。")
}

/// What a sum is compared with.
pub(crate) const SUM_OF_LINES: &str = "明細の合計";

/// What a tax is compared with.
pub(crate) fn tax_of_lines(rounding: Option<Rounding>, per_line: bool) -> String {
    let how = match rounding {
        Some(Rounding::Down) => "切捨て",
        Some(Rounding::HalfUp) => "四捨五入",
        Some(Rounding::Up) => "切上げ",
        Some(Rounding::Exact) | None => return "明細からの計算".to_owned(),
    };
    if per_line {
        format!("明細からの計算（明細ごとに{how}）")
    } else {
        format!("明細からの計算（合計額で{how}）")
    }
}

/// The sum of the lines waits for answers.
pub(crate) const SUM_WAITS: &str = "明細の合計は、確かめることに答えると分かります。";

/// The sum of the lines; `monthly` may be empty.
pub(crate) fn sum(all: &str, monthly: &str) -> String {
    let monthly = if monthly.is_empty() { String::new() } else { format!("、ほかに毎月 {monthly}") };
    format!("明細の合計：{all}{monthly}")
}

/// What of it lies in the fiscal year.
pub(crate) fn in_year(yen: &str) -> String {
    format!("うち年度内の分：{yen}")
}

/// The quote has no total.
pub(crate) const NO_TOTAL: &str = "見積書に合計の行がないため、合計とは比べていません。";

/// The quote's own total.
pub(crate) fn total(row: usize, yen: &str) -> String {
    format!("見積書の合計（{row}行目）：{yen}")
}

/// Both totals agree.
pub(crate) const AGREES: ((&str, &str), &str) = (("一致", "mark counted"), "見積書の合計と明細の合計が合います。");
/// They do not.
pub(crate) const DIFFERS: ((&str, &str), &str) =
    (("不一致", "mark excluded"), "見積書の合計と明細の合計が合いません。");
/// They cannot be compared yet.
pub(crate) const NOT_COMPARED: &str = "見積書の合計とは、まだ比べられません。";

/// By how much they differ. `more`: the quote's total is the larger one.
pub(crate) fn difference(yen: &str, more: bool) -> String {
    format!("見積書の方が {yen} {}額です。", if more { "多い" } else { "少ない" })
}

/// Before an amount: how tax stands in it.
pub(crate) const EXCLUDED: &str = "税抜 ";
/// With tax.
pub(crate) const INCLUDED: &str = "税込 ";
/// Free of tax.
pub(crate) const EXEMPT: &str = "非課税 ";
