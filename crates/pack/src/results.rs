//! Which steps a pack's result needs.

use crate::graph::narrow;
use crate::names::Names;
use crate::source::{self, Name};

/// The steps of a pack's result, by name.
pub(crate) fn result_names(plan: &source::Plan) -> Vec<&Name> {
    let mut all = vec![&plan.amount, &plan.counted, &plan.eligible, &plan.by_rate, &plan.limited];
    all.extend(&plan.short);
    all.extend(plan.band.iter().map(|(by, _)| by).chain(&plan.rate).chain(&plan.staff));
    all
}

/// The same as positions.
pub(crate) fn result_steps(plan: &source::Plan, names: &Names<'_>) -> Vec<u16> {
    result_names(plan)
        .into_iter()
        .filter_map(|name| names.steps.get(name.get_ref().as_str()).copied())
        .map(|ix| narrow(usize::from(ix)))
        .collect()
}
