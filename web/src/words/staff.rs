//! The table of staff.

/// The heading.
pub(crate) const TITLE: &str = "勤務時間から職員数を計算する";
/// The programme asks for no number of staff.
pub(crate) const NOT_USED: &str = "この制度では、職員数を使いません。";
/// How the table is filled in.
pub(crate) const HELP: &str =
    "職種ごとに、同じ勤務時間の人をまとめて1行に入力してください。1人は、多くても1人と数えます。";
/// The hours of a full-time week.
pub(crate) const FULL_TIME: &str = "常勤の職員の週の勤務時間";
/// What they are.
pub(crate) const FULL_TIME_HELP: &str = "就業規則で定めた時間です。32時間を下回るときは、32時間とします。";
/// The unit of time.
pub(crate) const HOURS_UNIT: &str = "時間";
/// The role of a row.
pub(crate) const ROLE: &str = "職種";
/// How many people.
pub(crate) const PEOPLE: &str = "人数";
/// The unit of people.
pub(crate) const PEOPLE_UNIT: &str = "人";
/// The hours of one of them.
pub(crate) const HOURS: &str = "1人の週の勤務時間";
/// The button that adds a row.
pub(crate) const ADD: &str = "＋ 行を足す";
/// The button that takes one out.
pub(crate) const DELETE: &str = "この行を削除";

/// The heading over roles in a list.
pub(crate) const fn roles(by_head: bool) -> &'static str {
    if by_head { "人数で数えられる職種" } else { "常勤換算で数える職種" }
}

// ---- The ways of counting ----

/// The section.
pub(crate) const COMPARISON: &str = "数え方の比較";
/// What the table still lacks.
pub(crate) const LACKS: &str = "次の欄を入力すると、計算します。";
/// The caption of the comparison.
pub(crate) const BOTH_WAYS: &str = "二つの数え方";
/// The column of what is compared.
pub(crate) const WAY: &str = "数え方";
/// All by full-time equivalents; all those by head who may be.
pub(crate) const WAYS: [&str; 2] = ["すべて常勤換算", "数えられる職種は人数で"];
/// Full-time equivalents.
pub(crate) const FTE: &str = "常勤換算";
/// Those counted by head.
pub(crate) const HEADS: &str = "人数で数えた職員";
/// The number of staff, and how it is rounded.
pub(crate) const STAFF_ROUNDED: &str = "職員数（常勤換算は四捨五入）";
/// The number of staff.
pub(crate) const STAFF: &str = "職員数";
/// The band of the ceiling.
pub(crate) const BAND: &str = "区分";
/// There is none.
pub(crate) const NONE: &str = "なし";
/// Both ways give the same.
pub(crate) const EQUAL: (&str, &str) = ("同じ", "mark waiting");
/// One gives more.
pub(crate) const BETTER: (&str, &str) = ("有利", "mark counted");
/// Before what proves it.
pub(crate) const PROOF: &str = "証明する書類";

/// A row, by its position.
pub(crate) fn in_row(row: usize) -> String {
    format!("{}行目：", row + 1)
}

/// People.
pub(crate) fn people(number: &str) -> String {
    [number, PEOPLE_UNIT].concat()
}

/// A band with its largest number, or without one.
pub(crate) fn band(from: i64, to: Option<i64>, unit: &str) -> String {
    match to {
        Some(to) => format!("{from}〜{to}{unit}"),
        None => format!("{from}{unit}以上"),
    }
}

/// Both ways give the same.
pub(crate) fn equal(what: &str, figure: &str) -> String {
    format!("どちらで数えても、{what}は {figure} です。")
}

/// Counting by head gives more.
pub(crate) fn heads_are_better(what: &str, low: &str, high: &str) -> String {
    format!("人数で数えられる職種を人数で数えると、{what}が {low} から {high} に上がります。")
}

/// Full-time equivalents give more.
pub(crate) fn fte_is_better(what: &str, low: &str, high: &str) -> String {
    format!("すべて常勤換算で数えると、{what}が {low} から {high} に上がります。")
}

/// The button that takes a way of counting.
pub(crate) fn take(way: &str) -> String {
    format!("「{way}」の人数を入力に使う")
}
