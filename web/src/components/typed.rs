//! Fields of the later screens: the desk keeps their text, right or wrong, while their screens come and go.

use kaigo_hojo_assess::words::grouped;
use leptos::prelude::*;

use super::field::{Field, Help, Mode, Said};
use super::told::Told;
use crate::draft::entry::{Entry, Format, Read};
use crate::erased::view;
use crate::route::Name;
use crate::store::Desk;
use crate::words::mistakes as words;

/// A field of a draft. Its children stand beside the input.
#[component]
pub(crate) fn TypedField(
    desk: &'static Desk,
    /// Its id.
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    /// What follows the input.
    #[prop(optional)]
    unit: &'static str,
    #[prop(optional)] help: Help,
    mode: Mode,
    /// What the draft says.
    now: String,
    /// What is to be said of a text.
    #[prop(into)]
    read: Told<String, Said>,
    /// Takes what stands in the field once it is left.
    #[prop(into)]
    on_put: Told<String>,
    /// The id of what else is wrong with it, told from outside.
    #[prop(optional, into)]
    also: Option<String>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let entry = desk.typed(id).unwrap_or_else(|| Entry::typed(&now));
    let judge = read.clone();
    let on_change = move |entry: Entry| {
        if entry.is_settled() {
            on_put.run(entry.text().to_owned());
        }
        let wrong = entry.is_settled() && !judge.run(entry.text().to_owned()).wrong.is_empty();
        desk.keep_typed(id, entry, wrong);
    };
    view! {
        <Field id label unit help entry mode read on_change also>
            {children.map(|children| children())}
        </Field>
    }
}

/// A field for a whole number or an amount.
#[component]
pub(crate) fn WholeField(
    desk: &'static Desk,
    /// Its id.
    id: &'static str,
    #[prop(into)] label: Signal<String>,
    /// What follows the input.
    #[prop(optional)]
    unit: &'static str,
    #[prop(optional)] help: Help,
    format: Format,
    /// What the draft says.
    now: Option<i64>,
    /// Takes the number once the field is left.
    #[prop(into)]
    on_put: Told<Option<i64>>,
) -> impl IntoView {
    let mode = Mode::of(&format);
    let now = now.map_or_else(String::new, |now| grouped(&now.to_string()));
    let format = StoredValue::new(format);
    let read = move |text: String| format.with_value(|format| Said::of(format, &text));
    let on_put = move |text: String| on_put.run(format.with_value(|format| number(format, &text)));
    view! { <TypedField desk id label unit help mode now read on_put/> }
}

/// The whole number of a text, where it is one.
pub(crate) fn number(format: &Format, text: &str) -> Option<i64> {
    if let Read::Whole(value) = format.read(text) { Some(value) } else { None }
}

/// Where something leaves the page as a document: what is not in it, because it cannot be read.
#[component]
pub(crate) fn Unread(desk: &'static Desk) -> impl IntoView {
    move || {
        let (mistakes, unread) = (desk.draft.with(|draft| draft.mistakes().len()), desk.unread.with(Vec::len));
        (mistakes + unread > 0).then(|| {
            let to_answers = (mistakes > 0).then(|| view! { " "<a href=desk.address()>{words::TO_ANSWERS}</a> });
            let to_check =
                (unread > 0).then(|| view! { " "<a href=desk.address_of(Name::Check)>{words::TO_CHECK}</a> });
            view! { <p class="notice">{words::unread(mistakes + unread)}{to_answers}{to_check}</p> }
        })
    }
}
