//! What an edition in words is made of: parts with tables.

/// An edition in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// What it is: prefecture, programme, fiscal year.
    pub title: String,
    /// Its parts, in order; none is empty.
    pub parts: Vec<Part>,
}

/// A part under a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// A name that does not change with the words.
    pub id: &'static str,
    /// The heading.
    pub heading: &'static str,
    /// One or two sentences about how to read it; may be empty.
    pub lead: &'static str,
    /// Its tables; none is empty.
    pub tables: Vec<Table>,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Its caption; may be empty.
    pub caption: String,
    /// A sentence under it; may be empty.
    pub lead: String,
    /// What stands in its columns; the first names the row.
    pub columns: &'static [Column],
    /// Its rows.
    pub rows: Vec<Row>,
}

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its heading.
    pub heading: &'static str,
    /// What changes with it.
    pub weight: Weight,
}

/// What a part of an edition is for, the weightiest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// It makes the amount.
    Amount,
    /// It says who may apply.
    Verdict,
    /// It is a duty: papers, deadlines, promises.
    Duty,
    /// It explains.
    Words,
    /// It says where something stands in the text.
    Clause,
}

/// A row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// A name within its part that does not change with the words.
    pub id: String,
    /// What the row is about, where nothing stands around it.
    pub name: String,
    /// The lines of each cell.
    pub cells: Vec<Vec<String>>,
}

impl Table {
    /// A table under its caption, which may be empty.
    #[must_use]
    pub fn new(caption: &str, columns: &'static [Column], rows: Vec<Row>) -> Self {
        Self { caption: caption.to_owned(), lead: String::new(), columns, rows }
    }
}

impl Row {
    /// A row under its name, which is its first cell.
    #[must_use]
    pub fn new(id: &str, name: &str, cells: Vec<Vec<String>>) -> Self {
        let cells = std::iter::once(line(name)).chain(cells).collect();
        Self { id: id.to_owned(), name: name.to_owned(), cells }
    }
}

/// A cell of one line, or an empty one.
pub(super) fn line(text: impl Into<String>) -> Vec<String> {
    let text = text.into();
    if text.is_empty() { Vec::new() } else { vec![text] }
}
