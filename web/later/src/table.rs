//! Tables with any number of columns.

use kaigo_hojo_parts::dom::El;

/// A table; the place of its rows.
pub(crate) fn table(place: &El, caption: &str, heads: &[&str]) -> El {
    let table = place.add("table", "");
    table.put("caption", "", caption);
    let row = table.add("thead", "").add("tr", "");
    for head in heads {
        row.add("th", "").set("scope", "col").say(head);
    }
    table.add("tbody", "")
}

/// A row of it with its values; the place of its heading.
pub(crate) fn row(rows: &El, values: &[String]) -> El {
    let row = rows.add("tr", "");
    let head = row.add("th", "");
    head.set("scope", "row");
    values.iter().for_each(|value| row.put("td", "", value));
    head
}
