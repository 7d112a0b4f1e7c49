//! The list of mistakes.

/// The way to the answers.
pub(crate) const TO_ANSWERS: &str = "入力を直す";

/// How many there are, and what that means.
pub(crate) fn count(count: usize) -> String {
    format!("入力に誤りが{count}件あります。誤りのある欄は、答えていないものとして計算しています。")
}

/// A field of a line.
pub(crate) fn of_line(line: &str, label: &str) -> String {
    format!("明細「{line}」：{label}")
}

/// That what cannot be read is not in a document that leaves the page.
pub(crate) fn unread(count: usize) -> String {
    format!("誤りのある欄が{count}件あります。その欄に書かれたものは、ファイルにもリンクにも入りません。")
}

/// The way to the self-check.
pub(crate) const TO_CHECK: &str = "自己点検を直す";
