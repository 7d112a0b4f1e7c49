//! What a link or a file brings along: what is in it, in words, and why it is not opened.

/// Parts of a draft: the words before their number and after it.
pub(crate) const ANSWERS: (&str, &str) = ("質問への回答 ", "件");
pub(crate) const LINES: (&str, &str) = ("見積書の明細 ", "行");
pub(crate) const LINE_NAMES: (&str, &str) = ("明細の名称 ", "件");
pub(crate) const DATES: (&str, &str) = ("日付 ", "件");
pub(crate) const WRITTEN: (&str, &str) = ("申請書に書いた金額など ", "件");
pub(crate) const TICKS: (&str, &str) = ("用意した書類のチェック ", "件");
pub(crate) const QUOTE: (&str, &str) = ("見積書の合計と値引き ", "件");
pub(crate) const STAFF: (&str, &str) = ("職員の勤務時間の表 ", "行");

/// The name of a draft.
pub(crate) fn draft_name(name: &str) -> String {
    format!("下書きの名前「{name}」")
}

/// There is nothing in it.
pub(crate) const NOTHING: &str = "何も入力されていません";

/// Over what a link holds.
pub(crate) const HELP: &str = "リンクに入っていたのは、次の内容です。まだ開いていません。";
/// What is entered would be lost.
pub(crate) const REPLACES: &str = "いまの入力は、この内容に置き換わります。";

/// What is entered.
pub(crate) fn entered(parts: &[String]) -> String {
    format!("いまの入力：{}", parts.join("、"))
}

/// The way to save that.
pub(crate) const SAVE_FIRST: &str = "いまの入力を先に保存する";
/// The button that opens the draft.
pub(crate) const OPEN: &str = "この内容を開く";
/// As before, where something is entered.
pub(crate) const REPLACE: &str = "置き換えて開く";
/// The way not to.
pub(crate) const BACK: &str = "開かずに戻る";
/// The programme did not take it.
pub(crate) const NOT_OPENED: &str =
    "開けませんでした。いまの入力はそのままです。ページを再読み込みしてから、もう一度開いてください。";

/// It is not opened; the sentence why stands below.
pub(crate) const REFUSED: &str = "開けませんでした。いまの入力はそのままです。";
/// A file is none of ours.
pub(crate) const FOREIGN: &str =
    "この試算で保存したファイルではないようです。名前が .json で終わるファイルを選んでください。";
/// A later version wrote a file.
pub(crate) const NEWER: &str = "このファイルは新しい版で保存されています。ページを再読み込みしてから開いてください。";

/// A file breaks off or was changed.
pub(crate) fn damaged(line: usize) -> String {
    format!("ファイルの{line}行目あたりが壊れています。もう一度、元のファイルを受け取ってください。")
}

/// There is no such programme.
pub(crate) const NO_PROGRAMME: &str = "この試算にない制度のものです。制度の一覧にあるものだけを開けます。";
/// The programme is one that was tried out.
pub(crate) const OF_PREVIEW: &str =
    "未公開の制度定義で入力したものです。先に「未公開の制度定義」の画面で、同じ定義のファイルを開いてください。";
/// The browser cannot read compressed links.
pub(crate) const NO_INFLATE: &str =
    "このブラウザーでは、この共有リンクを開けません。新しい版の Chrome・Edge・Firefox・Safari で開いてください。";
