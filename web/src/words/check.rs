//! The self-check before the application is sent.

use kaigo_hojo_assess::rules::dates::DateId;

/// The heading.
pub(crate) const TITLE: &str = "提出前の自己点検";

/// The part with the conditions.
pub(crate) const CONDITIONS: &str = "条件";
/// The part with the papers.
pub(crate) const PAPERS: &str = "書類";
/// The part with the dates.
pub(crate) const DATES: &str = "日付と期限";
/// The part with the figures on the form.
pub(crate) const WRITTEN: &str = "書いた金額の確認";

/// Between things of the same kind.
pub(crate) const AND: &str = "、";

// ---- The overview ----

/// Nothing is open.
pub(crate) const ALL_DONE: &str = "確かめることは、残っていません。";
/// Something is open.
pub(crate) const OPEN: &str = "提出の前に、次のことを確かめてください。";
/// Before the answers that decided against it.
pub(crate) const DECIDED_BY: &str = "これを決めた回答：";
/// Before the answers that would decide it.
pub(crate) const WILL_BE_DECIDED_BY: &str = "これを決める、まだない回答：";
/// The way to a field of this screen.
pub(crate) const TO_FIELD: &str = "その欄へ";
/// The way to the table of staff.
pub(crate) const TO_STAFF: &str = "職員数の計算へ";
/// The way to the answers.
pub(crate) const TO_ANSWERS: &str = "続きを入力する";
/// The way to the lines.
pub(crate) const TO_KINDS: &str = "種類を確かめる";

/// The way to a part of this screen.
pub(crate) fn to_part(heading: &str) -> String {
    format!("「{heading}」へ")
}

/// Mistakes in the answers.
pub(crate) fn mistakes(count: usize) -> String {
    format!("入力の誤りが{count}件あります。")
}

/// Mistakes in the fields of the later screens.
pub(crate) fn unread(count: usize) -> String {
    format!("自己点検や職員数の計算に、誤りのある欄が{count}件あります。")
}

/// Answers that are missing.
pub(crate) fn missing(count: usize) -> String {
    format!("補助額を決める回答があと{count}問あります。")
}

/// Conditions that are not met.
pub(crate) fn not_met(count: usize) -> String {
    format!("満たさない条件が{count}件あります。")
}

/// Conditions of which it is not known.
pub(crate) fn unknown(count: usize) -> String {
    format!("未確認の条件が{count}件あります。")
}

/// Papers that are not ready. `stage`: when they are handed in.
pub(crate) fn papers(stage: &str, count: usize) -> String {
    format!("{stage}の書類が、あと{count}点用意できていません。")
}

/// Dates that contradict the text.
pub(crate) fn conflicts(count: usize) -> String {
    format!("日付の矛盾が{count}件あります。")
}

/// Figures on the form that are not ours.
pub(crate) fn differ(count: usize) -> String {
    format!("書いた金額のうち{count}件が、試算と一致しません。")
}

/// The printed total is not that of the lines.
pub(crate) fn quote(count: usize) -> String {
    format!("見積書の合計が、明細と合いません（{count}件）。")
}

// ---- The conditions ----

/// What they are for.
pub(crate) const CONDITIONS_HELP: &str =
    "満たしていることを一つずつ確かめてください。金額は、すべて満たすとして計算しています。";
/// Of a condition that decides the verdict.
pub(crate) const DECIDES: &str = "（申請の可否を決めます）";
/// Before the answers that a condition waits for.
pub(crate) const WAITS_FOR: &str = "これに答えると決まります：";
/// Before the answers that a condition follows from.
pub(crate) const FOLLOWS_FROM: &str = "もとにした回答：";
/// There are more of them.
pub(crate) const AND_MORE: &str = "など";

// ---- The papers ----

/// When the papers of a change are needed.
pub(crate) const CHANGE_HELP: &str = "内容を変えたり、やめたりする場合だけ提出します。";
/// A paper that is not needed.
pub(crate) const NOT_NEEDED: (&str, &str) = ("不要", "mark waiting");
/// A paper that may be needed.
pub(crate) const MAY_BE_NEEDED: (&str, &str) = ("場合による", "mark confirm");
/// What it hangs on.
pub(crate) const OPEN_QUESTION: &str = "まだ答えていない質問によって決まります。";

/// How many of the papers are ready.
pub(crate) fn ready(needed: usize, ready: usize) -> String {
    format!("{needed}点中{ready}点を用意しました。")
}

// ---- The dates ----

/// How they are typed.
pub(crate) const DATES_HELP: &str =
    "分かる日だけを入力してください。「令和8年7月1日」「R8.7.1」「2026-07-01」のどの書き方でもかまいません。";

/// What a date means.
pub(crate) const fn date_help(id: DateId) -> &'static str {
    match id {
        DateId::Decision => "交付決定の通知書の日付です。",
        DateId::Contract => "いくつかあるときは、いちばん早い日です。発注だけのときは発注日です。",
        DateId::Delivery | DateId::Payment => "いくつかあるときは、いちばん遅い日です。",
        DateId::Completion => "納品や支払など、事業のすべてが終わる日です。予定の日でもかまいません。",
    }
}

/// The field for the office.
pub(crate) const OFFICE: &str = "事業所名（任意）";
/// What it is for.
pub(crate) const OFFICE_HELP: &str = "カレンダーの予定に入ります。名前を変えて書き出すと、別の予定になります。";
/// The button for the calendar file.
pub(crate) const TO_CALENDAR: &str = "カレンダーに入れる（.ics）";
/// There is nothing to be written into it.
pub(crate) const NO_DEADLINES: &str = "日の決まった期限がまだありません。日付を入力してください。";
/// What is said where the events do not say of which office they are.
pub(crate) const NAMELESS: &str = "事業所名がないので、ほかの事業所の期限を取り込むと、この予定と入れ替わります。\
    事業所がいくつかあるときは、事業所名を入れてください。";

/// The name of the calendar file.
pub(crate) fn calendar_file(programme: &str) -> String {
    format!("介護補助-期限-{programme}.ics")
}

/// What was written into it.
pub(crate) fn calendar_written(count: usize, file: &str) -> String {
    format!("{count}件の期限を「{file}」に書き出しました。カレンダーのアプリで開くと取り込めます。")
}

// ---- The deadlines ----

/// The caption of the table.
pub(crate) const DEADLINES: &str = "期限の一覧";
/// The column of what is to be done.
pub(crate) const TO_DO: &str = "すること";
/// The column of the days.
pub(crate) const DUE: &str = "期限";
/// The time in which applications are taken.
pub(crate) const RECEPTION: &str = "申請の受付";
/// The mark of what may not concern the applicant.
pub(crate) const IF_CONCERNED: (&str, &str) = ("該当する場合", "mark waiting");

/// The lines that a deadline is about.
pub(crate) fn of_lines(names: &[String]) -> String {
    format!("明細：{}", names.join(AND))
}

// ---- The figures on the form ----

/// What they are for.
pub(crate) const WRITTEN_HELP: &str =
    "経費所要額調書などに書いた数字を入力すると、この試算と比べます。書いたものだけでかまいません。";
/// The eligible cost.
pub(crate) const ELIGIBLE_COST: &str = "補助対象経費";
/// The rate.
pub(crate) const RATE: &str = "補助率";
/// How the rate is typed.
pub(crate) const RATE_HELP: &str = "3/4、0.75、75% のように入力します。";
/// The number of staff.
pub(crate) const STAFF: &str = "職員数";
/// The amount that is applied for.
pub(crate) const AMOUNT: &str = "交付申請額";
/// The unit of money.
pub(crate) const YEN: &str = "円";
/// The unit of people.
pub(crate) const PEOPLE: &str = "人";
/// A cause that is only possible.
pub(crate) const POSSIBLE: (&str, &str) = ("可能性", "mark confirm");
/// Before the steps that are to be compared.
pub(crate) const COMPARE_STEPS: &str =
    "よくある間違いでは説明できません。次の計算を、書いたものと上から順に比べてください。";

/// Whether a figure agrees: the word and the class of its mark.
pub(crate) const fn agrees(agrees: Option<bool>) -> (&'static str, &'static str) {
    match agrees {
        Some(true) => ("一致", "mark counted"),
        Some(false) => ("不一致", "mark excluded"),
        None => ("比べられません", "mark waiting"),
    }
}

/// Our own figure, where it cannot be compared.
pub(crate) fn ours(ours: &str) -> String {
    format!("この試算では、いまのところ {ours} です。")
}
