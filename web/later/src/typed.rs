//! Fields whose text the desk keeps, right or wrong, while their screens come and go.

use kaigo_hojo_assess::words::grouped;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::entry::{Entry, Format, Read};
use kaigo_hojo_parts::field::{Field, Made, Said, field, mode};

use crate::desk::Desk;

/// A field of a draft.
pub(crate) struct Text<'a> {
    /// Its id.
    pub(crate) id: &'static str,
    /// Its label.
    pub(crate) label: &'a str,
    /// What follows the input.
    pub(crate) unit: &'a str,
    /// The keyboard for it, and the class of its size.
    pub(crate) mode: (&'a str, &'a str),
    /// What the draft says.
    pub(crate) now: String,
    /// What is to be said of a text.
    pub(crate) read: Box<dyn Fn(&str) -> Said>,
    /// Takes what stands in the field once it is left.
    pub(crate) put: Box<dyn Fn(&str)>,
}

/// The field.
pub(crate) fn text(desk: &'static Desk, place: &El, text: Text<'_>) -> Made {
    let Text { id, label, unit, mode, now, read, put } = text;
    let entry = desk.typed(id).unwrap_or_else(|| Entry::typed(&now));
    let change = move |entry: Entry| {
        if entry.settled {
            put(&entry.text);
        }
        desk.keep_typed(id, entry);
    };
    field(place, Field { id, label, unit, entry: &entry, mode, read, change: Box::new(change) })
}

/// A field for a whole number or an amount.
pub(crate) fn whole(
    desk: &'static Desk,
    place: &El,
    (id, label, unit): (&'static str, &str, &str),
    (format, now): (Format, Option<i64>),
    put: impl Fn(Option<i64>) + 'static,
) -> Made {
    let told = format.clone();
    let text_of = Text {
        id,
        label,
        unit,
        mode: mode(&format),
        now: now.map_or_else(String::new, |now| grouped(&now.to_string())),
        read: Box::new(move |text| Said::of(&format, text)),
        put: Box::new(move |text| put(number(&told, text))),
    };
    text(desk, place, text_of)
}

/// The whole number of a text, where it is one.
pub(crate) fn number(format: &Format, text: &str) -> Option<i64> {
    if let Read::Whole(value) = format.read(text) { Some(value) } else { None }
}
