//! The head and the foot of the page, and what is said while something is loaded.

/// The first link.
pub(crate) const TO_MAIN: &str = "本文へ";
/// That nothing leaves the device.
pub(crate) const NOTHING_SENT: &str = "入力した内容は、この端末の外に送信されません。";
/// What the link to the drafts is about.
pub(crate) const DRAFTS: &str = "下書き";

/// The link to the drafts.
pub(crate) fn drafts(count: usize) -> String {
    if count > 0 { format!("下書き（{count}件）") } else { "下書き・保存".to_owned() }
}

/// The link to the paper on privacy.
pub(crate) const PRIVACY: &str = "入力した情報の取り扱い（別のタブ）";
/// The link to the start.
pub(crate) const TO_START: &str = "制度の一覧に戻る";

/// Something is on its way.
pub(crate) const LOADING: &str = "読み込んでいます…";
/// Something could not be loaded.
pub(crate) const NOT_LOADED: &str = "読み込めませんでした。通信の状態を確かめてください。入力した内容はそのままです。";
/// The button to try it once more.
pub(crate) const AGAIN: &str = "もう一度読み込む";

/// The button that clears what is entered.
pub(crate) const CLEAR: &str = "入力を消す";
/// What it means.
pub(crate) const CLEAR_ASK: &str = "この制度に入力した内容を消します。この端末に保存した下書きも消え、元に戻せません。";
/// The button that does it.
pub(crate) const CLEAR_DO: &str = "消す";
/// The button that does not.
pub(crate) const CLEAR_STOP: &str = "やめる";
