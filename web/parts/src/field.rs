//! A field: typed freely, read by the engine's rules, never rewritten while somebody types.
//!
//! A plain text field, with a numeric keyboard for numbers, because number fields change under the wheel and refuse
//! full-width digits, and date fields know no eras. Invariants: what was typed stays, right or wrong; the field is
//! rewritten (`1,234,000`) only when it is left and only when it could be read; a mistake is told at the field, before its
//! help, once typing is over, and goes as soon as it is corrected.

use core::cell::Cell;
use std::rc::Rc;

use kaigo_hojo_assess::words::{grouped, yen};

use crate::dom::{El, value_of};
use crate::entry::{Entry, Format, Read};
use crate::ids::part_of;

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
    /// What follows the input.
    pub unit: &'a str,
    /// What stands in it.
    pub entry: &'a Entry,
    /// The keyboard for it, and the class of its size.
    pub mode: (&'a str, &'a str),
    /// What is to be said of a text.
    pub read: Box<dyn Fn(&str) -> Said>,
    /// Told of each change.
    pub change: Box<dyn Fn(Entry)>,
}

/// What is to be said of a text in a field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// What is wrong with it; empty where nothing is.
    pub wrong: String,
    /// It said back, to be compared; may be empty.
    pub echo: String,
    /// How it is written in a field that was left, where that is not as it was typed.
    pub neat: Option<String>,
}

impl Said {
    /// Of what cannot be read.
    pub fn wrong(error: &dyn core::fmt::Display) -> Self {
        Self { wrong: error.to_string(), ..Self::default() }
    }

    /// Of a number. An amount is said back in full; other numbers are as short as they are in the field.
    #[must_use]
    pub fn of(format: &Format, text: &str) -> Self {
        match format.read(text) {
            Read::Wrong(error) => Self::wrong(&error),
            Read::Empty => Self { neat: Some(String::new()), ..Self::default() },
            Read::Decimal(value) => Self { neat: Some(value), ..Self::default() },
            Read::Whole(value) => {
                let echo = if *format == Format::Yen { yen(value) } else { String::new() };
                Self { neat: Some(grouped(&value.to_string())), echo, ..Self::default() }
            }
        }
    }
}

/// The keyboard and the size of a field for a number.
#[must_use]
pub const fn mode(format: &Format) -> (&'static str, &'static str) {
    match format {
        Format::Yen => ("numeric", "input yen"),
        Format::Whole(..) => ("numeric", "input count"),
        Format::Decimal => ("decimal", "input count"),
    }
}

/// The parts of a field that the outside may fill or change.
#[derive(Clone)]
pub struct Made {
    /// Its label.
    pub label: El,
    /// The place of its help, which describes it.
    pub help: El,
    /// The row of the input, which takes what belongs beside it.
    pub control: El,
    /// The input.
    pub input: El,
    /// Puts the field aside, so that nothing can be typed and nothing is wrong, or takes it back.
    pub aside: Rc<dyn Fn(bool)>,
}

/// The field.
pub fn field(place: &El, field: Field<'_>) -> Made {
    let Field { id, label, unit, entry, mode: (mode, class), read, change } = field;
    let mut at = place.shape(SHAPE);
    let label_place = at.take();
    label_place.set("for", id).id(&part_of(id, "label")).say(label);
    let (help, error, control, input) = (at.take(), at.take(), at.take(), at.take());
    at.take().say(unit);
    let echo = at.take();
    help.id(&part_of(id, "help"));
    error.id(&part_of(id, "error"));
    echo.id(&part_of(id, "echo"));
    input.id(id).set("class", class).set("inputmode", mode).set("value", &entry.text);
    // The mistake is told before the help; while there is none, it is hidden and says nothing.
    input.set("aria-describedby", &format!("{id}-error {id}-help {id}-echo"));
    let own = Rc::new(Own { read, change, input: input.clone(), error, echo, wrong: Cell::new(false) });
    if entry.settled {
        own.judge(&entry.text);
    }
    let typing = Rc::clone(&own);
    input.on("input", move |event| typing.typed(value_of(&event)));
    let leaving = Rc::clone(&own);
    input.on("change", move |_| leaving.left());
    Made { label: label_place, help, control, input, aside: Rc::new(move |aside| own.put_aside(aside)) }
}

// One field while it lives.
struct Own {
    read: Box<dyn Fn(&str) -> Said>,
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
        if let Some(neat) = (self.read)(&text).neat.filter(|neat| *neat != text) {
            input.set_value(&neat);
            text = neat;
        }
        self.judge(&text);
        (self.change)(Entry { text, settled: true });
    }

    fn put_aside(&self, aside: bool) {
        self.input.flag("disabled", aside);
        let text = self.input.input().filter(|_| !aside).map(|input| input.value());
        self.judge(&text.unwrap_or_default());
    }

    fn judge(&self, text: &str) {
        let Said { wrong, echo, .. } = (self.read)(text);
        self.error.say(&wrong);
        self.echo.say(&echo);
        self.wrong.set(!wrong.is_empty());
        self.error.flag("hidden", wrong.is_empty());
        self.input.set("aria-invalid", if wrong.is_empty() { "false" } else { "true" });
    }
}
