//! What has to be asked, gathered: one question for all rows that ask the same.

use kaigo_hojo_contract::reading::{About, Question};
use kaigo_hojo_rules::order::sort_by_key;

/// The questions so far.
#[derive(Debug, Default)]
pub(super) struct Asks(Vec<Question>);

impl Asks {
    /// Asks of a row, from 0.
    pub(super) fn row(&mut self, about: About, row: usize) {
        self.cell(about, row, None);
    }

    /// Asks of a cell, both from 0.
    pub(super) fn cell(&mut self, about: About, row: usize, column: Option<usize>) {
        let (row, column) = (row + 1, column.map(|column| column + 1));
        match self.0.iter_mut().find(|asked| asked.about == about && asked.column == column) {
            Some(asked) if asked.rows.contains(&row) => {}
            Some(asked) => asked.rows.push(row),
            None => self.0.push(Question { about, rows: vec![row], column, why: String::new() }),
        }
    }

    /// Asks nothing more of a row, from 0.
    pub(super) fn forget(&mut self, row: usize) {
        self.0.iter_mut().for_each(|asked| asked.rows.retain(|asked| *asked != row + 1));
    }

    /// All of them in words, of the rows, from 0, that are not put aside.
    pub(super) fn told(self, is_open: impl Fn(usize) -> bool) -> Vec<Question> {
        let mut all = self.0;
        all.iter_mut().for_each(|question| question.rows.retain(|row| is_open(row - 1)));
        all.retain(|question| !question.rows.is_empty());
        for question in &mut all {
            sort_by_key(&mut question.rows, |row| *row);
            why(question.about).clone_into(&mut question.why);
        }
        sort_by_key(&mut all, |question| question.rows.first().copied());
        all
    }
}

const fn why(about: About) -> &'static str {
    match about {
        About::Tax => "金額が税抜か税込か、見積書に書かれていません。どちらか選んでください。",
        About::PriceColumn => "支払う単価の列が分かりません。列を選んでください。",
        About::PriceOrAmount => "この列が1つ分の単価か、全部の金額か分かりません。どちらか選んでください。",
        About::MonthsInYear => "毎月または毎年かかる費用です。年度内の月数を入力してください。",
        About::QuantityMeaning => "数量が個数か月数か分かりません。どちらか選んでください。",
        About::SumDiffers => "この合計は、明細を足した額と合いません。見積書を確かめてください。",
        About::AmountDiffers => "単価×数量が金額と合いません。単価、数量、金額を確かめてください。",
        About::UnreadableCell => "この欄から金額や数量を読み取れません。数字を入力してください。",
        About::CellsShifted => "見出しより欄が多い行です。数字の「,」で欄が分かれたようです。金額を確かめてください。",
        About::DecimalOrThousands => "「.」や「,」が桁の区切りか小数点か分かりません。数を確かめてください。",
        About::YenOrThousandYen => "金額が円単位か千円単位か分かりません。どちらか選んでください。",
        About::InOrOut => "注文に入るか分からない行です。注文する明細かどうかを選んでください。",
    }
}
