//! The page's own words, all of them, a file for each screen; what a programme says of itself comes from its edition.
//!
//! Here are the words for what the engine says, wherever it is shown: statuses, amounts with their bounds, outcomes.
//! Nothing here computes.

pub(crate) mod answers;
pub(crate) mod app;
pub(crate) mod check;
pub(crate) mod document;
pub(crate) mod drafts;
pub(crate) mod files;
pub(crate) mod import;
pub(crate) mod mistakes;
pub(crate) mod preview;
pub(crate) mod print;
pub(crate) mod quote;
pub(crate) mod result;
pub(crate) mod rules;
pub(crate) mod screens;
pub(crate) mod share;
pub(crate) mod shared;
pub(crate) mod staff;
pub(crate) mod start;

use kaigo_hojo_assess::advice::Place;
use kaigo_hojo_assess::rules::edition::{About, Checker, Edition, Status};
use kaigo_hojo_assess::words::{date, fiscal_year, yen};
use kaigo_hojo_contract::application::Tax;
use kaigo_hojo_contract::assessment::{Amount, ItemStatus, Met, Span, Verdict};

/// The page.
pub(crate) const SITE: &str = "介護テクノロジー補助金 試算・自己点検";
/// What the result is called, everywhere.
pub(crate) const ESTIMATE: &str = "補助額の目安（上限）";

/// Where there is no figure.
pub(crate) const NO_FIGURE: &str = "計算できません";
/// The way to the result.
pub(crate) const TO_RESULT: &str = "結果と計算の過程を見る";
/// What this is not.
pub(crate) const PROMISE: &str =
    "これは試算であり、交付を約束するものではありません。申請の前に、県の要綱と案内を必ず確かめてください。";

/// A status: its word, and what it means for the reader.
pub(crate) const fn status(status: Status) -> (&'static str, &'static str) {
    match status {
        Status::Draft => ("案（未施行）", "まだ案の段階です。正式な要綱で内容が変わることがあります。"),
        Status::Announced => ("受付前", "公表されていますが、まだ申請を受け付けていません。"),
        Status::Open => ("受付中", "申請の期限と窓口は、県の案内で確かめてください。"),
        Status::Closed => ("受付終了", "申請の受付は終わっています。参考としての試算です。"),
        Status::Superseded => ("旧年度版", "新しい年度の版があります。参考としての試算です。"),
    }
}

/// The name of a programme with its prefecture and year.
pub(crate) fn programme(about: &About) -> String {
    format!("{} {}（{}）", about.prefecture, about.name, fiscal_year(about.fiscal_year))
}

/// When and by whom the rules were last compared with the text.
pub(crate) fn checked(about: &About) -> String {
    let day = date(about.checked_on);
    match about.checked_by {
        Checker::Project => format!("{day}、この試算の作成者（県の確認は受けていません）"),
        Checker::Prefecture => format!("{day}、{}", about.prefecture),
    }
}

/// `1,161,000円`, `0円 〜 1,600,000円`, or an amount without an upper limit.
pub(crate) fn between(single: Option<i64>, low: Option<i64>, high: Option<i64>) -> String {
    match (single, low, high) {
        (Some(value), ..) => yen(value),
        (None, Some(low), Some(high)) => format!("{} 〜 {}", yen(low), yen(high)),
        (None, Some(low), None) => format!("{}以上（上限は決まりません）", yen(low)),
        (None, None, Some(high)) => format!("{}以下", yen(high)),
        (None, None, None) => "まだ分かりません".to_owned(),
    }
}

/// An amount.
pub(crate) fn amount(amount: Amount) -> String {
    between(amount.yen, Some(amount.low_yen), amount.high_yen)
}

/// That so many lines are not in the amount, because they are not complete.
pub(crate) fn left_out(lines: usize) -> String {
    format!("入力中の明細{lines}行は、金額に入っていません。")
}

/// The mark of a line that nobody has said the kind of.
pub(crate) const GUESS: (&str, &str) = ("推測", "mark confirm");

/// That there are so many such lines.
pub(crate) fn guessed(lines: usize) -> String {
    format!("種類を推測した明細が{lines}行あります。")
}

/// The own burden.
pub(crate) fn span(span: Span) -> String {
    between(span.yen, span.low_yen, span.high_yen)
}

/// The outcome of a line: its word and the class of its mark.
pub(crate) const fn outcome(status: ItemStatus) -> (&'static str, &'static str) {
    match status {
        ItemStatus::Counted => ("対象", "mark counted"),
        ItemStatus::PartlyCounted => ("一部対象", "mark partly"),
        ItemStatus::Excluded => ("対象外", "mark excluded"),
        ItemStatus::NeedsConfirmation => ("要確認", "mark confirm"),
        ItemStatus::Undetermined => ("回答待ち", "mark waiting"),
    }
}

/// Whether a requirement is met: its word and the class of its mark.
pub(crate) const fn met(met: Met) -> (&'static str, &'static str) {
    match met {
        Met::Met => ("満たす", "mark counted"),
        Met::NotMet => ("満たさない", "mark excluded"),
        Met::Unknown => ("未確認", "mark waiting"),
    }
}

/// The verdict: its word and the class of its mark.
pub(crate) const fn verdict_mark(verdict: Verdict) -> (&'static str, &'static str) {
    match verdict {
        Verdict::Eligible => ("条件を満たす", "mark counted"),
        Verdict::NotEligible => ("対象外", "mark excluded"),
        Verdict::Undetermined => ("未確認", "mark waiting"),
    }
}

/// The verdict in one sentence.
pub(crate) const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "申請できる事業所の条件は、回答のかぎりではすべて満たしています。",
        Verdict::NotEligible => "この回答では、補助の対象になる事業所の条件を満たしません。",
        Verdict::Undetermined => "補助の対象になる事業所かどうかは、まだ決まっていません。",
    }
}

/// How tax stands in a price.
pub(crate) const fn tax(tax: Tax) -> &'static str {
    match tax {
        Tax::Excluded => "税抜",
        Tax::Included => "税込",
        Tax::Exempt => "非課税・不課税",
    }
}

/// The mark of what nobody has checked.
pub(crate) const UNCONFIRMED: (&str, &str) = ("未確認", "mark waiting");
/// The mark of what the prefecture has to say.
pub(crate) const CONFIRM: (&str, &str) = ("要確認", "mark confirm");

/// That the rules may have changed since.
pub(crate) fn valid_until(day: &str) -> String {
    format!(" この内容は{day}までのものです。その後の変更は確かめていません。")
}

/// The label of the day of the text.
pub(crate) const AS_OF: &str = "条文の日付";
/// The label of the day of the last check.
pub(crate) const CHECKED: &str = "最後の確認";
/// That the bounds may be wider than they have to be.
pub(crate) const LOOSE: &str = "未回答が多いため、実際の幅はこれより狭いことがあります。";
/// Before what would bring a line in.
pub(crate) const TO_COUNT: &str = "対象にするには";
/// The first entry of a list.
pub(crate) const CHOOSE: &str = "選んでください";

/// The section of the quote.
pub(crate) const ITEMS: &str = "経費（見積書の明細）";

/// What is to be answered. `line`: what a line is called, by its position.
pub(crate) fn answer(edition: &Edition, answer: Place, line: impl Fn(usize) -> String) -> String {
    match answer {
        Place::Question(at) => edition.questions.get(at).map_or_else(String::new, |question| question.label.clone()),
        Place::Items => ITEMS.to_owned(),
        Place::Kind(at) => format!("明細「{}」の種類", line(at)),
        Place::Item(at, question) => {
            let label = edition.item_questions.get(question).map_or("", |question| &question.label);
            format!("明細「{}」：{label}", line(at))
        }
    }
}

/// An amount that is no whole number of yen.
pub(crate) fn exact(amount: &str) -> String {
    format!("{amount}円")
}

/// The unit, in packs, of numbers that are amounts.
pub(crate) const YEN: &str = "円";
