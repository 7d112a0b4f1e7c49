//! How figures came about: the value of a step, the steps of the short explanation, and one step with its clause.
//!
//! It lays out what the engine's trace says; it computes nothing.

use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::assessment::StepValue;

use crate::words::{self, between};

/// The value of a step, as words.
pub(crate) fn value(step: &StepValue<'_>) -> String {
    match (&step.value, &step.exact) {
        (Some(value), _) => value.clone(),
        (None, Some(exact)) if step.yen.is_none() => words::exact(exact),
        _ => between(step.yen, step.low_yen, step.high_yen),
    }
}

/// How a step came about; nothing where that only repeats its value.
pub(crate) fn formula<'s>(step: &'s StepValue<'_>, value: &str) -> &'s str {
    if step.formula == value { "" } else { &step.formula }
}

/// Whether the value of a step is single, or lies between two amounts.
pub(crate) fn is_narrow(step: &StepValue<'_>) -> bool {
    match &step.value {
        Some(value) => !value.contains('〜'),
        None => step.low_yen.is_none() || step.high_yen.is_some(),
    }
}

/// The step at a position of the edition, if the trace has it.
pub(crate) fn step<'a>(edition: &Edition, steps: &'a [StepValue<'static>], ix: u16) -> Option<&'a StepValue<'static>> {
    let id = &edition.steps.get(usize::from(ix))?.id;
    steps.iter().find(|step| step.id == id)
}
