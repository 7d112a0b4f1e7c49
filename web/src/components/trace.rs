//! How figures came about: the short explanation, every step, and the steps of one line.
//!
//! It lays out what the engine's trace says; it computes nothing and leaves nothing out of the whole trace.

use std::collections::BTreeMap;

use kaigo_hojo_assess::assessment::{Assessment, StepValue};
use leptos::prelude::*;

use crate::components::parts::{cite, el, said, text};
use crate::desk::Desk;
use crate::draft::item_id;
use crate::words::between;

/// The value of a step, as words.
pub(crate) fn value(step: &StepValue<'_>) -> String {
    match (&step.value, &step.exact) {
        (Some(value), _) => value.clone(),
        (None, Some(exact)) if step.yen.is_none() => format!("{exact}円"),
        _ => between(step.yen, step.low_yen, step.high_yen),
    }
}

/// The step with an id, if the trace has it.
pub(crate) fn step<'a>(assessment: &'a Assessment<'static>, id: &str) -> Option<&'a StepValue<'static>> {
    assessment.steps.iter().find(|step| step.id == id)
}

/// The steps of the short explanation, in its order. Parts that give nothing are left out where there are others.
pub(crate) fn short<'a>(desk: &Desk, assessment: &'a Assessment<'static>) -> Vec<&'a StepValue<'static>> {
    let edition = desk.edition;
    let name = |ix: u16| edition.steps.get(usize::from(ix)).map_or("", |step| step.id.as_str());
    let parts: Vec<&str> = edition.categories.iter().map(|category| name(category.amount)).collect();
    let empty = |step: &StepValue<'_>| parts.len() > 1 && step.yen == Some(0) && parts.contains(&step.id);
    let steps = edition.plan.short.iter().filter_map(|ix| step(assessment, name(*ix)));
    steps.filter(|step| !empty(step)).collect()
}

/// One step: what it is, how it came about, what it gives, and the clause.
pub(crate) fn told(step: &StepValue<'_>) -> AnyView {
    let value = value(step);
    // A formula that only repeats the value says nothing.
    let formula = if step.formula == value { String::new() } else { step.formula.clone() };
    let mut parts = vec![said("span", "step-label", step.label)];
    if !formula.is_empty() {
        parts.push(said("span", "step-formula", formula));
    }
    parts.push(said("strong", "step-value", value));
    parts.push(cite(step.cite));
    el("li", "step", parts)
}

/// Every step.
pub(crate) fn whole(desk: &'static Desk) -> AnyView {
    let seen = desk.seen.get();
    let Some(assessment) = &seen.assessment else { return ().into_any() };
    let names: BTreeMap<String, String> = desk.read(|draft| {
        draft.lines().iter().enumerate().map(|(at, line)| (item_id(line.key), format!("{}. {}", at + 1, line.title(desk.edition)))).collect()
    });
    let line_of = |id: &str| names.get(id).cloned().unwrap_or_default();
    let told = |step: &StepValue<'static>| {
        if step.lines.is_empty() {
            return told(step);
        }
        let lines = step.lines.iter().map(|line| {
            el("li", "", vec![said("span", "step-label", line_of(&line.item_id)), said("strong", "step-value", line.value.clone())])
        });
        let head = vec![
            said("span", "step-label", step.label),
            said("span", "step-formula", step.formula.clone()),
            cite(step.cite),
            el("ul", "step-lines", lines.collect()),
        ];
        el("li", "step", head)
    };
    el("ol", "steps", assessment.steps.iter().map(told).collect())
}

/// The steps that have a value for one line.
pub(crate) fn of_line(desk: &'static Desk, key: u32) -> AnyView {
    let seen = desk.seen.get();
    let id = item_id(key);
    let steps = seen.assessment.iter().flat_map(|assessment| &assessment.steps);
    let told = steps.filter_map(|step| {
        let own = step.lines.iter().find(|line| line.item_id == id)?;
        let parts = vec![
            said("span", "step-label", step.label),
            said("span", "step-formula", step.formula.clone()),
            said("strong", "step-value", own.value.clone()),
            cite(step.cite),
        ];
        Some(el("li", "step", parts))
    });
    let told: Vec<AnyView> = told.collect();
    if told.is_empty() {
        return el("p", "hint", vec![text("単価と数量を入力すると、この行の計算を示します。")]);
    }
    el("ol", "steps", told)
}
