//! The list of drafts.

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::words::date;
use leptos::ev::Targeted;
use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement, MouseEvent};

use crate::browser::{clock, page};
use crate::components::parts::Mark;
use crate::components::told::Told;
use crate::erased::view;
use crate::ids::part_of;
use crate::store::{Kept, Shelf, Store};
use crate::words::drafts as words;

/// What says that a draft was deleted.
const UNDO: &str = "undo";

/// The drafts, and the way to put one back that was deleted.
#[component]
pub(super) fn List(shelf: Shelf) -> impl IntoView {
    let keys = Memo::new(move |_| shelf.drafts.with(|drafts| drafts.iter().map(|kept| kept.key).collect::<Vec<u32>>()));
    let restore = move |_| {
        let id = shelf.restore().map_or_else(String::new, id_of);
        clock::soon(move || page::focus_control(&id));
    };
    view! {
        <p hidden=move || keys.with(|keys| !keys.is_empty())>{words::NONE}</p>
        <ul class="cards" id="drafts">
            <For each=move || keys.get() key=|key| *key let:key>
                <Card shelf key/>
            </For>
        </ul>
        // Always there, so that a screen reader notices what comes into it.
        <div role="status">
            <Show when=move || shelf.removed.get()>
                <div class="undo" id=UNDO>
                    <p>{words::DELETED}</p>
                    <button type="button" class="plain" on:click=restore>{words::RESTORE}</button>
                </div>
            </Show>
        </div>
    }
}

/// A draft as the list shows it.
#[derive(Clone, Debug, Default, PartialEq)]
struct Shown {
    name: String,
    programme: String,
    changed: String,
    on_desk: bool,
}

impl Shown {
    // Followed.
    fn of(shelf: Shelf, key: u32) -> Option<Self> {
        let on_desk = shelf.current.with(|current| current.contains(&key));
        shelf.drafts.with(|drafts| {
            let kept: &Kept = drafts.iter().find(|kept| kept.key == key)?;
            Some(Self {
                name: kept.draft.name.clone().unwrap_or_else(|| words::NAMELESS.to_owned()),
                programme: programme(shelf.store, &kept.draft.application.programme),
                changed: spoken(&kept.changed),
                on_desk,
            })
        })
    }
}

#[component]
fn Card(shelf: Shelf, key: u32) -> impl IntoView {
    let id = id_of(key);
    let (title, field) = (part_of(&id, "title"), part_of(&id, "name"));
    let (help, label) = (part_of(&field, "help"), title.clone());
    // One that has gone stays as it was until it is out of the list.
    let shown =
        Memo::new(move |before: Option<&Shown>| Shown::of(shelf, key).or_else(|| before.cloned()).unwrap_or_default());
    let name = shelf.draft(key).and_then(|draft| draft.name).unwrap_or_default();
    let rename = move |event: Targeted<Event, HtmlInputElement>| shelf.rename(key, &event.target().value());
    view! {
        <li class="card" id=id aria-labelledby=label>
            <h3 id=title>
                {move || shown.with(|shown| shown.name.clone())}
                {move || shown.with(|shown| shown.on_desk).then(|| view! { " "<Mark of=words::ON_DESK/> })}
            </h3>
            <p class="card-title">{move || shown.with(|shown| shown.programme.clone())}</p>
            <p class="hint">{move || shown.with(|shown| shown.changed.clone())}</p>
            <div class="field">
                <label class="label" for=field.clone()>{words::NAME}</label>
                <p class="help" id=help.clone()>{words::NAME_HELP}</p>
                <input
                    class="input"
                    type="text"
                    maxlength="100"
                    autocomplete="off"
                    id=field
                    value=name
                    aria-describedby=help
                    on:change:target=rename
                />
            </div>
            <Actions shelf key/>
        </li>
    }
}

#[component]
fn Actions(shelf: Shelf, key: u32) -> impl IntoView {
    let failed = RwSignal::new(false);
    let open = move |_| {
        let Some(draft) = shelf.draft(key) else { return };
        if shelf.put(key) {
            page::go(&draft.application.programme);
        } else {
            failed.set(true);
        }
    };
    let copy = move |_| {
        let id = shelf.copy(key).map_or_else(String::new, |copy| part_of(&id_of(copy), "name"));
        clock::soon(move || page::focus_control(&id));
    };
    let delete = move |_| {
        shelf.remove(key);
        clock::soon(|| page::focus_control(UNDO));
    };
    view! {
        <div class="entry-actions">
            <Action key part="open" class="main" words=words::OPEN on_press=open/>
            <Action key part="copy" class="plain" words=words::COPY on_press=copy/>
            <Action key part="delete" class="plain" words=words::DELETE on_press=delete/>
            {move || failed.get().then(|| view! { <p class="wrong" role="alert">{words::NOT_OPENED}</p> })}
        </div>
    }
}

/// Something to do with a draft: called by its words and the name of the draft.
#[component]
fn Action(
    key: u32,
    part: &'static str,
    class: &'static str,
    words: &'static str,
    #[prop(into)] on_press: Told<MouseEvent>,
) -> impl IntoView {
    let draft = id_of(key);
    let id = part_of(&draft, part);
    let label = [&id, " ", &part_of(&draft, "title")].concat();
    let press = move |event| on_press.run(event);
    view! { <button type="button" class=class id=id aria-labelledby=label on:click=press>{words}</button> }
}

fn id_of(key: u32) -> String {
    format!("d{key}")
}

// What a programme is called.
fn programme(store: Store, id: &str) -> String {
    let known = untrack(|| store.programme(id, |known| known.preview.is_none().then(|| known.name())));
    known.flatten().unwrap_or_else(|| words::unknown(id))
}

// `2026-11-21T09:30` as people say it.
fn spoken(moment: &str) -> String {
    let Some((day, time)) = moment.split_once('T') else { return String::new() };
    let mut parts = day.split('-').map(|part| part.parse::<u16>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    let (year, month, day) = (next(), next(), next());
    let narrow = |part: u16| u8::try_from(part).unwrap_or(0);
    Date::new(year, narrow(month), narrow(day)).map_or_else(String::new, |day| words::changed(&date(day), time))
}
