//! The self-check before the application is sent: what must hold, the papers, the dates, the figures on the form, the
//! quote; and above them what is still open.
//!
//! Drawn once; each part follows what it shows, so that nothing moves under somebody's hands. Invariant: every count
//! leads to what it counts.

mod conditions;
mod dates;
mod overview;
mod papers;
mod written;

use std::sync::Arc;

use kaigo_hojo_contract::diagnosis::Diagnosis;
use leptos::prelude::*;

use self::conditions::Conditions;
use self::dates::DatesAndDeadlines;
use self::overview::Overview;
use self::papers::Papers;
use self::written::WrittenFigures;
use super::quote::TotalAndDiscount;
use crate::components::head::Screen;
use crate::erased::view;
use crate::route::Name;
use crate::store::{Desk, Report};
use crate::words::{check as words, quote};

/// What is entered and what follows from it, followed by the parts.
type Seen = Memo<Arc<Report>>;
/// What is found of the figures on the form; apart, because it takes longer and hangs on less.
type Compared = Memo<Arc<Option<Diagnosis>>>;

/// A part of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    id: &'static str,
    heading: &'static str,
}

const CONDITIONS: Part = Part { id: "check-conditions", heading: words::CONDITIONS };
const PAPERS: Part = Part { id: "check-papers", heading: words::PAPERS };
const DATES: Part = Part { id: "check-dates", heading: words::DATES };
const WRITTEN: Part = Part { id: "check-written", heading: words::WRITTEN };
const QUOTE: Part = Part { id: "check-quote", heading: quote::TITLE };

/// The screen.
#[component]
pub(crate) fn Check(desk: &'static Desk) -> impl IntoView {
    let seen: Seen = Memo::new(move |_| Arc::new(desk.report()));
    let compared: Compared = Memo::new(move |_| Arc::new(desk.compare()));
    view! {
        <Screen desk name=Name::Check heading=words::TITLE>
            <Overview desk seen compared/>
            <InPart part=CONDITIONS><Conditions desk seen/></InPart>
            <InPart part=PAPERS><Papers desk seen/></InPart>
            <InPart part=DATES><DatesAndDeadlines desk seen/></InPart>
            <InPart part=WRITTEN><WrittenFigures desk seen compared/></InPart>
            <InPart part=QUOTE><TotalAndDiscount desk alone=false/></InPart>
        </Screen>
    }
}

// The heading takes the focus of who comes from the overview.
#[component]
fn InPart(part: Part, children: Children) -> impl IntoView {
    view! {
        <section class="part">
            <h2 id=part.id tabindex="-1">{part.heading}</h2>
            {children()}
        </section>
    }
}
