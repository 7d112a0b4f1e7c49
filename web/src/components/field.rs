//! A field for a number: typed freely, read by the engine's rules, never rewritten while somebody types.
//!
//! A plain text field with a numeric keyboard, because number fields change under the wheel and refuse full-width digits.
//! Invariants: what was typed stays, right or wrong; the field is rewritten (`1,234,000`) only when it is left and only
//! when it could be read; a mistake is told at the field, before its help, once typing is over, and goes as soon as it is
//! corrected.

use kaigo_hojo_assess::words::{grouped, yen};
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::draft::{Entry, Format, Read};

/// What a field is made of.
pub(crate) struct Field {
    /// Its id, from which those of its parts are made.
    pub(crate) id: String,
    /// Its label; none where the question's own label points at it.
    pub(crate) label: Option<AnyView>,
    /// The ids of what describes it, beside its error and echo.
    pub(crate) described_by: String,
    /// What follows the number.
    pub(crate) unit: String,
    /// How it is read.
    pub(crate) format: Format,
    /// What stands in it.
    pub(crate) entry: Entry,
    /// Whether it cannot be used now.
    pub(crate) disabled: Signal<bool>,
    /// A mistake that the number alone does not show.
    pub(crate) also: Option<Box<dyn Fn() -> Option<String> + Send + Sync>>,
    /// Told of each change.
    pub(crate) change: Box<dyn Fn(Entry)>,
}

/// The field.
pub(crate) fn number(field: Field) -> AnyView {
    let Field { id, label, described_by, unit, format, entry, disabled, also, change } = field;
    let problem = {
        let format = format.clone();
        move |text: &str| match format.read(text) {
            Read::Wrong(error) => Some(error.to_string()),
            _ => also.as_ref().and_then(|also| also()),
        }
    };
    let error = RwSignal::new(if entry.settled { problem(&entry.text) } else { None });
    let echo = RwSignal::new(if entry.settled { echo_of(&format, &entry.text) } else { String::new() });
    let (error_id, echo_id) = (format!("{id}-error"), format!("{id}-echo"));
    let described = {
        let (error_id, echo_id) = (error_id.clone(), echo_id.clone());
        move || {
            let error = error.with(|error| error.is_some()).then_some(error_id.as_str());
            let echo = echo.with(|echo| !echo.is_empty()).then_some(echo_id.as_str());
            let ids: Vec<&str> = error.into_iter().chain((!described_by.is_empty()).then_some(described_by.as_str())).chain(echo).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        }
    };
    let mode = if format == Format::Decimal { "decimal" } else { "numeric" };
    let size = match format {
        Format::Yen => "input yen",
        Format::Whole(..) | Format::Decimal => "input count",
    };
    let change = StoredValue::new_local(change);
    let problem = StoredValue::new_local(problem);
    let tell = move |entry| change.with_value(|change| change(entry));
    let typed = move |text: String| {
        tell(Entry { text: text.clone(), settled: error.with_untracked(Option::is_some) });
        // A mistake that is shown goes as soon as it is corrected; a new one waits until the field is left.
        if error.with_untracked(Option::is_some) {
            error.set(problem.with_value(|problem| problem(&text)));
        }
        if echo.with_untracked(|echo| !echo.is_empty()) {
            echo.set(String::new());
        }
    };
    let left = move |input: HtmlInputElement| {
        let text = input.value();
        let neat = neat(&format, &text);
        if let Some(neat) = neat.as_ref().filter(|neat| **neat != text) {
            input.set_value(neat);
        }
        let text = neat.unwrap_or(text);
        let shown = echo_of(&format, &text);
        tell(Entry { text: text.clone(), settled: true });
        let wrong = problem.with_value(|problem| problem(&text));
        if error.with_untracked(|error| *error != wrong) {
            error.set(wrong);
        }
        if echo.with_untracked(|echo| *echo != shown) {
            echo.set(shown);
        }
    };
    let input = view! {
        <input
            type="text"
            id=id.clone()
            class=size
            inputmode=mode
            autocomplete="off"
            enterkeyhint="next"
            aria-describedby=described
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            prop:disabled=disabled
            prop:value=entry.text
            on:input=move |event| typed(event_target_value(&event))
            on:change=move |event| left(event_target(&event))
        />
    };
    let unit = (!unit.is_empty()).then(|| view! { <span class="unit">{unit}</span> });
    view! {
        {label.map(|label| view! { <label class="label" for=id>{label}</label> })}
        {move || error.get().map(|words| view! { <p class="error" id=error_id.clone()>{words}</p> })}
        <div class="control">
            {input}
            {unit}
            <span class="echo" id=echo_id>{move || echo.get()}</span>
        </div>
    }
    .into_any()
}

/// How a number is written in a field that was left; `None` where it cannot be read.
fn neat(format: &Format, text: &str) -> Option<String> {
    match format.read(text) {
        Read::Whole(value) => Some(grouped(&value.to_string())),
        Read::Decimal(value) => Some(value),
        Read::Empty => Some(String::new()),
        Read::Wrong(_) => None,
    }
}

// An amount is said back in full; other numbers are as short as they are in the field.
fn echo_of(format: &Format, text: &str) -> String {
    match (format, format.read(text)) {
        (Format::Yen, Read::Whole(value)) => yen(value),
        _ => String::new(),
    }
}
