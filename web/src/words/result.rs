//! The result, the pictures of it, and the case that is saved of it.

/// The heading.
pub(crate) const HEADING: &str = "試算の結果";

/// Before the label of the figure, where nothing can be granted.
pub(crate) const IF_MET: &str = "条件を満たしていた場合の";
/// Before the own burden.
pub(crate) const BURDEN: &str = "自己負担 ";

/// Another route gives more than the one that was chosen.
pub(crate) fn better(chosen: &str, route: &str, gives: &str) -> String {
    format!("選んだ申請のしかたでは {chosen}です。「{route}」を選ぶと {gives}になります。")
}

/// The way to another choice.
pub(crate) const CHOOSE_AGAIN: &str = "選び直す";
/// The way to the kinds of the lines.
pub(crate) const CHECK_KINDS: &str = "種類を確かめる";

/// That so many questions have no answer yet.
pub(crate) fn open(questions: usize) -> String {
    format!("まだ答えていない質問が{questions}問あります。")
}

/// The way back to the answers.
pub(crate) const GO_ON: &str = "続きを入力する";

/// Over the bars.
pub(crate) const BARS: &str = "総額から補助額まで";
/// The bars.
pub(crate) const TOTAL: &str = "経費の総額（税込）";
pub(crate) const OUT: &str = "対象にならない分";
pub(crate) const OUT_AND_TAX: &str = "対象にならない分と消費税";
pub(crate) const ELIGIBLE: &str = "補助対象経費";
pub(crate) const BY_RATE: &str = "補助率を掛けた額";
pub(crate) const LIMITED: &str = "上限を当てはめた額";
pub(crate) const OWN: &str = "自己負担";
/// The same figures as a table.
pub(crate) const AS_TABLE: &str = "表で見る";
pub(crate) const BARS_CAPTION: &str = "総額から補助額と自己負担まで";
pub(crate) const STAGE: &str = "段階";
pub(crate) const YEN: &str = "金額";

/// Over the short explanation.
pub(crate) const SHORT: &str = "計算のあらまし";

/// What holds the amount down.
pub(crate) fn binding(label: &str) -> String {
    format!("補助額を抑えているもの：{label}")
}

/// A band, before the word that says that one is in it.
pub(crate) fn band(first: &str, last: Option<&str>, unit: &str) -> String {
    last.map_or_else(|| format!("{first}{unit}以上 "), |last| format!("{first}〜{last}{unit} "))
}

/// The mark of the band that holds.
pub(crate) const HERE: (&str, &str) = ("ここ", "mark counted");

/// The number that stands in it.
pub(crate) fn here(number: i64, unit: &str) -> String {
    format!("（{number}{unit}）")
}

/// Over the parts of the amount, and their column.
pub(crate) const CATEGORIES: &str = "区分ごとの金額";
pub(crate) const CATEGORY: &str = "区分";

/// Over the routes, and their column.
pub(crate) const WAYS: &str = "申請のしかたの比較";
pub(crate) const WAYS_HELP: &str =
    "それぞれの申請のしかたで計算した結果です。明細の組合せによっては、選べないものがあります。";
pub(crate) const WAY: &str = "申請のしかた";
/// The mark of the route that was taken.
pub(crate) const TAKEN: (&str, &str) = ("採った方", "mark counted");
/// A route that is not open.
pub(crate) const NO_WAY: &str = "選べません";

/// Over the lines that are not counted in full.
pub(crate) const EXCLUDED: &str = "対象外・一部だけ対象・要確認の明細";

/// Over the readings.
pub(crate) const READINGS: &str = "読み方で金額が変わるところ";
pub(crate) const READINGS_HELP: &str =
    "条文だけでは決まらないところです。読み方によって金額が変わるので、県に確かめてください。";

/// The reading that was taken.
pub(crate) fn our_reading(label: &str) -> String {
    format!("{label}（この試算の読み方）")
}

/// Over the notes.
pub(crate) const NOTES: &str = "県に確かめること";

/// The lines that a note is about.
pub(crate) fn lines(names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!("明細：{}", names.join("、")) }
}

/// Over what must hold.
pub(crate) const REQUIREMENTS: &str = "要件";
pub(crate) const REQUIREMENTS_HELP: &str = "上の金額は、すべての要件を満たすとした場合のものです。";
/// Behind a requirement that decides whether anything can be granted.
pub(crate) const DECIDES: &str = "（申請できる事業所の条件）";

/// Over every step.
pub(crate) const WHOLE: &str = "すべての計算過程";
pub(crate) const OPEN_WHOLE: &str = "計算の段階をすべて開く";

/// Over what was computed by which rules.
pub(crate) const SOURCE: &str = "この試算について";
pub(crate) const PROGRAMME: &str = "もとにした制度";
pub(crate) const TODAY: &str = "試算した日";
/// The way to the rules.
pub(crate) const TO_RULES: &str = "この制度の計算方法をすべて見る";

/// The case for those who write the rules.
pub(crate) const CASE: &str = "検証用の事例として保存する（制度の定義を作る担当者の方へ）";
pub(crate) const CASE_HELP: &str = "入力した内容といまの計算結果を、制度の定義の試験に使う事例のファイルにします。期待値はこのプログラムの出力なので、\
    条文と手計算で確かめてから使ってください。";
pub(crate) const CASE_UNFINISHED: &str = "入力中の明細か、誤りのある欄があります。直してから保存してください。";
pub(crate) const CASE_NAMES: &str = "明細の名称と下書きの名前も入れる";
pub(crate) const CASE_NAMES_HELP: &str = "選ばないと、どちらも入りません。";
pub(crate) const CASE_SAVE: &str = "この結果を検証用の事例として保存";
/// In the name of its file.
pub(crate) const CASE_FILE: &str = "-事例";
