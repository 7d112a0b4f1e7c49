//! Fields whose text the desk keeps, right or wrong, while their screens come and go.

use std::rc::Rc;

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
    let read: Rc<dyn Fn(&str) -> Said> = read.into();
    let judge = Rc::clone(&read);
    let change = move |entry: Entry| {
        if entry.settled {
            put(&entry.text);
        }
        let wrong = entry.settled && !judge(&entry.text).wrong.is_empty();
        desk.keep_typed(id, entry, wrong);
    };
    let read = Box::new(move |text: &str| read(text));
    field(place, Field { id, label, unit, entry: &entry, mode, read, change: Box::new(change) })
}

/// Where something leaves the page as a document: what is not in it, because it cannot be read.
pub(crate) fn put_unread(desk: &'static Desk, place: &El) {
    let (mistakes, unread) = (desk.entered().1.mistakes, desk.unread.get().len());
    if mistakes + unread > 0 {
        let line = place.add("p", "notice");
        line.write(&format!(
            "誤りのある欄が{}件あります。その欄に書かれたものは、ファイルにもリンクにも入りません。",
            mistakes + unread
        ));
        let ways = [(mistakes, "", "入力を直す"), (unread, "/check", "自己点検を直す")];
        for (_, screen, words) in ways.into_iter().filter(|(count, ..)| *count > 0) {
            line.write(" ");
            line.link("", &[desk.address().as_str(), screen].concat(), words);
        }
    }
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
