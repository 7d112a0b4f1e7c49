//! The figures of the form, and what they are for somebody who makes a usual mistake.
//!
//! A mistake goes by the id that the packs have for it; what it means is written out here once more, by hand. Some are
//! mistakes in reading the quote: then the document is changed. The others are mistakes in computing.

mod ict;
mod quote;

use serde_json::Value;

use crate::document::{Application, Trouble};
use crate::gunma;
use crate::money::{Exact, Yen};
use crate::programme::Programme;

/// What an applicant writes on the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// 補助対象経費
    pub eligible_yen: Yen,
    pub(crate) rate: Exact,
    /// 職員数
    pub staff: Option<Yen>,
    /// 交付申請額; `None` where it cannot be computed.
    pub amount_yen: Option<Yen>,
}

impl Figures {
    /// 補助率, as `3/4`.
    pub fn rate(&self) -> String {
        format!("{}/{}", self.rate.numer(), self.rate.denom())
    }
}

/// The right figures.
///
/// # Errors
/// What is unknown or malformed.
pub fn figures(application: &Value) -> Result<Figures, Trouble> {
    computed(application, "", &[])
}

/// The figures under a mistake, for each way of making it: on all lines first.
///
/// # Errors
/// What is unknown or malformed.
pub fn mistaken(application: &Value, mistake: &str) -> Result<Vec<Figures>, Trouble> {
    match mistake {
        "neighbouring-band" => {
            ["band-above", "band-below"].into_iter().map(|slip| computed(application, slip, &[])).collect()
        }
        "excluded-line" => {
            let out = out(application)?;
            let each = out.iter().map(|line| vec![*line]);
            [out.clone()].into_iter().chain(each).map(|lines| computed(application, "", &lines)).collect()
        }
        _ => match quote::misread(application, mistake) {
            Some(document) => Ok(vec![computed(&document, "", &[])?]),
            None => Ok(vec![computed(application, mistake, &[])?]),
        },
    }
}

fn computed(document: &Value, slip: &str, forced: &[usize]) -> Result<Figures, Trouble> {
    let application = Application::open(document)?;
    match application.programme {
        Programme::Saitama => ict::figures(&application, slip, forced, true),
        Programme::Kumamoto => ict::figures(&application, slip, forced, false),
        Programme::Gunma => gunma::figures(&application, slip, forced),
    }
}

/// The lines that are out.
fn out(document: &Value) -> Result<Vec<usize>, Trouble> {
    let expected = crate::try_assess(document)?;
    let is_out =
        |item: &crate::ExpectedItem| matches!(item.status, crate::Status::Excluded | crate::Status::NeedsConfirmation);
    Ok(expected.items.iter().enumerate().filter(|(_, item)| is_out(item)).map(|(line, _)| line).collect())
}

/// The band that is taken in the place of this one.
pub(crate) fn neighbour(band: usize, slip: &str) -> usize {
    match slip {
        "band-above" => (band + 1).min(3),
        "band-below" => band.saturating_sub(1),
        _ => band,
    }
}
