//! How a programme computes.

/// The heading.
pub(crate) const HEADING: &str = "この制度の計算方法";
/// What this is.
pub(crate) const LEAD: &str =
    "この試算が使っている規則の全部です。入力した内容は含みません。条文と違うところがあれば、条文が正しいものです。";
/// The way to the packs that are tried out.
pub(crate) const TO_PREVIEWS: &str = "公開する前の定義を試す（制度の定義を作る担当者の方へ）";
