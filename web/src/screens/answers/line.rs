//! One line of the quote: its kind, price, quantity and months, what is asked about it, and what became of it.
//!
//! A row is drawn once (anew when it becomes another kind); afterwards only what changed in it is drawn again, so that
//! typing in one of 200 rows costs one row. What is rarely needed is drawn when it is opened.

use kaigo_hojo_assess::rules::edition::{Absent, Edition, Kind, KindSet, Question};
use kaigo_hojo_contract::application::Tax;
use leptos::ev::Targeted;
use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement};

use super::details::Details;
use super::outcome::Outcome;
use crate::browser::{clock, page};
use crate::components::ask::{Ask, Change};
use crate::components::field::{Field, Help, Mode, Said};
use crate::components::parts::{Mark, Tick};
use crate::draft::entry::{Entry, Format, Pick};
use crate::draft::{Line, Slot, is_asked, stands_in_row};
use crate::erased::view;
use crate::ids::{kind_id, line_part, line_question_id};
use crate::store::{Desk, Picking};
use crate::words::{self, answers};

/// The names of all lines, by their keys.
pub(super) type Names = Memo<Vec<(u32, String)>>;

/// A number of a line.
pub(super) fn slot_id(key: u32, slot: Slot) -> String {
    line_part(key, slot.id())
}

/// A line while it is drawn: of a kind, or of one of several, of which it looks most like the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own {
    /// Where it is entered.
    pub(super) desk: &'static Desk,
    /// Its key.
    pub(super) key: u32,
    kind: &'static Kind,
    /// All that it may be.
    pub(super) kinds: KindSet,
    /// What its labels tell.
    pub(super) told: RwSignal<Told>,
}

/// What the labels of a line tell beside its numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    /// How tax stands in its price, where it differs from the quote.
    tax: Option<Tax>,
    /// Whether it is charged by the month.
    monthly: bool,
    /// How many of its details differ from what is usual.
    pub(super) special: usize,
}

impl Told {
    fn of(edition: &Edition, line: &Line) -> Self {
        Self { tax: line.tax, monthly: line.monthly, special: special(edition, line) }
    }
}

impl Own {
    /// Looks at it, without following it.
    pub(super) fn line<T>(self, look: impl FnOnce(&Line) -> T) -> Option<T> {
        self.desk.read(|draft| draft.line(self.key).map(look))
    }

    /// Changes it, and what its labels tell.
    pub(super) fn change(self, change: impl FnOnce(&mut Line)) {
        self.desk.change(|draft| draft.set_line(self.key, change));
        let told = self.line(|line| Told::of(self.desk.edition, line)).unwrap_or_default();
        if self.told.get_untracked() != told {
            self.told.set(told);
        }
    }

    /// Its kind, where somebody has said it.
    pub(super) fn known(self) -> Option<&'static Kind> {
        (self.kinds.count_ones() == 1).then_some(self.kind)
    }
}

// How many details differ from what is usual.
fn special(edition: &Edition, line: &Line) -> usize {
    let questions = edition.item_questions.iter().zip(&line.replies);
    let differ = questions.filter(|(question, reply)| {
        let usual = match (reply.pick, &question.absent) {
            (Pick::Option(option), Absent::Option(usual)) => option == *usual,
            _ => reply.is_open(),
        };
        is_asked(question, line.kinds) && !stands_in_row(question) && !usual
    });
    differ.count()
        + usize::from(line.tax.is_some())
        + usize::from(line.reduced_rate)
        + usize::from(!line.discount.text().is_empty())
}

/// A line, as an entry of the list.
#[component]
pub(super) fn LineItem(desk: &'static Desk, key: u32, names: Names) -> impl IntoView {
    let line = desk.read(|draft| draft.line(key).cloned())?;
    let kind = desk.edition.kinds.get(line.kind)?;
    let told = RwSignal::new(Told::of(desk.edition, &line));
    let own = Own { desk, key, kind, kinds: line.kinds, told };
    let title = line_part(key, "title");
    Some(view! {
        <li class="line" id=format!("l{key}") aria-labelledby=title>
            <Head own title=title.clone() guessed=line.has_open_kind()/>
            <div class="line-fields"><Fields own name=line.name/></div>
            <div class="line-fields"><Months own title=title.clone()/></div>
            <div class="line-questions"><LineQuestions own in_row=true names/></div>
            <Outcome own/>
            <Details own names/>
            <Actions desk key title=title.clone()/>
        </li>
    })
}

#[component]
fn Head(own: Own, title: String, guessed: bool) -> impl IntoView {
    let change = kind_id(own.key);
    view! {
        <div class="line-head">
            <h3 id=title.clone()>
                {own.kind.label.as_str()}
                {guessed.then(|| view! { <Mark of=words::GUESS/> })}
            </h3>
            <button
                type="button"
                class="plain"
                aria-labelledby=format!("{change} {title}")
                id=change
                on:click=move |_| own.desk.pick(Picking::Change(own.key))
            >
                {answers::CHANGE_KIND}
            </button>
        </div>
    }
}

#[component]
fn Fields(own: Own, name: String) -> impl IntoView {
    let id = line_part(own.key, "name");
    let renamed = move |event: Targeted<Event, HtmlInputElement>| {
        let name = event.target().value();
        own.change(|line| line.name = name);
    };
    let price = Signal::derive(move || {
        let told = own.told.get();
        answers::price(told.monthly, told.tax.or(own.desk.tax.get()))
    });
    view! {
        <div class="field grow">
            <label class="label" for=id.clone()>{answers::NAME}</label>
            <input
                type="text"
                class="input"
                autocomplete="off"
                maxlength="200"
                id=id
                value=name
                on:change:target=renamed
            />
        </div>
        <SlotField own part=Slot::Price label=price unit=answers::YEN/>
        <SlotField own part=Slot::Quantity label=answers::QUANTITY/>
    }
}

/// The months stand behind the box that asks for them.
#[component]
fn Months(own: Own, title: String) -> impl IntoView {
    let monthly = Memo::new(move |_| own.told.get().monthly);
    view! {
        <Tick
            id=line_part(own.key, "monthly")
            words=answers::MONTHLY
            about=title
            checked=monthly
            on_tick=move |on| own.change(|line| line.monthly = on)
        />
        {move || {
            monthly.get().then(|| {
                view! {
                    <SlotField own part=Slot::InYear label=answers::IN_YEAR unit=answers::MONTHS/>
                    <SlotField own part=Slot::Total label=answers::TOTAL unit=answers::MONTHS/>
                }
            })
        }}
    }
}

/// The field of one of its numbers.
#[component]
pub(super) fn SlotField(
    own: Own,
    part: Slot,
    #[prop(into)] label: Signal<String>,
    #[prop(optional)] unit: &'static str,
    #[prop(optional)] help: Help,
) -> impl IntoView {
    let (entry, format) = own.line(|line| (line.entry(part).clone(), line.format(part)))?;
    let read = move |text: String| Said::of(&own.line(|line| line.format(part)).unwrap_or(Format::Yen), &text);
    let change = move |entry: Entry| own.change(|line| *line.entry_mut(part) = entry);
    Some(view! {
        <Field id=slot_id(own.key, part) label unit help entry mode=Mode::of(&format) read on_change=change/>
    })
}

/// The questions that are asked about lines of this kind: those of the row, or those of its details.
#[component]
pub(super) fn LineQuestions(own: Own, in_row: bool, names: Names) -> impl IntoView {
    let questions = own.desk.edition.item_questions.iter().enumerate();
    let asked = questions.filter(|(_, question)| is_asked(question, own.kinds) && stands_in_row(question) == in_row);
    asked.map(|(at, question)| view! { <LineQuestion own at question names/> }).collect_view()
}

#[component]
fn LineQuestion(own: Own, at: usize, question: &'static Question, names: Names) -> impl IntoView {
    let id = line_question_id(own.key, at);
    let others = Signal::derive(move || {
        let mut names = names.get();
        names.retain(|(key, _)| *key != own.key);
        names
    });
    let change = move |change: Change| {
        own.change(|line| {
            if let Some(reply) = line.replies.get_mut(at) {
                change.apply(reply);
            }
        });
    };
    view! {
        <div class="question" id=id>
            <Ask
                id=id.clone()
                name=line_part(own.key, &question.id)
                question
                reply=own.line(|line| line.replies.get(at).cloned()).flatten().unwrap_or_default()
                lines=others
                on_change=change
            />
        </div>
    }
}

#[component]
fn Actions(desk: &'static Desk, key: u32, title: String) -> impl IntoView {
    let button = |(part, words): (&'static str, &'static str)| {
        let id = line_part(key, part);
        let named = format!("{id} {title}");
        view! {
            <button type="button" class="plain" id=id aria-labelledby=named on:click=move |_| act(desk, key, part)>
                {words}
            </button>
        }
    };
    view! { <div class="line-actions">{answers::ACTIONS.map(button).collect_view()}</div> }
}

// Does it, and gives the focus to where the person goes on.
fn act(desk: &'static Desk, key: u32, action: &'static str) {
    let next = match action {
        "copy" => desk.change(|draft| draft.duplicate(key)).map_or_else(String::new, |copy| slot_id(copy, Slot::Price)),
        "delete" => {
            desk.remove(key);
            "undo".to_owned()
        }
        // A row that moves loses the focus on the way.
        _ => {
            desk.change(|draft| draft.shift(key, action == "down"));
            line_part(key, action)
        }
    };
    clock::soon(move || page::focus_control(&next));
}
