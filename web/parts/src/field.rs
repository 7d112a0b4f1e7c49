//! A field for a number: typed freely, read by the engine's rules, never rewritten while somebody types.
//!
//! A plain text field with a numeric keyboard, because number fields change under the wheel and refuse full-width digits.
//! Invariants: what was typed stays, right or wrong; the field is rewritten (`1,234,000`) only when it is left and only
//! when it could be read; a mistake is told at the field, before its help, once typing is over, and goes as soon as it is
//! corrected.

use core::cell::Cell;
use std::rc::Rc;

use kaigo_hojo_assess::words::{grouped, yen};

use crate::dom::{El, value_of};
use crate::entry::{Entry, Format, Read};

const SHAPE: &str = "<div class=field><label class=label data-at></label><p class=help data-at></p>\
    <p class=error hidden data-at></p><div class=control data-at>\
    <input data-at type=text autocomplete=off enterkeyhint=next><span class=unit data-at></span>\
    <span class=echo data-at></span></div></div>";

/// What a field is made of.
pub struct Field<'a> {
    /// Its id, from which those of its parts are made.
    pub id: &'a str,
    /// Its label.
    pub label: &'a str,
    /// What follows the number.
    pub unit: &'a str,
    /// What stands in it.
    pub entry: &'a Entry,
    /// How it is read now.
    pub format: Box<dyn Fn() -> Format>,
    /// Told of each change.
    pub change: Box<dyn Fn(Entry)>,
}

/// The parts of a field that the outside may fill or change.
#[derive(Clone, Debug)]
pub struct Made {
    /// Its label.
    pub label: El,
    /// The place of its help, which describes it.
    pub help: El,
    /// The row of the input, which takes what belongs beside it.
    pub control: El,
    /// The input.
    pub input: El,
}

/// The field.
pub fn number(place: &El, field: Field<'_>) -> Made {
    let Field { id, label, unit, entry, format, change } = field;
    let mut at = place.shape(SHAPE);
    let label_place = at.take();
    label_place.set("for", id).id(&format!("{id}-label")).say(label);
    let (help, error, control, input) = (at.take(), at.take(), at.take(), at.take());
    at.take().say(unit);
    let echo = at.take();
    help.id(&format!("{id}-help"));
    error.id(&format!("{id}-error"));
    echo.id(&format!("{id}-echo"));
    let (mode, class) = match format() {
        Format::Yen => ("numeric", "input yen"),
        Format::Whole(..) => ("numeric", "input count"),
        Format::Decimal => ("decimal", "input count"),
    };
    input.id(id).set("class", class).set("inputmode", mode).set("value", &entry.text);
    // The mistake is told before the help; while there is none, it is hidden and says nothing.
    input.set("aria-describedby", &format!("{id}-error {id}-help {id}-echo"));
    let own = Rc::new(Own { format, change, input: input.clone(), error, echo, wrong: Cell::new(false) });
    if entry.settled {
        own.judge(&entry.text);
    }
    let typing = Rc::clone(&own);
    input.on("input", move |event| typing.typed(value_of(&event)));
    input.on("change", move |_| own.left());
    Made { label: label_place, help, control, input }
}

// One field while it lives.
struct Own {
    format: Box<dyn Fn() -> Format>,
    change: Box<dyn Fn(Entry)>,
    input: El,
    error: El,
    echo: El,
    wrong: Cell<bool>,
}

impl Own {
    fn typed(&self, text: String) {
        // A mistake that is shown goes as soon as it is corrected; a new one waits until the field is left.
        if self.wrong.get() {
            self.judge(&text);
        }
        self.echo.clear();
        (self.change)(Entry { text, settled: self.wrong.get() });
    }

    fn left(&self) {
        let Some(input) = self.input.input() else { return };
        let mut text = input.value();
        // How the number is written in a field that was left.
        let neat = match (self.format)().read(&text) {
            Read::Whole(value) => grouped(&value.to_string()),
            Read::Decimal(value) => value,
            Read::Empty => String::new(),
            Read::Wrong(_) => text.clone(),
        };
        if neat != text {
            input.set_value(&neat);
            text = neat;
        }
        self.judge(&text);
        (self.change)(Entry { text, settled: true });
    }

    // Says what is wrong, or says the amount back in full; other numbers are as short as they are in the field.
    fn judge(&self, text: &str) {
        let format = (self.format)();
        let (mut wrong, mut echo) = (String::new(), String::new());
        match format.read(text) {
            Read::Wrong(error) => wrong = error.to_string(),
            Read::Whole(value) if format == Format::Yen => echo = yen(value),
            _ => {}
        }
        self.error.say(&wrong);
        self.echo.say(&echo);
        self.wrong.set(!wrong.is_empty());
        self.error.flag("hidden", wrong.is_empty());
        self.input.set("aria-invalid", if wrong.is_empty() { "false" } else { "true" });
    }
}
