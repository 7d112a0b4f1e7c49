//! How the cells of a file are parted, and why nothing of it is read.

use serde::Serialize;

/// How the cells of a row are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Form {
    /// By commas.
    Csv,
    /// By tabs, as a spreadsheet copies them.
    Tsv,
    /// By blanks, as a PDF gives them.
    Spaces,
    /// There is no table.
    None,
}

/// Why nothing of a file is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// It is a PDF.
    Pdf,
    /// It is a picture.
    Picture,
    /// It is a workbook.
    Workbook,
    /// Names and numbers stand without anything between them.
    GluedDigits,
}

impl Refusal {
    /// What it is and what to do.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Pdf => {
                "PDFのファイルです。このままでは読めません。PDFを開いて表を選び、コピーして貼り付けてください。\
                選べないPDF（スキャンしたもの）は、見積書を見ながら1行ずつ入力するか、販売会社にCSVのファイルを頼んでください。"
            }
            Self::Picture => {
                "画像のファイルです。写真やスキャンの文字は読めません。\
                見積書を見ながら1行ずつ入力するか、販売会社にCSVのファイルを頼んでください。"
            }
            Self::Workbook => {
                "Excelなどのファイルです。このままでは読めません。表計算ソフトで開き、行をコピーして貼り付けるか、\
                「CSV（UTF-8）」として保存してから選んでください。"
            }
            Self::GluedDigits => {
                "品名と数字がつながっていて、どこで区切るか分かりません。列の間に空白やタブを入れて、もう一度貼り付けてください。"
            }
        }
    }
}
