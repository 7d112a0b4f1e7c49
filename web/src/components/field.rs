//! A field for a number: typed freely, read by the engine's rules, never rewritten while somebody types.
//!
//! A plain text field with a numeric keyboard, because number fields change under the wheel and refuse full-width digits.
//! Invariants: what was typed stays, right or wrong; the field is rewritten (`1,234,000`) only when it is left and only
//! when it could be read; a mistake is told at the field, before its help, once typing is over, and goes as soon as it is
//! corrected.

use std::rc::Rc;

use kaigo_hojo_assess::words::{grouped, yen};
use leptos::prelude::{Get, GetUntracked, RwSignal, Set, With};

use crate::dom::{El, el, input_of, said, value_of};
use crate::draft::{Entry, Format, Read};

/// What a field is made of.
pub(crate) struct Field {
    /// Its id, from which those of its parts are made.
    pub(crate) id: String,
    /// The ids of what describes it, beside its error and echo; may be empty.
    pub(crate) described_by: String,
    /// What follows the number.
    pub(crate) unit: String,
    /// How it is read.
    pub(crate) format: Format,
    /// What stands in it.
    pub(crate) entry: Entry,
    /// Whether it cannot be used now.
    pub(crate) disabled: Box<dyn Fn() -> bool>,
    /// A mistake that the number alone does not show.
    pub(crate) also: Option<Box<dyn Fn() -> Option<String>>>,
    /// Told of each change.
    pub(crate) change: Box<dyn Fn(Entry)>,
}

/// The field: what is wrong with it, the input, its unit, and the number as it was read.
pub(crate) fn number(field: Field) -> Vec<El> {
    let Field { id, described_by, unit, format, entry, disabled, also, change } = field;
    let (mode, size) = match format {
        Format::Yen => ("numeric", "input yen"),
        Format::Whole(..) => ("numeric", "input count"),
        Format::Decimal => ("decimal", "input count"),
    };
    let reader = Rc::new(Reader { format, also, change });
    let error = RwSignal::new(if entry.settled { reader.problem(&entry.text) } else { None });
    let echo = RwSignal::new(if entry.settled { reader.echo(&entry.text) } else { String::new() });
    let (error_id, echo_id) = (format!("{id}-error"), format!("{id}-echo"));
    let described = {
        let (error_id, echo_id) = (error_id.clone(), echo_id.clone());
        move || {
            // The mistake is told before the help.
            let wrong = error.with(Option::is_some).then_some(error_id.as_str());
            let help = (!described_by.is_empty()).then_some(described_by.as_str());
            let said = echo.with(|echo| !echo.is_empty()).then_some(echo_id.as_str());
            let ids: Vec<&str> = [wrong, help, said].into_iter().flatten().collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let typing = Rc::clone(&reader);
    let typed = move |event| {
        let text = value_of(&event);
        let was_wrong = error.with(Option::is_some);
        // A mistake that is shown goes as soon as it is corrected; a new one waits until the field is left.
        if was_wrong {
            error.set(typing.problem(&text));
        }
        if echo.with(|echo| !echo.is_empty()) {
            echo.set(String::new());
        }
        (typing.change)(Entry { text, settled: was_wrong });
    };
    let left = move |event| {
        let Some(input) = input_of(&event) else { return };
        let typed = input.value();
        let text = reader.neat(&typed).unwrap_or_else(|| typed.clone());
        if text != typed {
            input.set_value(&text);
        }
        let said = reader.echo(&text);
        (reader.change)(Entry { text: text.clone(), settled: true });
        // After the change: what is wrong may depend on it.
        let wrong = reader.problem(&text);
        if error.get_untracked() != wrong {
            error.set(wrong);
        }
        if echo.get_untracked() != said {
            echo.set(said);
        }
    };
    let input = el("input", size, vec![])
        .attr("type", "text")
        .attr("inputmode", mode)
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "next")
        .attr("value", &entry.text)
        .id(&id)
        .live_attr("aria-describedby", described)
        .live_attr("aria-invalid", move || error.with(Option::is_some).then(|| "true".to_owned()))
        .live_attr("disabled", move || disabled().then(String::new))
        .on("input", typed)
        .on("change", left);
    let mut control = vec![input];
    if !unit.is_empty() {
        control.push(said("span", "unit", unit));
    }
    control.push(el("span", "echo", vec![]).id(echo_id).live_text(move || echo.get()));
    let wrong = el("p", "error", vec![])
        .id(error_id)
        .hidden_while(move || error.with(Option::is_none))
        .live_text(move || error.get().unwrap_or_default());
    vec![wrong, el("div", "control", control)]
}

// How one field is read.
struct Reader {
    format: Format,
    also: Option<Box<dyn Fn() -> Option<String>>>,
    change: Box<dyn Fn(Entry)>,
}

impl Reader {
    fn problem(&self, text: &str) -> Option<String> {
        match self.format.read(text) {
            Read::Wrong(error) => Some(error.to_string()),
            _ => self.also.as_ref().and_then(|also| also()),
        }
    }

    // How the number is written in a field that was left; `None` where it cannot be read.
    fn neat(&self, text: &str) -> Option<String> {
        match self.format.read(text) {
            Read::Whole(value) => Some(grouped(&value.to_string())),
            Read::Decimal(value) => Some(value),
            Read::Empty => Some(String::new()),
            Read::Wrong(_) => None,
        }
    }

    // An amount is said back in full; other numbers are as short as they are in the field.
    fn echo(&self, text: &str) -> String {
        match (&self.format, self.format.read(text)) {
            (Format::Yen, Read::Whole(value)) => yen(value),
            _ => String::new(),
        }
    }
}
