//! Saving and sharing.

/// Where all of it happens.
pub(crate) const NOTHING_SENT: &str = "どれも、この端末の中だけで行います。入力した内容はどこにも送信されません。";

/// Over saving into a file.
pub(crate) const SAVE: &str = "ファイルに保存する";
/// What is in the file.
pub(crate) const SAVE_HELP: &str =
    "入力した内容の全部（明細の名称も含みます）が入ります。あとで開くと、続きから入力できます。";

/// A file of a programme, from today: `介護補助-<programme>-2026-11-22.json`.
pub(crate) fn file_name(programme: &str, what: &str, day: &str, end: &str) -> String {
    format!("介護補助-{programme}{what}-{day}.{end}")
}

/// A file was saved.
pub(crate) fn saved(name: &str) -> String {
    format!("「{name}」という名前のファイルにしました。ダウンロードした場所を確かめてください。")
}

/// Over opening a file.
pub(crate) const OPEN: &str = "保存したファイルを開く";
/// Which files can be opened.
pub(crate) const OPEN_HELP: &str =
    "前に保存したファイル（.json）を選んでください。ほかの制度のファイルなら、その制度を開きます。";
/// The field for the file.
pub(crate) const OPEN_FIELD: &str = "開くファイル";
/// Over what is in a file.
pub(crate) const OF_FILE: &str = "ファイルの内容";
/// The programme of a file is on its way.
pub(crate) const COMING: &str = "この制度をまだ読み込んでいます。少し待ってから、もう一度選んでください。";
/// The browser cannot read a file.
pub(crate) const UNREADABLE: &str = "ファイルを読めませんでした。";
/// A file is none of ours.
pub(crate) const TOO_LARGE: &str = "ファイルが大きすぎます。";

/// Over the lines for a spreadsheet.
pub(crate) const LINES: &str = "明細を表計算ソフトで使う";
/// There are no lines.
pub(crate) const NO_LINES: &str = "明細を入力すると、ここから表（CSVファイル）にできます。";
/// There are some.
pub(crate) const LINES_HELP: &str =
    "明細だけを表（CSVファイル）にします。Excelなどで開き、直したものを読み込むこともできます。";
/// Some of them are not complete.
pub(crate) const LINES_OPEN: &str = "まだ入力していない欄は「未入力」と書き出します。埋めてから読み込んでください。";
/// The button that saves them.
pub(crate) const SAVE_LINES: &str = "明細をCSVに保存する";
/// The name of their file, behind the programme.
pub(crate) const LINES_FILE: &str = "-明細";
/// The way to the import.
pub(crate) const TO_IMPORT: &str = "見積書の行を読み込む";

/// What is entered into a pack that is tried out leaves the page as a file only.
pub(crate) const PREVIEW: &str = "未公開の制度定義に入力したものは、この端末にも共有リンクにも残せません。\
    続きを使うときは、同じ制度定義のファイルを開いてから、ここで保存したファイルを開いてください。";

/// Over keeping drafts.
pub(crate) const KEEP: &str = "この端末に保存する";
/// What that is good for.
pub(crate) const KEEP_HELP: &str =
    "このブラウザーに下書きを残しておけます。複数の事業所の下書きを並べて使うこともできます。";
/// The way to the drafts.
pub(crate) const TO_DRAFTS: &str = "下書きの一覧を開く";

/// Over the share link.
pub(crate) const LINK: &str = "共有リンクを作る";
/// Who sees what is in a link.
pub(crate) const LINK_HELP: &str = "リンクの中に、入力した内容がそのまま入ります。リンクを受け取った人は、だれでもその内容を見ることができます。\
    リンクを開いても、内容はサーバーに送られません。";
/// The page is a file.
pub(crate) const LINK_OF_A_FILE: &str = "このページはファイルとして開かれています。リンクには、この端末でのファイルの置き場所（フォルダーの名前）が入り、\
    同じ場所に同じファイルがある端末でしか開けません。ほかの人に渡すときは、上の「ファイルに保存する」を使ってください。";
/// The box for what people wrote freely.
pub(crate) const NAMES: &str = "明細の名称と下書きの名前も入れる";
/// It is not in the link.
pub(crate) const NO_NAMES: &str = "明細の名称と下書きの名前は入りません。";
/// There is too much for a link.
pub(crate) const NO_LINK: &str = "入力した内容が多いため、リンクにできません。ファイルに保存して渡してください。";
/// Over what is in the link.
pub(crate) const INSIDE: &str = "このリンクに入るもの";

/// The programme, in that list.
pub(crate) fn of_programme(name: &str) -> String {
    format!("制度：{name}")
}

/// The field with the link.
pub(crate) const LINK_FIELD: &str = "共有リンク";

/// How long a link is. `long`: some programs would cut it.
pub(crate) fn length(signs: usize, long: bool) -> String {
    let warning = if long {
        "。長いリンクは、メールなどで途中で切れて開けなくなることがあります。そのときはファイルで渡してください。"
    } else {
        ""
    };
    format!("{signs}文字{warning}")
}

/// The button that copies the link.
pub(crate) const COPY: &str = "リンクをコピーする";
/// It was copied.
pub(crate) const COPIED: &str = "コピーしました。";
/// It was not.
pub(crate) const NOT_COPIED: &str =
    "コピーできませんでした。上の欄の文字が選ばれているので、Ctrl+C（コピー）で写してください。";
/// Over the code of the link.
pub(crate) const CODE: &str = "二次元コード";
/// The code, for those who do not see it.
pub(crate) const CODE_WORDS: &str = "共有リンクの二次元コード。上の欄のリンクと同じものです。";
/// The link is too long for a code.
pub(crate) const NO_CODE: &str = "リンクが長いため、二次元コードにできません。ファイルに保存して渡してください。";
