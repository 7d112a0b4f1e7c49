//! The quote as it is printed: its total, and its 値引き.

/// The heading.
pub(crate) const TITLE: &str = "見積書の合計との照合・値引き";
/// There is no line yet.
pub(crate) const NO_LINES: &str = "明細を入力すると、ここで合計を比べたり、値引きを割り振ったりできます。";
/// The way to the lines.
pub(crate) const TO_LINES: &str = "明細を入力する";
/// The unit of money.
pub(crate) const YEN: &str = "円";

// ---- The total ----

/// The part about the total.
pub(crate) const COMPARE: &str = "印刷された合計と比べる";
/// What it is for.
pub(crate) const COMPARE_HELP: &str =
    "見積書に書かれている合計を入力すると、明細の合計と比べます。入れ忘れや書き間違いが分かります。";
/// The printed total.
pub(crate) const TOTAL: &str = "見積書の合計";
/// How tax stands in it.
pub(crate) const WHICH_TAX: &str = "その合計は、税込ですか、税抜ですか";
/// Not knowing how.
pub(crate) const UNKNOWN_TAX: &str = "分からない";
/// The printed total is that of the lines.
pub(crate) const SAME: (&str, &str) = ("一致", "mark counted");
/// It is not.
pub(crate) const DIFFERENT: (&str, &str) = ("不一致", "mark excluded");
/// What to know where tax was rounded otherwise.
pub(crate) const ROUNDING: &str =
    "この試算は1円未満を切り捨てるため、見積書と数円違うことがあります。明細を直す必要はありません。";
/// What to look for where the printed total is more.
pub(crate) const MORE_HELP: &str =
    "入れ忘れた明細、単価・数量・月数の間違い、税抜と税込の取り違えがないか確かめてください。";
/// What to look for where it is less.
pub(crate) const LESS_HELP: &str = "見積書に値引きがあれば、下で明細に割り振ってください。なければ、二重に入れた明細、単価・数量・月数の間違い、税抜と税込の取り違えがないか確かめてください。";

/// Lines that are not complete.
pub(crate) fn left_out(lines: usize) -> String {
    format!("入力中の明細{lines}行は、合計に入っていません。")
}

/// The total of the lines, with tax and without.
pub(crate) fn totals(included: &str, excluded: &str) -> String {
    format!("明細の合計：税込 {included}、税抜 {excluded}")
}

/// Which total of the lines it is.
pub(crate) fn same(label: &str, sum: &str) -> String {
    format!("明細の{label} {sum} と一致します。")
}

/// Which total of the lines comes nearest, and how far it is away.
pub(crate) fn nearest(label: &str, sum: &str, difference: &str, is_more: bool) -> String {
    let more = if is_more { "多い" } else { "少ない" };
    format!("いちばん近いのは明細の{label} {sum} で、見積書の方が {difference} {more}額です。")
}

// ---- The discount ----

/// The part about the discount.
pub(crate) const SPREAD: &str = "値引きを明細に割り振る";
/// What it is for.
pub(crate) const SPREAD_HELP: &str = "見積書の「値引き」や「出精値引き」の行は、ここに一度だけ入力します。選んだ明細に、金額の割合で割り振ります。\
     税の扱いは、明細の単価と同じにしてください。";
/// The discount.
pub(crate) const DISCOUNT: &str = "値引きの額";
/// The lines that it is for.
pub(crate) const DISCOUNTED: &str = "値引きする明細";
/// The caption of the table.
pub(crate) const SHARES: &str = "値引きの割り振り";
/// The column of the lines.
pub(crate) const LINE: &str = "明細";
/// The column of their shares.
pub(crate) const SHARE: &str = "値引き";
/// The column of what is left.
pub(crate) const LEFT: &str = "値引き後";
/// Lines with and without tax are mixed.
pub(crate) const MIXED: &str =
    "税抜と税込の明細が混ざっています。値引きは、それぞれの明細の単価と同じ税の扱いで引きます。";
/// The lines carry these shares already.
pub(crate) const IS_TAKEN: &str = "この割り振りは、明細に入っています。";
/// The button that puts the shares on the lines.
pub(crate) const TAKE: &str = "この割り振りを明細に入れる";
/// That it has been done.
pub(crate) const TAKEN: &str = "値引きを明細に入れました。金額は、値引き後で計算しています。";
/// The button that takes the discount off the lines.
pub(crate) const CLEAR: &str = "明細の値引きを消す";
/// That it has been done.
pub(crate) const CLEARED: &str = "明細の値引きを消しました。";
/// The button that puts back what was there before.
pub(crate) const UNDO: &str = "元に戻す";
/// That it has been done.
pub(crate) const UNDONE: &str = "値引きを元に戻しました。";

/// A line and its amount.
pub(crate) fn line(name: &str, amount: &str) -> String {
    [name, "　", amount].concat()
}

/// The discount is more than the lines.
pub(crate) fn too_much(sum: &str) -> String {
    format!("値引きが、選んだ明細の合計 {sum} を超えています。額か、明細の選び方を確かめてください。")
}

/// What the lines carry now.
pub(crate) fn carried(sum: &str) -> String {
    format!("明細には、合わせて {sum} の値引きが入っています。")
}

/// What these shares would replace.
pub(crate) fn replaces(sum: &str) -> String {
    format!("いま明細に入っている値引き（合計 {sum}）と入れ替わります。")
}
