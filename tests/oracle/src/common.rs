//! What the programmes have in common.

use crate::document::{Application, Fact, Trouble, all, any, not};
use crate::expected::Verdict;
use crate::money::{Yen, floor_yen};
use crate::programme::Programme;

/// Precise point 13: the answers that decide the verdict.
pub(crate) fn verdict_of(application: &Application<'_>) -> Result<Verdict, Trouble> {
    let must_be_true: &[&'static str] = match application.programme {
        Programme::Saitama => &["in-prefecture", "designated", "model-office"],
        Programme::Kumamoto | Programme::Gunma => &["in-prefecture"],
    };
    let must_be_false: &[&'static str] = match application.programme {
        Programme::Kumamoto => &[],
        Programme::Saitama | Programme::Gunma => &["antisocial-forces"],
    };
    let requirements = must_be_true
        .iter()
        .map(|id| application.truth(id))
        .chain(must_be_false.iter().map(|id| not(application.truth(id))));
    match all(requirements) {
        Ok(true) => Ok(Verdict::Eligible),
        Ok(false) => Ok(Verdict::NotEligible),
        Err(Trouble::Unknown(_)) => Ok(Verdict::Undetermined),
        Err(malformed) => Err(malformed),
    }
}

/// `totalCostYen`: all lines, tax included, monthly charges by `months.inYear`, counted or not.
pub(crate) fn total_cost(application: &Application<'_>) -> Result<Yen, Trouble> {
    Ok(application.lines()?.iter().map(|line| floor_yen(&line.cost_with_tax())).sum())
}

/// Care software of the two ICT programmes: 一気通貫, and the CSV files where the office is covered by the standard.
pub(crate) fn meets_software_conditions(application: &Application<'_>) -> Fact {
    all([
        application.truth("end-to-end"),
        any([not(application.truth("careplan-target")), application.truth("careplan-csv")]),
    ])
}
