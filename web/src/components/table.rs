//! Tables: a heading for each column and, in what is put into them, for each row.

use leptos::prelude::*;

use super::parts::{Cite, Text};
use crate::erased::view;

/// The class of a column of figures: they stand at the end of their column, and so does its heading.
pub(crate) const FIGURES: &str = "figures";

/// A table. Children: its rows.
#[component]
pub(crate) fn Table(
    #[prop(into)] caption: Text,
    /// The clause behind the caption; may be empty.
    #[prop(optional)]
    clause: &'static str,
    /// Whether the caption is there only for those who do not see the table.
    #[prop(optional)]
    unseen: bool,
    /// The class and the heading of each column.
    heads: Vec<(&'static str, &'static str)>,
    children: Children,
) -> impl IntoView {
    let head = |(class, words): (&'static str, &'static str)| {
        let class = (!class.is_empty()).then_some(class);
        view! { <th scope="col" class=class>{words}</th> }
    };
    view! {
        <table>
            <caption class=unseen.then_some("unseen")>{caption}<Cite clause/></caption>
            <thead><tr>{heads.into_iter().map(head).collect_view()}</tr></thead>
            <tbody>{children()}</tbody>
        </table>
    }
}
