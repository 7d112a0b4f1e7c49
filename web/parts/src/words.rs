//! Words for what the engine says: statuses, amounts with their bounds, outcomes.
//!
//! The page's own words, the same for every programme; what a programme says of itself comes from its edition. Nothing
//! here computes.

use kaigo_hojo_assess::application::Tax;
use kaigo_hojo_assess::assessment::{Amount, ItemStatus, Met, Span, Verdict};
use kaigo_hojo_assess::rules::edition::{About, Checker, Status};
use kaigo_hojo_assess::words::{date, fiscal_year, yen};

/// The page.
pub const SITE: &str = "介護テクノロジー補助金 試算・自己点検";
/// What the result is called, everywhere.
pub const ESTIMATE: &str = "補助額の目安（上限）";

/// Where there is no figure.
pub const NO_FIGURE: &str = "計算できません";
/// The way to the result.
pub const TO_RESULT: &str = "結果と計算の過程を見る";
/// What this is not.
pub const PROMISE: &str =
    "これは試算であり、交付を約束するものではありません。申請の前に、県の要綱と案内を必ず確かめてください。";

/// A status: its word, and what it means for the reader.
pub const fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Draft => ("案（未施行）", "まだ案の段階です。正式な要綱で内容が変わることがあります。"),
        Status::Announced => ("受付前", "公表されていますが、まだ申請を受け付けていません。"),
        Status::Open => ("受付中", "申請の期限と窓口は、県の案内で確かめてください。"),
        Status::Closed => ("受付終了", "申請の受付は終わっています。参考としての試算です。"),
        Status::Superseded => ("旧年度版", "新しい年度の版があります。参考としての試算です。"),
    }
}

/// The name of a programme with its prefecture and year.
pub fn programme(about: &About) -> String {
    format!("{} {}（{}）", about.prefecture, about.name, fiscal_year(about.fiscal_year))
}

/// When and by whom the rules were last compared with the text.
pub fn checked(about: &About) -> String {
    let day = date(about.checked_on);
    match about.checked_by {
        Checker::Project => format!("{day}、この試算の作成者（県の確認は受けていません）"),
        Checker::Prefecture => format!("{day}、{}", about.prefecture),
    }
}

/// `1,161,000円`, `0円 〜 1,600,000円`, or an amount without an upper limit.
pub fn between(single: Option<i64>, low: Option<i64>, high: Option<i64>) -> String {
    match (single, low, high) {
        (Some(value), ..) => yen(value),
        (None, Some(low), Some(high)) => format!("{} 〜 {}", yen(low), yen(high)),
        (None, Some(low), None) => format!("{}以上（上限は決まりません）", yen(low)),
        (None, None, Some(high)) => format!("{}以下", yen(high)),
        (None, None, None) => "まだ分かりません".to_owned(),
    }
}

/// An amount.
pub fn amount(amount: Amount) -> String {
    between(amount.yen, Some(amount.low_yen), amount.high_yen)
}

/// That so many lines are not in the amount, because they are not complete.
pub fn left_out(lines: usize) -> String {
    format!("入力中の明細{lines}行は、金額に入っていません。")
}

/// The mark of a line that nobody has said the kind of.
pub const GUESS: (&str, &str) = ("推測", "mark confirm");

/// That there are so many such lines.
pub fn guessed(lines: usize) -> String {
    format!("種類を推測した明細が{lines}行あります。")
}

/// The own burden.
pub fn span(span: Span) -> String {
    between(span.yen, span.low_yen, span.high_yen)
}

/// The outcome of a line: its word and the class of its mark.
pub const fn outcome(status: ItemStatus) -> (&'static str, &'static str) {
    match status {
        ItemStatus::Counted => ("対象", "mark counted"),
        ItemStatus::PartlyCounted => ("一部対象", "mark partly"),
        ItemStatus::Excluded => ("対象外", "mark excluded"),
        ItemStatus::NeedsConfirmation => ("要確認", "mark confirm"),
        ItemStatus::Undetermined => ("回答待ち", "mark waiting"),
    }
}

/// Whether a requirement is met: its word and the class of its mark.
pub const fn met(met: Met) -> (&'static str, &'static str) {
    match met {
        Met::Met => ("満たす", "mark counted"),
        Met::NotMet => ("満たさない", "mark excluded"),
        Met::Unknown => ("未確認", "mark waiting"),
    }
}

/// The verdict: its word and the class of its mark.
pub const fn verdict_mark(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Eligible => ("条件を満たす", "mark counted"),
        Verdict::NotEligible => ("対象外", "mark excluded"),
        Verdict::Undetermined => ("未確認", "mark waiting"),
    }
}

/// The verdict in one sentence.
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "申請できる事業所の条件は、回答のかぎりではすべて満たしています。",
        Verdict::NotEligible => "この回答では、補助の対象になる事業所の条件を満たしません。",
        Verdict::Undetermined => "補助の対象になる事業所かどうかは、まだ決まっていません。",
    }
}

/// How tax stands in a price.
pub const fn tax(tax: Tax) -> &'static str {
    match tax {
        Tax::Excluded => "税抜",
        Tax::Included => "税込",
        Tax::Exempt => "非課税・不課税",
    }
}
