//! この結果を検証用の事例として保存: what is entered with what came out, as a file that the tests of the rules take. For the
//! officials who write a programme's rules, so it is folded away.

use std::sync::Arc;

use kaigo_hojo_contract::Draft as Document;
use kaigo_hojo_exchange::frozen::case;
use leptos::prelude::*;

use crate::browser::clock::moment;
use crate::components::parts::{Disclosure, Tick};
use crate::components::telling::Telling;
use crate::erased::view;
use crate::screens::share::{file_name, save};
use crate::shared_link::has_names;
use crate::store::{Desk, Report};
use crate::words::files::REFUSED;
use crate::words::result as words;

/// The folded part at the end of a result.
#[component]
pub(super) fn Freeze(desk: &'static Desk, report: Arc<Report>) -> impl IntoView {
    view! {
        <Disclosure summary=|| words::CASE>
            <p class="help">{words::CASE_HELP}</p>
            <Case desk report=Arc::clone(&report)/>
        </Disclosure>
    }
}

#[component]
fn Case(desk: &'static Desk, report: Arc<Report>) -> impl IntoView {
    if report.left_out > 0 || report.mistakes > 0 {
        return view! { <p class="notice">{words::CASE_UNFINISHED}</p> };
    }
    let mut document = desk.document();
    if let Some(preview) = desk.preview {
        // It is a case for the pack, wherever that will be.
        document.application.programme.clone_from(&preview.claims);
    }
    let names = RwSignal::new(false);
    let choice = has_names(&document).then(|| {
        view! {
            <Tick id="case-names" words=words::CASE_NAMES checked=names on_tick=move |on| names.set(on)/>
            <p class="hint">{words::CASE_NAMES_HELP}</p>
        }
    });
    let press = move |said: RwSignal<String>| {
        let text = text(desk, &document, &report, names.get_untracked());
        let name = file_name(desk, words::CASE_FILE, "json");
        said.set(text.map_or_else(|| REFUSED.to_owned(), |text| save(&name, "application/json", &text)));
    };
    view! {
        {choice}
        <Telling words=words::CASE_SAVE on_press=press/>
    }
}

fn text(desk: &Desk, document: &Document, report: &Report, names: bool) -> Option<String> {
    let id = ["frozen-", &moment()].concat();
    let case = case(&id, &desk.whole().about, document, report.assessment.as_ref()?, names);
    Some(serde_json::to_string_pretty(&[case]).ok()? + "\n")
}
