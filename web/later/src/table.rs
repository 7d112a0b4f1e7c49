//! Tables: a heading for each column and each row.

use kaigo_hojo_parts::dom::El;

/// The class of a column of figures: they stand at the end of their column, and so does its heading.
pub(crate) const FIGURES: &str = "figures";

/// A table with a class and a heading for each column; the places of its caption and of its rows.
pub(crate) fn table(place: &El, heads: &[(&str, &str)]) -> (El, El) {
    let table = place.add("table", "");
    let caption = table.add("caption", "");
    let row = table.add("thead", "").add("tr", "");
    for (class, head) in heads {
        row.add("th", class).set("scope", "col").say(head);
    }
    (caption, table.add("tbody", ""))
}

/// A row of it: the places of its heading and of its cells.
pub(crate) fn row(rows: &El) -> (El, El) {
    let row = rows.add("tr", "");
    let head = row.add("th", "");
    head.set("scope", "row");
    (head, row)
}
