//! What the columns of our own table hold.

use kaigo_hojo_rules::edition::{AnswerKind, Edition};

use super::cells::with_id;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Column {
    /// 種類
    Kind,
    /// 名称
    Name,
    /// 単価
    Price,
    /// 数量
    Quantity,
    /// 税
    Tax,
    /// 税率
    TaxRate,
    /// 年度内の月数
    InYear,
    /// 契約全体の月数
    Total,
    /// 値引き
    Discount,
    /// The answer to the item question at this position of the edition.
    Answer(u16),
}

impl Column {
    /// What every line has, before the questions.
    pub(super) const OWN: [Self; 9] = [
        Self::Kind,
        Self::Name,
        Self::Price,
        Self::Quantity,
        Self::Tax,
        Self::TaxRate,
        Self::InYear,
        Self::Total,
        Self::Discount,
    ];

    /// All that is written of an edition's lines, in order.
    pub(super) fn all(edition: &Edition) -> Vec<Self> {
        let questions = (0..edition.item_questions.len()).filter_map(|ix| u16::try_from(ix).ok()).map(Self::Answer);
        Self::OWN.into_iter().chain(questions).collect()
    }

    /// Its heading.
    pub(super) fn heading(self, edition: &Edition) -> String {
        match self {
            Self::Kind => "種類",
            Self::Name => "名称",
            Self::Price => "単価（円）",
            Self::Quantity => "数量",
            Self::Tax => "税",
            Self::TaxRate => "税率（％）",
            Self::InYear => "年度内の月数",
            Self::Total => "契約全体の月数",
            Self::Discount => "値引き（円）",
            Self::Answer(question) => {
                let Some(question) = edition.item_questions.get(usize::from(question)) else { return String::new() };
                let of_lines = if matches!(question.kind, AnswerKind::Lines) { "（明細の番号）" } else { "" };
                return with_id(&[&question.label, of_lines].concat(), &question.id);
            }
        }
        .to_owned()
    }
}
