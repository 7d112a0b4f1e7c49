//! One step of how a figure came about: what it is, the sum, what it gives, and the clause.

use kaigo_hojo_contract::assessment::StepValue;
use leptos::prelude::*;

use super::parts::Cite;
use crate::erased::view;
use crate::trace::formula;

/// A step, into a list. `value`: what it gives; its own, or that of one line. Children: the values of its lines.
#[component]
pub(crate) fn Step<'s>(
    step: &'s StepValue<'static>,
    value: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView + use<> {
    let formula = formula(step, &value).to_owned();
    view! {
        <li class="step">
            <span class="step-label">{step.label}</span>
            {(!formula.is_empty()).then(|| view! { <span class="step-formula">{formula}</span> })}
            <strong class="step-value">{value}</strong>
            <Cite clause=step.cite/>
            {children.map(|children| children())}
        </li>
    }
}
