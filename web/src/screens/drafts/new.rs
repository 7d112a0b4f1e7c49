//! The part of 下書き that begins a new draft.

use leptos::prelude::*;

use crate::browser::page;
use crate::components::choice::{Choice, List};
use crate::erased::view;
use crate::ids::part_of;
use crate::store::Shelf;
use crate::words::{self, drafts};

const FIELD: &str = "new-programme";

/// The programmes to choose from, and the button.
#[component]
pub(super) fn New(shelf: Shelf) -> impl IntoView {
    let (ids, answers): (Vec<&'static str>, Vec<Choice>) = shelf.store.programmes.with_untracked(|programmes| {
        let published = programmes.iter().filter(|programme| programme.preview.is_none());
        published.map(|of| (of.id, Choice::new(of.id, words::programme(of.about)))).unzip()
    });
    let chosen = RwSignal::new(None::<usize>);
    let is_wrong = RwSignal::new(false);
    let begin = move |_| {
        let programme = chosen.get_untracked().and_then(|at| ids.get(at)).filter(|programme| shelf.begin(programme));
        if let Some(programme) = programme {
            page::go(programme);
        } else {
            is_wrong.set(true);
            page::focus_control(FIELD);
        }
    };
    let error = part_of(FIELD, "error");
    let said = move || if is_wrong.get() { drafts::NO_PROGRAMME } else { "" };
    view! {
        <div class="field">
            <label class="label" for=FIELD>{drafts::PROGRAMME}</label>
            <List id=FIELD name=FIELD help=error.clone() answers chosen=None on_choose=move |at| chosen.set(Some(at))/>
            <p class="error" id=error hidden=move || !is_wrong.get()>{move || said()}</p>
        </div>
        <p class="entry-actions"><button type="button" class="plain" on:click=begin>{drafts::BEGIN}</button></p>
    }
}
