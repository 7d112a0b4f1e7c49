//! A field for a number: typed freely, read by the engine's rules, never rewritten while somebody types.
//!
//! A plain text field with a numeric keyboard, because number fields change under the wheel and refuse full-width digits.
//! Invariants: what was typed stays, right or wrong; the field is rewritten (`1,234,000`) only when it is left and only
//! when it could be read; a mistake is told at the field, before its help, once typing is over, and goes as soon as it is
//! corrected.

use core::cell::Cell;
use std::rc::Rc;

use kaigo_hojo_assess::words::{grouped, yen};
use web_sys::Event;

use crate::dom::{El, shape, value_of};
use crate::draft::{Entry, Format, Read};

const SHAPE: &str = "<div class=field><label class=label data-at></label><p class=help data-at></p>\
    <p class=error hidden data-at></p><div class=control>\
    <input data-at type=text autocomplete=off enterkeyhint=next><span class=unit data-at></span>\
    <span class=echo data-at></span></div></div>";

/// What a field is made of.
pub(crate) struct Field<'a> {
    /// Its id, from which those of its parts are made.
    pub(crate) id: &'a str,
    /// Its label.
    pub(crate) label: &'a str,
    /// What follows the number.
    pub(crate) unit: &'a str,
    /// What helps to fill it in; may be empty.
    pub(crate) help: Vec<El>,
    /// How it is read now.
    pub(crate) format: Box<dyn Fn() -> Format>,
    /// What stands in it.
    pub(crate) entry: &'a Entry,
    /// Told of each change.
    pub(crate) change: Box<dyn Fn(Entry)>,
}

/// A field, the parts of it that the outside may change.
#[derive(Clone, Debug)]
pub(crate) struct Made {
    /// All of it.
    pub(crate) whole: El,
    /// Its label.
    pub(crate) label: El,
    /// The input.
    pub(crate) input: El,
}

/// The field.
pub(crate) fn number(field: Field<'_>) -> Made {
    let Field { id, label, unit, help, format, entry, change } = field;
    let (whole, mut at) = shape(SHAPE);
    let label_place = at.next().attr("for", id).id(format!("{id}-label"));
    label_place.say(label);
    let help_place = at.next().id(format!("{id}-help"));
    let has_help = !help.is_empty();
    help_place.flag("hidden", !has_help);
    help_place.fill(help);
    let error = at.next().id(format!("{id}-error"));
    let (mode, class) = match format() {
        Format::Yen => ("numeric", "input yen"),
        Format::Whole(..) => ("numeric", "input count"),
        Format::Decimal => ("decimal", "input count"),
    };
    let input = at.next().id(id).attr("class", class).attr("inputmode", mode).attr("value", &entry.text);
    at.next().say(unit);
    let echo = at.next().id(format!("{id}-echo"));
    let own = Rc::new(Own { format, change, id: id.to_owned(), has_help, input, error, echo, wrong: Cell::new(false) });
    own.describe();
    if entry.settled {
        own.judge(&entry.text);
    }
    let typing = Rc::clone(&own);
    let input = own.input.clone().on("input", move |event| typing.typed(&event)).on("change", move |_| own.left());
    Made { whole, label: label_place, input }
}

// One field while it lives.
struct Own {
    format: Box<dyn Fn() -> Format>,
    change: Box<dyn Fn(Entry)>,
    id: String,
    has_help: bool,
    input: El,
    error: El,
    echo: El,
    wrong: Cell<bool>,
}

impl Own {
    fn typed(&self, event: &Event) {
        let text = value_of(event);
        let was_wrong = self.wrong.get();
        self.echo.say("");
        (self.change)(Entry { text: text.clone(), settled: was_wrong });
        // A mistake that is shown goes as soon as it is corrected; a new one waits until the field is left.
        if was_wrong {
            self.judge(&text);
            self.echo.say("");
        }
    }

    fn left(&self) {
        let Some(input) = self.input.input() else { return };
        let typed = input.value();
        let text = self.neat(&typed).unwrap_or_else(|| typed.clone());
        if text != typed {
            input.set_value(&text);
        }
        (self.change)(Entry { text: text.clone(), settled: true });
        self.judge(&text);
    }

    // Says what is wrong, or says the amount back in full; other numbers are as short as they are in the field.
    fn judge(&self, text: &str) {
        let (wrong, echo) = match (self.format)().read(text) {
            Read::Wrong(error) => (error.to_string(), String::new()),
            Read::Whole(value) if (self.format)() == Format::Yen => (String::new(), yen(value)),
            _ => (String::new(), String::new()),
        };
        self.error.say(&wrong);
        self.error.flag("hidden", wrong.is_empty());
        self.echo.say(&echo);
        if self.wrong.replace(!wrong.is_empty()) == wrong.is_empty() {
            self.input.set("aria-invalid", (!wrong.is_empty()).then_some("true"));
            self.describe();
        }
    }

    // The mistake is told before the help.
    fn describe(&self) {
        let id = &self.id;
        let mut ids = if self.wrong.get() { format!("{id}-error ") } else { String::new() };
        if self.has_help {
            ids.push_str(&format!("{id}-help "));
        }
        ids.push_str(&format!("{id}-echo"));
        self.input.set("aria-describedby", Some(&ids));
    }

    // How the number is written in a field that was left; `None` where it cannot be read.
    fn neat(&self, text: &str) -> Option<String> {
        match (self.format)().read(text) {
            Read::Whole(value) => Some(grouped(&value.to_string())),
            Read::Decimal(value) => Some(value),
            Read::Empty => Some(String::new()),
            Read::Wrong(_) => None,
        }
    }
}
