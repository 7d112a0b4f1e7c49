//! Files, wherever they are saved or opened.

/// A file could not be offered.
pub(crate) const REFUSED: &str = "ファイルにできませんでした。ブラウザーの設定でダウンロードを許可してください。";
