//! What is rarely said of a line: its own tax, its discount, and questions with a usual answer. Drawn when it is opened.

use kaigo_hojo_contract::application::{Tax, tax_id};
use leptos::prelude::*;

use super::line::{LineQuestions, Names, Own, SlotField};
use crate::components::choice::{Choice, Radios};
use crate::components::field::Help;
use crate::components::parts::{Disclosure, Group};
use crate::draft::Slot;
use crate::erased::view;
use crate::ids::{details_id, line_part};
use crate::words::{self, answers};

/// The details, behind how many of them differ from what is usual.
#[component]
pub(super) fn Details(own: Own, names: Names) -> impl IntoView {
    let summary = move || answers::details(own.told.get().special);
    view! {
        <Disclosure class="line-more" id=details_id(own.key) summary=move || summary>
            <LineTax own/>
            <TaxRate own/>
            // Its share of a discount on the whole quote; who enters it there finds the shares here.
            <SlotField
                own
                part=Slot::Discount
                label=answers::DISCOUNT
                unit=answers::YEN
                help=Help { words: answers::DISCOUNT_HELP.into(), clause: "" }
            />
            <LineQuestions own in_row=false names/>
        </Disclosure>
    }
}

#[component]
fn LineTax(own: Own) -> impl IntoView {
    const ALL: [Option<Tax>; 4] = [None, Some(Tax::Excluded), Some(Tax::Included), Some(Tax::Exempt)];
    let id = line_part(own.key, "tax");
    let answers = ALL.map(|tax| Choice::new(tax.map_or("", tax_id), tax.map_or(answers::AS_QUOTE, words::tax)));
    let now = own.line(|line| line.tax).flatten();
    let chosen = Signal::stored(ALL.iter().position(|tax| *tax == now));
    let choose = move |at: usize| own.change(|line| line.tax = ALL.get(at).copied().flatten());
    view! {
        <Group question=answers::LINE_TAX>
            <Radios id=id.clone() name=id answers=answers.to_vec() chosen on_choose=choose/>
        </Group>
    }
}

#[component]
fn TaxRate(own: Own) -> impl IntoView {
    let id = line_part(own.key, "rate");
    let answers = vec![Choice::new("10", "10%"), Choice::new("8", "8%")];
    let chosen = Signal::stored(own.line(|line| usize::from(line.reduced_rate)));
    let choose = move |at: usize| own.change(|line| line.reduced_rate = at == 1);
    view! {
        <Group question=answers::TAX_RATE>
            <Radios id=id.clone() name=id answers chosen on_choose=choose/>
        </Group>
    }
}
