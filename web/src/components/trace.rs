//! How figures came about: the short explanation, every step, and the steps of one line.
//!
//! It lays out what the engine's trace says; it computes nothing and leaves nothing out of the whole trace.

use kaigo_hojo_assess::assessment::{Assessment, StepValue};

use crate::components::parts::cite;
use crate::desk::Desk;
use crate::dom::{El, el, said};
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

/// The step at a position of the edition, if the trace has it.
pub(crate) fn step<'a>(desk: &Desk, assessment: &'a Assessment<'static>, ix: u16) -> Option<&'a StepValue<'static>> {
    let id = &desk.edition.steps.get(usize::from(ix))?.id;
    assessment.steps.iter().find(|step| step.id == id)
}

/// The steps of the short explanation, in its order. Parts that give nothing are left out where there are others.
pub(crate) fn short<'a>(desk: &Desk, assessment: &'a Assessment<'static>) -> Vec<&'a StepValue<'static>> {
    let edition = desk.edition;
    let is_part = |ix: &u16| edition.categories.len() > 1 && edition.categories.iter().any(|part| part.amount == *ix);
    let steps = edition.plan.short.iter().filter_map(|ix| Some((ix, step(desk, assessment, *ix)?)));
    steps.filter(|(ix, step)| !is_part(ix) || step.yen != Some(0)).map(|(_, step)| step).collect()
}

/// One step: what it is, how it came about, what it gives, and the clause.
pub(crate) fn told(step: &StepValue<'_>) -> El {
    entry(step.label, &step.formula, value(step), step.cite)
}

fn entry(label: &str, formula: &str, value: String, clause: &str) -> El {
    let mut parts = vec![said("span", "step-label", label)];
    // A formula that only repeats the value says nothing.
    if formula != value {
        parts.push(said("span", "step-formula", formula));
    }
    parts.push(said("strong", "step-value", value));
    parts.push(cite(clause));
    el("li", "step", parts)
}

/// Every step.
pub(crate) fn whole(desk: &'static Desk) -> El {
    let seen = desk.seen.get();
    let steps = seen.assessment.iter().flat_map(|assessment| &assessment.steps).map(|step| {
        if step.lines.is_empty() {
            return told(step);
        }
        let line = |line: &kaigo_hojo_assess::assessment::LineValue| {
            let name = said("span", "step-label", desk.line_name(&line.item_id));
            el("li", "", vec![name, said("strong", "step-value", &line.value)])
        };
        let lines = el("ul", "step-lines", step.lines.iter().map(line).collect());
        let head = vec![said("span", "step-label", step.label), said("span", "step-formula", &step.formula)];
        el("li", "step", head).with(vec![cite(step.cite), lines])
    });
    el("ol", "steps", steps.collect())
}

/// The steps that have a value for one line.
pub(crate) fn of_line(desk: &'static Desk, key: u32) -> El {
    let seen = desk.seen.get();
    let id = item_id(key);
    let steps = seen.assessment.iter().flat_map(|assessment| &assessment.steps);
    let told = steps.filter_map(|step| {
        let own = step.lines.iter().find(|line| line.item_id == id)?;
        Some(entry(step.label, &step.formula, own.value.clone(), step.cite))
    });
    let told: Vec<El> = told.collect();
    if told.is_empty() {
        return said("p", "hint", "この行には、計算に使う金額がまだありません。");
    }
    el("ol", "steps", told)
}
