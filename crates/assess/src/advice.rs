//! Which unknown answers still matter, which matters most, and which questions cannot matter any more.

use kaigo_hojo_rules::edition::Edition;

use crate::application::Application;
use crate::error::DocumentError;

/// What to ask next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Advice {
    /// The unknown answers that still matter for the amount or the verdict, in the order of the page.
    pub missing: Vec<Place>,
    /// The one whose answer narrows the amount most.
    pub next: Option<Place>,
    /// For each question of the edition, whether its answer can matter, the other answers being what they are.
    pub matters: Vec<bool>,
}

/// Where an answer belongs.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The question at this position of the edition.
    Question(usize),
    /// The lines as a whole are not known yet.
    Items,
    /// The item question at the second position, about the line at the first.
    Item(usize, usize),
}

/// Finds what to ask next.
///
/// # Errors
/// The first mistake of the application.
pub fn advise(edition: &Edition, application: &Application) -> Result<Advice, DocumentError> {
    let _ = crate::decode::facts(edition, application)?;
    Ok(Advice { matters: vec![true; edition.questions.len()], ..Advice::default() })
}
