//! The start: what this is and is not, and the programmes with what they give, how old their text is and who checked it.
//!
//! Everything about a programme comes from its edition.

use kaigo_hojo_assess::rules::edition::About;
use kaigo_hojo_assess::words::{date, fiscal_year};
use leptos::prelude::*;

use crate::components::about::{Sources, Status};
use crate::components::parts::{Fact, Section};
use crate::erased::view;
use crate::store::store;
use crate::words::start as words;

/// The start screen. `missing`: somebody followed an address that leads nowhere.
#[component]
pub(crate) fn Start(missing: bool) -> impl IntoView {
    let published = store().programmes.with_untracked(|programmes| {
        let published = programmes.iter().filter(|programme| programme.preview.is_none());
        published.map(|programme| programme.about).collect::<Vec<_>>()
    });
    view! {
        <section data-screen="start">
            {missing.then(|| view! { <p class="notice">{words::MISSING}</p> })}
            <div>
                <p class="lead">{words::LEAD}</p>
                <ul class="facts">
                    <li><strong>{words::NO_PROMISE}</strong>{words::COUNTY_DECIDES}</li>
                    <li>{words::NOTHING_LEAVES}</li>
                    <li>{words::ANY_ORDER}</li>
                </ul>
            </div>
            <Section heading=words::PROGRAMMES>
                <ul class="cards">
                    {published.into_iter().map(|about| view! { <Card about/> }).collect_view()}
                </ul>
            </Section>
            <Section heading=words::NOT_HERE>
                <ul class="plain-list">
                    {words::NOT_HERE_LIST.map(|entry| view! { <li>{entry}</li> }).collect_view()}
                </ul>
            </Section>
        </section>
    }
}

#[component]
fn Card(about: &'static About) -> impl IntoView {
    let place = format!("{} {}", about.prefecture, fiscal_year(about.fiscal_year));
    let reception = about.reception.map(|(from, until)| {
        view! { <Fact label=words::RECEPTION>{words::reception(&date(from), &date(until))}</Fact> }
    });
    view! {
        <li class="card">
            <Status about/>
            <h3><span class="card-where">{place}</span>{about.name.as_str()}</h3>
            <p class="card-title">{about.title.as_str()}</p>
            <p class="card-go">
                <a class="main" href=format!("#{}", about.id)>{words::go(&about.prefecture, &about.name)}</a>
            </p>
            <dl class="rows">
                <Fact label=words::RATE>{about.rate.as_str()}</Fact>
                <List label=words::CEILINGS entries=&about.ceilings/>
                {reception}
                <Sources about/>
                <List label=words::NOT_COVERED entries=&about.not_covered/>
            </dl>
        </li>
    }
}

#[component]
fn List(label: &'static str, entries: &'static [String]) -> impl IntoView {
    (!entries.is_empty()).then(|| {
        let entries = entries.iter().map(|entry| view! { <li>{entry.as_str()}</li> }).collect_view();
        view! { <Fact label><ul>{entries}</ul></Fact> }
    })
}
