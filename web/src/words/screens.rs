//! The names of the screens.

/// A screen of a programme.
pub(crate) fn of(programme: &str, screen: &str) -> String {
    format!("{programme}の{screen}")
}

/// The title of the window.
pub(crate) fn title(screen: &str) -> String {
    format!("{screen}｜{}", super::SITE)
}

/// 結果
pub(crate) const RESULT: &str = "結果";
/// 自己点検
pub(crate) const CHECK: &str = "自己点検";
/// 職員数の計算
pub(crate) const STAFF: &str = "職員数の計算";
/// 見積書の照合
pub(crate) const QUOTE: &str = "見積書の照合";
/// 保存・共有
pub(crate) const SHARE: &str = "保存・共有";
/// 見積書の読み込み
pub(crate) const IMPORT: &str = "見積書の読み込み";
/// 印刷
pub(crate) const PRINT: &str = "印刷";
/// 計算方法
pub(crate) const RULES: &str = "計算方法";
/// 下書き
pub(crate) const DRAFTS: &str = "下書き";
/// 未公開の制度定義
pub(crate) const PREVIEW: &str = "未公開の制度定義";
/// 共有された内容
pub(crate) const SHARED: &str = "共有された内容";
/// 入力
pub(crate) const ANSWERS: &str = "入力";
/// What the links between the screens are about.
pub(crate) const OF_PROGRAMME: &str = "この制度の画面";
