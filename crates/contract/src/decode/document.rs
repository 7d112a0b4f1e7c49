//! Whichever of the two documents it is: read by its `schema`, assessed, and blamed for a mistake by the path in itself.

use super::application::application;
use super::draft::draft;
use super::values::{Result, fail, object, required, text};
use crate::application::{Application, SCHEMA as APPLICATION};
use crate::draft::{Draft, SCHEMA};
use crate::error::{Code, DocumentError};
use crate::tree::Tree;

/// One of the two documents that can be assessed.
#[derive(Clone, Debug, PartialEq)]
pub enum Document {
    /// `kaigo-hojo/application/1`
    Application(Application),
    /// `kaigo-hojo/draft/1`
    Draft(Box<Draft>),
}

/// Reads an application or a draft, whichever its `schema` says.
///
/// # Errors
/// The first mistake, with its path.
pub fn document(tree: &Tree<'_>) -> Result<Document> {
    let entries = object(tree, "")?;
    match text(required(entries, "", "schema")?, "schema")? {
        SCHEMA => draft(tree).map(Box::new).map(Document::Draft),
        APPLICATION => application(tree).map(Document::Application),
        _ => fail(Code::UnsupportedSchema, "schema", format!("{APPLICATION} と {SCHEMA} だけを読めます。")),
    }
}

impl Document {
    /// The id of its programme.
    #[must_use]
    pub fn programme(&self) -> &str {
        match self {
            Self::Application(application) => &application.programme,
            Self::Draft(draft) => &draft.application.programme,
        }
    }

    /// What the applicant calls it; empty where it has no name.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Application(_) => "",
            Self::Draft(draft) => draft.name.as_deref().unwrap_or_default(),
        }
    }

    /// A mistake of its application, with the path in the document.
    #[must_use]
    pub fn blamed(&self, error: DocumentError) -> DocumentError {
        match self {
            Self::Application(_) => error,
            Self::Draft(_) => error.within("application"),
        }
    }
}
