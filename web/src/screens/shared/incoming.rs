//! A draft that comes from elsewhere, from a file or a link: what it holds is shown, and what is entered is replaced only
//! when the person says so.

use kaigo_hojo_assess::Assessor;
use kaigo_hojo_assess::facts::facts;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::decode::{Document, document};
use kaigo_hojo_contract::error::Code;
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_contract::{DocumentError, Draft};
use leptos::prelude::*;

use crate::browser::page;
use crate::components::about::{Status, figure};
use crate::components::parts::Text;
use crate::erased::view;
use crate::load;
use crate::route::Name;
use crate::shared_link::parts;
use crate::store::{Desk, Pack, Store, is_previewed};
use crate::words::{self, document as places, shared};

/// The draft of a file: one that was saved here, or an application.
pub(crate) fn read(text: &str) -> Result<Draft, DocumentError> {
    let wrong = |code, message: &str| DocumentError { code, path: String::new(), message: message.to_owned() };
    let tree: Tree<'_> = serde_json::from_str(text).map_err(|error| match error.line() {
        0 | 1 => wrong(Code::Malformed, shared::FOREIGN),
        line => wrong(Code::Malformed, &shared::damaged(line)),
    })?;
    match document(&tree) {
        Ok(Document::Draft(draft)) => Ok(*draft),
        Ok(Document::Application(application)) => Ok(Draft { application, ..Draft::default() }),
        Err(error) if error.path.is_empty() => Err(wrong(error.code, shared::FOREIGN)),
        Err(error) if error.path == "schema" => {
            let is_ours = matches!(&tree, Tree::Object(entries) if entries.iter().any(|(key, value)| {
                key == "schema" && matches!(value, Tree::Text(schema) if schema.starts_with("kaigo-hojo/"))
            }));
            Err(wrong(error.code, if is_ours { shared::NEWER } else { shared::FOREIGN }))
        }
        Err(error) => Err(error),
    }
}

/// Where a draft belongs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Home {
    /// On this desk.
    Desk(&'static Desk),
    /// Its programme is on its way.
    Coming,
    /// Its programme could not be loaded.
    NotLoaded(&'static str),
    /// Nowhere; with the desk that does not take it, where there is one.
    Nowhere(DocumentError, Option<&'static Desk>),
}

/// Finds out where a draft belongs, and whether its programme can read it; opens the programme. Not followed.
pub(crate) fn home(store: Store, draft: &Draft) -> Home {
    let programme = &draft.application.programme;
    let known = store.programmes.with_untracked(|programmes| {
        let known = programmes.iter().find(|known| known.id == programme);
        known.map(|known| (known.id, matches!(known.pack, Pack::Away), known.has_failed()))
    });
    let Some((id, is_away, has_failed)) = known else {
        let message = if is_previewed(programme) { shared::OF_PREVIEW } else { shared::NO_PROGRAMME }.to_owned();
        let error = DocumentError { code: Code::UnknownProgramme, path: "programme".to_owned(), message };
        return Home::Nowhere(error, None);
    };
    let Some(desk) = store.open(id) else {
        if is_away {
            load::want(store, id);
        }
        return if has_failed { Home::NotLoaded(id) } else { Home::Coming };
    };
    match facts(desk.whole(), &draft.application) {
        Ok(_) => Home::Desk(desk),
        Err(error) => Home::Nowhere(error.within("application"), Some(desk)),
    }
}

/// Takes a draft and shows it; whether it could be taken.
pub(crate) fn open(desk: &'static Desk, draft: Draft) -> bool {
    let opened = desk.put(draft);
    if opened {
        page::go(&desk.address());
    }
    opened
}

/// Why a draft is not taken, where in it that is, and that nothing has changed. `edition`: whose questions it answers, where
/// that is known.
#[component]
pub(crate) fn Refused(error: DocumentError, edition: Option<&'static Edition>) -> impl IntoView {
    let DocumentError { path, message, .. } = error;
    let place = (!path.is_empty()).then(|| {
        view! { <p class="hint">{places::place(&path, edition)}<code>{path}</code>{places::END}</p> }
    });
    view! {
        <div class="notice" role="alert">
            <p class="lead">{shared::REFUSED}</p>
            <p>{message}</p>
            {place}
        </div>
    }
}

/// That something holds no draft at all, and that nothing has changed.
#[component]
pub(crate) fn NotRead(
    /// Why.
    #[prop(into)]
    sentence: Text,
) -> impl IntoView {
    view! {
        <div class="notice" role="alert">
            <p class="lead">{shared::REFUSED}</p>
            <p>{sentence}</p>
        </div>
    }
}

/// That a programme has not taken a draft.
#[component]
pub(crate) fn NotOpened() -> impl IntoView {
    view! { <p class="wrong">{shared::NOT_OPENED}</p> }
}

/// What a draft holds, and the way to take it in place of what is entered.
#[component]
pub(crate) fn Offer(
    desk: &'static Desk,
    draft: Draft,
    /// Where to go instead.
    back: String,
) -> impl IntoView {
    let inside = parts(&draft);
    let nothing = inside.is_empty().then(|| view! { <li>{shared::NOTHING}</li> });
    let inside = inside.into_iter().map(|part| view! { <li>{part}</li> }).collect_view();
    let assessment = Assessor::new(desk.whole()).assess_draft(&draft, desk.today);
    let estimate = assessment.ok().map(|assessment| {
        view! { <p><span class="lead">{words::ESTIMATE}</span><strong>{figure(assessment.amount)}</strong></p> }
    });
    let entered = parts(&desk.document());
    let button = if entered.is_empty() { shared::OPEN } else { shared::REPLACE };
    let failed = RwSignal::new(false);
    let take = move |_| failed.set(!open(desk, draft.clone()));
    view! {
        <p class="card-title">{words::programme(&desk.whole().about)}</p>
        <Status about=&desk.whole().about/>
        <ul class="plain-list">{inside}{nothing}</ul>
        {estimate}
        {(!entered.is_empty()).then(|| view! { <Replaces desk entered/> })}
        <div class="buttons">
            <button type="button" class="main" on:click=take>{button}</button>
            <a href=back>{shared::BACK}</a>
        </div>
        <div>{move || failed.get().then(|| view! { <NotOpened/> })}</div>
    }
}

#[component]
fn Replaces(desk: &'static Desk, entered: Vec<String>) -> impl IntoView {
    view! {
        <div class="notice">
            <p class="lead">{shared::REPLACES}</p>
            <p>{shared::entered(&entered)}</p>
            <p class="act"><a href=desk.address_of(Name::Share)>{shared::SAVE_FIRST}</a></p>
        </div>
    }
}
