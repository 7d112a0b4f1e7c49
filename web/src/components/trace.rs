//! How figures came about: the short explanation, every step, and the steps of one line.
//!
//! It lays out what the engine's trace says; it computes nothing and leaves nothing out of the whole trace.

use kaigo_hojo_assess::assessment::{Assessment, StepValue};

use crate::desk::Desk;
use crate::dom::El;
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

/// Whether the value of a step is single, or lies between two amounts.
pub(crate) fn is_narrow(step: &StepValue<'_>) -> bool {
    match &step.value {
        Some(value) => !value.contains('〜'),
        None => step.low_yen.is_none() || step.high_yen.is_some(),
    }
}

/// The step at a position of the edition, if the trace has it.
pub(crate) fn step<'a>(desk: &Desk, assessment: &'a Assessment<'static>, ix: u16) -> Option<&'a StepValue<'static>> {
    let id = &desk.edition.steps.get(usize::from(ix))?.id;
    assessment.steps.iter().find(|step| step.id == id)
}

/// The steps of the short explanation, in its order. Parts that give nothing are left out where there are others.
pub(crate) fn each_short(desk: &Desk, assessment: &Assessment<'static>, mut tell: impl FnMut(&StepValue<'static>)) {
    let edition = desk.edition;
    for ix in &edition.plan.short {
        let is_part = edition.categories.len() > 1 && edition.categories.iter().any(|part| part.amount == *ix);
        if let Some(step) = step(desk, assessment, *ix).filter(|step| !is_part || step.yen != Some(0)) {
            tell(step);
        }
    }
}

/// One step: what it is, how it came about, what it gives, and the clause.
pub(crate) fn put_step(place: &El, step: &StepValue<'_>, value: &str) -> El {
    let entry = place.add("li", "step");
    entry.put("span", "step-label", step.label);
    // A formula that only repeats the value says nothing.
    if step.formula != value {
        entry.put("span", "step-formula", &step.formula);
    }
    entry.put("strong", "step-value", value);
    entry.cite(step.cite);
    entry
}

/// Every step.
pub(crate) fn whole(desk: &'static Desk, place: &El) {
    let seen = desk.seen.peek();
    let Some(assessment) = &seen.assessment else { return };
    let list = place.add("ol", "steps");
    for step in &assessment.steps {
        let entry = put_step(&list, step, &value(step));
        if !step.lines.is_empty() {
            let lines = entry.add("ul", "step-lines");
            for line in &step.lines {
                let item = lines.add("li", "");
                item.put("span", "step-label", &desk.line_name(&line.item_id));
                item.put("strong", "step-value", &line.value);
            }
        }
    }
}

/// The steps that have a value for one line; they follow it.
pub(crate) fn of_line(desk: &'static Desk, key: u32, place: &El) {
    let id = item_id(key);
    place.live(move |place| {
        let seen = desk.seen.get();
        let list = place.add("ol", "steps");
        for step in seen.assessment.iter().flat_map(|assessment| &assessment.steps) {
            if let Some(own) = step.lines.iter().find(|line| line.item_id == id) {
                put_step(&list, step, &own.value);
            }
        }
        if list.0.child_element_count() == 0 {
            place.put("p", "hint", "この行には、計算に使う金額がまだありません。");
        }
    });
}
