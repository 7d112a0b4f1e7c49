//! 見積書の行を読み込む: a table that was pasted or chosen, what was read of it, what has to be asked, and only then its lines.
//!
//! Nothing that is entered changes before the last button. Invariants: every row of the table is a line, or told with what
//! it is; nothing is added while a question is open, unless its row is put aside; what is added is added once.

mod ask;
mod asks;
mod enter;
mod lines;
mod rows;
mod state;
mod totals;

use leptos::prelude::*;
use leptos::task::spawn_local;

use self::asks::Asks;
use self::rows::Rows;
use self::state::{Import as State, Sheet};
use crate::browser::page;
use crate::components::file::FileInput;
use crate::components::head::Screen;
use crate::components::parts::Section;
use crate::erased::view;
use crate::route::Name;
use crate::store::Desk;
use crate::words::import as words;

/// The screen of a programme.
#[component]
pub(crate) fn Import(desk: &'static Desk) -> impl IntoView {
    let import = State::new(desk);
    let nothing = move || matches!(*import.sheet.get(), Sheet::Nothing);
    view! {
        <Screen desk name=Name::Import heading=words::TITLE>
            <p class="help">{words::NOTHING_CHANGES}</p>
            <Section heading=words::GIVE>
                <Source import/>
            </Section>
            <section class="part" hidden=move || !import.asks_anything()>
                <h2>{words::ASKS}</h2>
                {move || {
                    let sheet = import.sheet.get();
                    view! { <Asks import sheet/> }
                }}
            </section>
            <section class="part" hidden=nothing>
                <h2>{words::ROWS}</h2>
                <Rows import/>
            </section>
        </Screen>
    }
}

// Where the table is pasted or chosen, and what is said of it.
#[component]
fn Source(import: State) -> impl IntoView {
    let choose = move |file| spawn_local(async move { import.take_file(&file).await });
    let area = NodeRef::new();
    page::empty(area);
    let paste = move |text| {
        import.take(text);
    };
    let said = move || {
        import.said.with(|said| {
            let refused = said.refused.clone().map(|words| view! { <p class="notice">{words}</p> });
            let read = said.read.iter().map(|words| view! { <p class="hint">{words.clone()}</p> }).collect_view();
            (refused, read)
        })
    };
    view! {
        <div class="field">
            <label class="label" for="paste">{words::PASTE}</label>
            <p class="help" id="paste-help">{words::PASTE_HELP}</p>
            <textarea
                class="input paste"
                id="paste"
                rows="5"
                spellcheck="false"
                aria-describedby="paste-help"
                node_ref=area
                on:input=move |event| paste(event_target_value(&event))
            ></textarea>
        </div>
        <div>
            <FileInput id="table-file" label=words::CHOOSE_FILE accept=".csv,.tsv,.txt,text/csv" on_choose=choose/>
        </div>
        <div role="status">{said}</div>
    }
}
