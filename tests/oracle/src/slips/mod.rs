//! The figures of the form, and what they are for somebody who makes a usual mistake.
//!
//! A mistake goes by the id that the packs have for it; what it means is written out here once more, by hand. Some are
//! mistakes in reading the quote: then the document is changed. The others are mistakes in computing.

mod ict;
mod quote;

use serde_json::Value;

use crate::assess::try_assess;
use crate::document::{Application, Trouble};
use crate::expected::{ExpectedItem, Status};
use crate::gunma;
use crate::programme::Programme;

pub use crate::figures::Figures;

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
    let expected = try_assess(document)?;
    let is_out = |item: &ExpectedItem| matches!(item.status, Status::Excluded | Status::NeedsConfirmation);
    Ok(expected.items.iter().enumerate().filter(|(_, item)| is_out(item)).map(|(line, _)| line).collect())
}
