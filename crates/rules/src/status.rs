//! What an edition says of itself on a day.

use crate::date::Date;
use crate::edition::{About, Edition, Status};

impl About {
    /// The state on a day: the pack's own word, moved on by its dates.
    #[must_use]
    pub fn status_on(&self, day: Date) -> Status {
        match (self.status, self.reception) {
            (Status::Draft | Status::Superseded | Status::Closed, _) => self.status,
            (_, Some((from, _))) if day < from => Status::Announced,
            (_, Some((_, until))) if day > until => Status::Closed,
            _ if day > self.valid_until => Status::Closed,
            (Status::Announced, Some(_)) => Status::Open,
            (status, _) => status,
        }
    }
}

impl Edition {
    /// How many routes there are to assess.
    #[must_use]
    pub fn routes(&self) -> usize {
        self.menu.as_ref().map_or(1, |menu| menu.exists.len())
    }
}
