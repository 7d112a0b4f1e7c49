//! The JSON Schemas of the documents, as they are published.

pub(crate) const PACK: &str = kaigo_hojo_pack::schema();
pub(crate) const APPLICATION: &str = include_str!("../schema/application.schema.json");
pub(crate) const ASSESSMENT: &str = include_str!("../schema/assessment.schema.json");
pub(crate) const DRAFT: &str = include_str!("../schema/draft.schema.json");
