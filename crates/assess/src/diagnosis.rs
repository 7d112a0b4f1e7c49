//! "Is what I wrote right?": the figures that an applicant wrote on the form beside ours, and what explains a difference.
//!
//! Where a figure differs, everything is computed anew under the usual mistakes that the pack declares, one at a time; a
//! mistake is named only where it gives what was written, to the yen. Pairs are tried where no single one does. Nothing
//! here knows what a mistake means.

mod attempt;
mod ours;
mod scale;
mod search;
mod sought;
mod words;

use kaigo_hojo_contract::diagnosis::{Diagnosis, Figure};
use kaigo_hojo_contract::draft::{Draft, StaffTable, Written};
use kaigo_hojo_contract::{Application, DocumentError};
use kaigo_hojo_rules::edition::Edition;
use kaigo_hojo_rules::exact::Exact;

use self::attempt::Subject;
use self::ours::Ours;
use self::sought::{Sort, Sought};
use crate::facts::facts;

/// Compares the figures that were written with ours.
///
/// # Errors
/// The first mistake of the application, with its path.
pub fn diagnose(edition: &Edition, application: &Application, written: &Written) -> Result<Diagnosis, DocumentError> {
    compare(edition, application, written, None, false)
}

/// Compares the figures of a draft, which may have a table of staff, and lines that are not wholly entered.
///
/// # Errors
/// The first mistake of the application, with its path.
pub fn diagnose_draft(edition: &Edition, draft: &Draft) -> Result<Diagnosis, DocumentError> {
    compare(edition, &draft.counted().0, &draft.written, draft.staff.as_ref(), !draft.open.is_empty())
}

fn compare(
    edition: &Edition,
    application: &Application,
    written: &Written,
    staff: Option<&StaffTable>,
    unfinished: bool,
) -> Result<Diagnosis, DocumentError> {
    let facts = facts(edition, application)?;
    let sought: Vec<Sought> = Sort::ALL.into_iter().filter_map(|sort| Sought::new(sort, edition, written)).collect();
    let mut ours = Ours::new(edition, &facts);
    let mut figures: Vec<Figure> = sought.iter().map(|one| ours.figure(one)).collect();
    for figure in figures.iter_mut().filter(|figure| unfinished && figure.written_yen.is_some()) {
        (figure.agrees, figure.difference_yen) = (None, None);
        words::UNFINISHED.clone_into(&mut figure.message);
    }
    // What is ours in another scale is meant as ours, and no mistake is looked for in it.
    let mut meant = sought.clone();
    for (figure, one) in figures.iter_mut().zip(&mut meant).filter(|(figure, _)| figure.agrees == Some(false)) {
        if let (Some(written), Some(ours)) = (figure.written_yen, figure.ours_yen)
            && let Some(scale) = scale::of(written, ours)
        {
            let cite = &edition.steps[usize::from(one.step)].cite;
            figure.causes.push(scale::cause(scale, one, figure.ours.as_deref().unwrap_or_default(), cite));
            one.written = Exact::whole(ours);
        }
    }
    let wrong: Vec<bool> =
        figures.iter().map(|figure| figure.agrees == Some(false) && figure.causes.is_empty()).collect();
    if wrong.contains(&true) && !facts.lines_unknown {
        let causes = search::causes(Subject { edition, application, facts: &facts, staff }, &meant, &wrong);
        figures.iter_mut().zip(causes).for_each(|(figure, causes)| figure.causes.extend(causes));
    }
    for (figure, one) in figures.iter_mut().zip(&sought) {
        if figure.agrees == Some(false) && figure.causes.is_empty() {
            figure.compare = ours.compare(one);
        }
    }
    Ok(Diagnosis { figures })
}
