//! Which column of a table holds what, where its headings are those that we write.

use kaigo_hojo_rules::edition::Edition;

use super::cells::id_in;
use super::column::Column;
use super::table::Row;
use crate::fold::plain;

/// For each column what it holds; `None` where it is not ours. Of two with the same heading the first counts.
pub(super) struct Columns(Vec<Option<Column>>);

impl Columns {
    /// By the headings; `None` where one that every line of ours has is not there: it is somebody else's table.
    pub(super) fn of(edition: &Edition, headings: &Row) -> Option<Self> {
        let mut columns = Vec::with_capacity(headings.cells.len());
        for cell in &headings.cells {
            let found = match id_in(cell) {
                Some(id) => question(edition, id),
                None => Column::OWN.into_iter().find(|own| plain(&own.heading(edition)) == plain(cell)),
            };
            columns.push(found.filter(|found| !columns.contains(&Some(*found))));
        }
        Column::OWN.iter().all(|own| columns.contains(&Some(*own))).then_some(Self(columns))
    }

    /// The position of the column that holds something.
    pub(super) fn find(&self, column: Column) -> Option<usize> {
        self.0.iter().position(|held| *held == Some(column))
    }
}

fn question(edition: &Edition, id: &str) -> Option<Column> {
    let question = edition.item_questions.iter().position(|question| question.id == id)?;
    u16::try_from(question).ok().map(Column::Answer)
}
