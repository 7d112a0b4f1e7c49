//! この制度の計算方法: the whole of a programme in words, as somebody reads it who holds it against the official text.
//!
//! What stands here is what `hojo pack page` prints; only the shape is another, so that it can be read on a phone.

use kaigo_hojo_assess::in_words::{Part, Row, Table, sheet};
use leptos::prelude::*;

use crate::components::about::Status;
use crate::components::head::Screen;
use crate::components::parts::{Fact, Section};
use crate::erased::view;
use crate::route::Name;
use crate::store::Desk;
use crate::words::rules as words;

/// The screen.
#[component]
pub(crate) fn Rules(desk: &'static Desk) -> impl IntoView {
    let parts = sheet(desk.whole()).parts.into_iter().map(|part| view! { <OnePart part/> }).collect_view();
    view! {
        <Screen desk name=Name::Rules heading=words::HEADING>
            <p class="hint">{words::LEAD}</p>
            <Status about=&desk.whole().about/>
            {parts}
            <p class="act"><a href="#preview">{words::TO_PREVIEWS}</a></p>
        </Screen>
    }
}

#[component]
fn OnePart(part: Part) -> impl IntoView {
    let tables = part.tables.into_iter().map(|table| view! { <OneTable table/> }).collect_view();
    view! {
        <Section heading=part.heading>
            <Lead words=part.lead.to_owned()/>
            {tables}
        </Section>
    }
}

#[component]
fn Lead(words: String) -> impl IntoView {
    (!words.is_empty()).then(|| view! { <p class="hint">{words}</p> })
}

#[component]
fn OneTable(table: Table) -> impl IntoView {
    let captioned = !table.caption.is_empty();
    // A table of two columns is a list of names and what they say.
    let rows = if table.columns.len() < 3 {
        let facts = table.rows.into_iter().flat_map(named).collect_view();
        view! { <dl class="rows">{facts}</dl> }
    } else {
        let columns = table.columns;
        let row = |row: Row| {
            let mut cells = columns.iter().zip(row.cells);
            let name = cells.next().map_or_else(String::new, |(_, name)| name.concat());
            let facts = cells.filter(|(_, cell)| !cell.is_empty());
            let facts = facts.map(|(column, cell)| view! { <Fact label=column.heading><Lines cell/></Fact> });
            view! {
                <div class="rule">
                    <RuleName name captioned/>
                    <dl class="rows">{facts.collect_view()}</dl>
                </div>
            }
        };
        table.rows.into_iter().map(row).collect_view().into_any()
    };
    view! {
        {captioned.then(|| view! { <h3>{table.caption}</h3> })}
        <Lead words=table.lead/>
        {rows}
    }
}

// The name of a row with each of its other cells.
fn named(row: Row) -> Vec<AnyView> {
    let mut cells = row.cells.into_iter();
    let name = cells.next().map_or_else(String::new, |name| name.concat());
    cells.map(|cell| view! { <Fact label=name.clone()><Lines cell/></Fact> }).collect()
}

#[component]
fn RuleName(name: String, captioned: bool) -> impl IntoView {
    if captioned {
        view! { <h4>{name}</h4> }
    } else {
        view! { <h3>{name}</h3> }
    }
}

#[component]
fn Lines(cell: Vec<String>) -> impl IntoView {
    match <[String; 1]>::try_from(cell) {
        Ok([line]) => line.into_any(),
        Err(several) => several.into_iter().map(|line| view! { <p>{line}</p> }).collect_view().into_any(),
    }
}
