//! An application, or a draft with all that it says, assessed: whatever the document is.

use kaigo_hojo_contract::decode::Document;
use kaigo_hojo_contract::draft::{Draft, Written};
use kaigo_hojo_contract::{Assessment, Brief, DocumentError};
use kaigo_hojo_rules::date::Date;

use crate::diagnosis::diagnose_draft;
use crate::report::Assessor;

impl<'e> Assessor<'e> {
    /// Assesses the application of a draft, as far as it counts, with its dates and the figures that were written.
    ///
    /// # Errors
    /// The first mistake of the application, with its path in the draft.
    pub fn assess_draft(&mut self, draft: &Draft, day: Date) -> Result<Assessment<'e>, DocumentError> {
        let mut assess = || {
            let mut assessment = self.assess_with(&draft.counted().0, &draft.dates, day)?;
            if draft.written != Written::default() {
                assessment.diagnosis = Some(diagnose_draft(self.edition, draft)?);
            }
            Ok(assessment)
        };
        assess().map_err(|error: DocumentError| error.within("application"))
    }

    /// Assesses an application, or a draft with all that it says.
    ///
    /// # Errors
    /// The first mistake of the application, with its path in the document.
    pub fn assess_document(&mut self, document: &Document, day: Date) -> Result<Assessment<'e>, DocumentError> {
        match document {
            Document::Application(application) => self.assess(application, day),
            Document::Draft(draft) => self.assess_draft(draft, day),
        }
    }

    /// The amount of an application or a draft, or why there is none.
    ///
    /// # Errors
    /// The first mistake of the application, with its path in the document.
    pub fn brief_of(&mut self, document: &Document) -> Result<Brief<'e>, DocumentError> {
        match document {
            Document::Application(application) => self.brief(application),
            Document::Draft(draft) => self.brief(&draft.counted().0).map_err(|error| document.blamed(error)),
        }
    }
}
