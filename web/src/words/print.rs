//! What is printed.

use kaigo_hojo_assess::words::{grouped, yen};
use kaigo_hojo_contract::Item;

/// The heading.
pub(crate) const HEADING: &str = "試算結果・自己点検表";
/// The button.
pub(crate) const PRINT: &str = "印刷する";
/// On what it is printed.
pub(crate) const HELP: &str = "A4の用紙に印刷します。PDFにするときは、印刷の画面で「PDFに保存」を選んでください。";
/// What is not known yet.
pub(crate) const OPEN: &str = "未定";

/// The sum, and its columns.
pub(crate) const FORMULA: &str = "計算";
pub(crate) const ENTRY: &str = "項目";
pub(crate) const RESULT: &str = "結果";
pub(crate) const CLAUSE: &str = "根拠";

/// The lines, and their columns.
pub(crate) const LINES: &str = "明細";
pub(crate) const NUMBER: &str = "番号";
pub(crate) const NAME: &str = "名称（種類）";
pub(crate) const PRICE: &str = "見積り";
pub(crate) const COUNTED: &str = "対象になる額";
pub(crate) const REASON: &str = "理由と根拠";
/// A line that is not complete.
pub(crate) const UNFINISHED: &str = "入力中";
/// Nothing is applied for.
pub(crate) const NO_LINES: &str = "申請する経費はありません。";
/// The lines are not known yet.
pub(crate) const NO_LINES_YET: &str = "まだ入力していません。";

/// What a line costs, as the quote has it: `231,000円 × 8 × 5か月（税込）、値引き1,000円`.
pub(crate) fn line(item: &Item) -> String {
    let months = item.months.map_or_else(String::new, |months| format!(" × {}か月", months.in_year));
    let discount =
        if item.discount_yen > 0 { format!("、値引き{}", yen(item.discount_yen)) } else { String::new() };
    let (price, quantity) = (yen(item.unit_price_yen), grouped(&item.quantity.to_string()));
    format!("{price} × {quantity}{months}（{}）{discount}", super::tax(item.tax))
}

/// The conditions.
pub(crate) const CONDITIONS: &str = "条件";

/// The papers.
pub(crate) const PAPERS: &str = "書類";
/// The box of a paper, and what it says.
pub(crate) const READY: (&str, &str) = ("☑", "用意した");
pub(crate) const NOT_READY: (&str, &str) = ("☐", "まだ");
/// The mark of a paper that may be needed.
pub(crate) const PERHAPS: (&str, &str) = ("場合による", "mark confirm");

/// The papers that are not needed.
pub(crate) fn not_needed(papers: &[&str]) -> String {
    format!("不要な書類：{}", papers.join("、"))
}

/// What is due by when.
pub(crate) const DEADLINES: &str = "期限";

/// What is unclear.
pub(crate) const UNCLEAR: &str = "この試算の読み方と、県に確かめること";

/// The reading that was taken.
pub(crate) fn reading(label: &str) -> String {
    format!("読み方：{label}")
}

/// What another reading gives.
pub(crate) fn other_reading(label: &str, gives: &str) -> String {
    format!("。「{label}」と読むと {gives}")
}

/// The cost statement, and its columns.
pub(crate) const STATEMENT: &str = "経費所要額調書の下書き";
pub(crate) const STATEMENT_HELP: &str =
    "様式に書き写すための下書きです。欄の名前と順序は、県の様式に合わせて読み替えてください。";
pub(crate) const COLUMN: &str = "欄";
pub(crate) const FIGURE: &str = "金額など";
pub(crate) const SUM: &str = "計算と根拠";
/// Its rows, each with how its figure comes about.
pub(crate) const TOTAL: (&str, &str) = ("総事業費", "明細の全部。税込。対象にならないものも含みます");
pub(crate) const DONATIONS: (&str, &str) = ("寄附金その他の収入", "明細に入力した額の合計");
pub(crate) const LESS: (&str, &str) = ("差引額", "総事業費から寄附金その他の収入を引いた額");
pub(crate) const ELIGIBLE: &str = "対象経費";
pub(crate) const RATE: &str = "補助率";
pub(crate) const BY_RATE: &str = "補助率を掛けた額";
pub(crate) const LIMITED: &str = "選定額（上限を当てはめた額）";
/// Beside a part of the amount.
pub(crate) const OF_CATEGORY: &str = "区分ごとの額";
pub(crate) const AMOUNT: &str = "交付申請額";
pub(crate) const BURDEN: (&str, &str) = ("自己負担", "総事業費から交付申請額を引いた額");

/// The label of the digest of the rules.
pub(crate) const HASH: &str = "規則の版";
/// What the picture of the code is.
pub(crate) const CODE: &str = "この内容を開くリンクの二次元コード";
pub(crate) const CODE_HELP: &str = "この内容を開く二次元コード（明細の名称は入っていません）";
/// That it is too much for a code.
pub(crate) const NO_CODE: &str =
    "内容が多いため、二次元コードはありません。続きを使うときは、ファイルに保存してください。";
