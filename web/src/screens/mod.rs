//! The screens, one room each. `answers` and everything in `later` come as parts of their own (`crate::split`).

pub(crate) mod answers;
mod check;
pub(crate) mod drafts;
mod import;
pub(crate) mod preview;
mod print;
mod quote;
mod result;
mod rules;
mod share;
mod shared;
mod staff;
pub(crate) mod start;
pub(crate) mod waiting;

use leptos::prelude::*;

use self::check::Check;
use self::drafts::Drafts;
use self::import::Import;
use self::preview::Previews;
use self::print::Print;
use self::quote::Quote;
use self::result::Result as ResultScreen;
use self::rules::Rules;
use self::share::Share;
use self::shared::Shared;
use self::staff::Staff;
use crate::erased::view;
use crate::route::Name;
use crate::store::Desk;

/// A later screen; its programme, where it is one of a programme.
pub(crate) fn later(name: Name, desk: Option<&'static Desk>) -> AnyView {
    match (name, desk) {
        (Name::Drafts, _) => view! { <Drafts/> },
        (Name::Preview, _) => view! { <Previews/> },
        (Name::Shared, _) => view! { <Shared/> },
        (Name::Result, Some(desk)) => view! { <ResultScreen desk/> },
        (Name::Check, Some(desk)) => view! { <Check desk/> },
        (Name::Staff, Some(desk)) => view! { <Staff desk/> },
        (Name::Quote, Some(desk)) => view! { <Quote desk/> },
        (Name::Share, Some(desk)) => view! { <Share desk/> },
        (Name::Import, Some(desk)) => view! { <Import desk/> },
        (Name::Print, Some(desk)) => view! { <Print desk/> },
        (Name::Rules, Some(desk)) => view! { <Rules desk/> },
        (_, None) => ().into_any(),
    }
}
