//! Packs that are tried out.

use kaigo_hojo_assess::rules::built::BuiltError;

/// The heading.
pub(crate) const HEADING: &str = "未公開の制度定義を試す";
/// What this is for.
pub(crate) const HELP: &str = "制度の定義を作る担当者のための画面です。公開する前の定義を、このページの中だけで試算に使えます。\
    ファイルは送信も保存もしません。ページを閉じるか再読み込みすると消えます。";
/// Where a file is chosen.
pub(crate) const CHOOSE: &str = "制度定義のファイルを開く";
pub(crate) const CHOOSE_HELP: &str =
    "「hojo pack build フォルダ -o ファイル.pack」で作ったファイルを選ぶか、この画面のどこかへドラッグしてください。";
pub(crate) const FILE: &str = "制度定義のファイル（.pack）";

/// What is open.
pub(crate) const OPEN: &str = "開いている定義";
pub(crate) const NONE: &str = "まだありません。";

/// The name of the file that it came in.
pub(crate) fn from_file(file: &str) -> String {
    format!("ファイル：{file}")
}

/// The ways into it.
pub(crate) const GO: &str = "この定義で試算する";
pub(crate) const TO_RULES: &str = "計算方法を読む";

/// What stands before the name of such a programme.
pub(crate) const MARK: &str = "【未公開の制度定義】";

/// Which programme it says that it is.
pub(crate) fn claims(id: &str) -> String {
    format!("この定義の番号は「{id}」です。")
}

/// That it says that it is one that is published.
pub(crate) fn claims_published(id: &str, name: &str) -> String {
    format!("この定義の番号は、公開されている「{name}」と同じ「{id}」ですが、別のものとして扱います。")
}

/// What the note above every screen is.
pub(crate) const NOTE: &str = "未公開の制度定義";
pub(crate) const NOTE_LEAD: &str = "これは、公開されていない制度定義による試算です。申請には使わないでください。";

/// Where everything that is shown comes from.
pub(crate) fn shown_as_written(file: &str) -> String {
    format!(
        "ファイル「{file}」の内容です。制度の名前、条文、金額、確認した日と人は、このファイルに書いてあるとおりに示しています。"
    )
}

/// How long it stays.
pub(crate) const GONE_WITH_PAGE: &str = "ページを閉じるか再読み込みすると、この定義も入力した内容も消えます。";
pub(crate) const TO_LIST: &str = "開いている定義の一覧";

/// Why a file is not taken: the code, the sentence, and what to do.
pub(crate) type Refusal = (&'static str, &'static str, &'static str);

/// More than one file, or none.
pub(crate) const SEVERAL: Refusal = ("pack-several", "ファイルが一つではありません。", "一つだけ選んでください。");
/// The browser cannot read it.
pub(crate) const UNREADABLE: Refusal = (
    "pack-unreadable",
    "ファイルを読めません。",
    "フォルダーではなく、「hojo pack build」で作ったファイルを選んでください。",
);
/// It is too large for a pack.
pub(crate) const TOO_LARGE: Refusal = (
    "pack-too-large",
    "ファイルが大きすぎます。",
    "「hojo pack build」で作ったファイル（512KBまで）を選んでください。",
);

/// Why its bytes are not taken.
pub(crate) const fn refusal(error: BuiltError) -> Refusal {
    match error {
        BuiltError::Foreign => (
            "pack-foreign",
            "制度定義のファイルではないか、このページでは読めない版の形式です。",
            "pack.toml ではなく、このページと同じ版の「hojo pack build」で作ったファイルを選んでください。",
        ),
        BuiltError::Damaged => (
            "pack-damaged",
            "制度定義のファイルが壊れているか、内容のつじつまが合いません。",
            "「hojo pack build」でもう一度作り、そのまま受け取ってください。",
        ),
        BuiltError::TooMuch => (
            "pack-too-much",
            "この制度定義が求める計算は大きすぎて、使えません。",
            "「hojo pack check」で、値どうしの掛け算や条件の入れ子が多いところを確かめてください。",
        ),
    }
}

/// That a file is not taken.
pub(crate) fn refused((code, sentence, remedy): Refusal) -> String {
    format!("開けませんでした（{code}）。{sentence}{remedy}")
}
