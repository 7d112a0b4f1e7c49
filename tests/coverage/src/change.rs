//! A change of an edition that somebody should notice.

use kaigo_hojo_rules::edition::Edition;

/// A change: of which entry, what it is, the clause of the entry, and the edition that it makes.
pub(crate) struct Change {
    pub(crate) entry: String,
    pub(crate) what: String,
    pub(crate) cite: String,
    pub(crate) edition: Edition,
}

/// Takes a change: of which entry, what it is, its clause, and how it is made.
pub(crate) type Add<'a> = dyn FnMut(&str, &str, &str, &dyn Fn(&mut Edition)) + 'a;
