//! The usual mistakes: every change of one that a case worked by hand should notice.

use kaigo_hojo_rules::edition::Edition;
use kaigo_hojo_rules::mistake::{Change, Mistakes, Sealed};
use whole_system_tests::diagnosis::{WrittenCase, check_written, written_cases};

use crate::changes::of_op;
use crate::cores::each;

/// The cases of an edition; one that already fails notices nothing.
pub(crate) fn cases(edition: &Edition) -> Vec<WrittenCase> {
    let is_of = |case: &WrittenCase| case.draft.application.programme == edition.about.id;
    let fits = |case: &WrittenCase| is_of(case) && check_written(edition, case).is_empty();
    written_cases().into_iter().filter(fits).collect()
}

/// How many changes are noticed, and what is not.
pub(crate) fn check(edition: &Edition) -> (usize, Vec<String>) {
    let (programme, cases) = (&edition.about.id, cases(edition));
    let (mut noticed, mut missed) = (0, Vec::new());
    let changes = changes(edition);
    let is_noticed = each(&changes, |(what, mistakes)| {
        let changed = Edition { mistakes: Sealed::of(mistakes), ..edition.clone() };
        // The cases that expect the mistake are the likeliest to miss it.
        let (named, others): (Vec<_>, Vec<_>) =
            cases.iter().partition(|case| case.expected().any(|id| what.contains(id)));
        named.into_iter().chain(others).any(|case| !check_written(&changed, case).is_empty())
    });
    for ((what, _), is_noticed) in changes.iter().zip(is_noticed) {
        if is_noticed {
            noticed += 1;
        } else {
            missed.push(format!("{programme}: {what}"));
        }
    }
    (noticed, missed)
}

fn changes(edition: &Edition) -> Vec<(String, Mistakes)> {
    let Some(mistakes) = edition.mistakes.open() else { return Vec::new() };
    let mut all = Vec::new();
    let mut add = |what: String, change: &dyn Fn(&mut Mistakes)| {
        let mut changed = mistakes.clone();
        change(&mut changed);
        all.push((what, changed));
    };
    for (ix, mistake) in mistakes.list.iter().enumerate() {
        add(format!("mistake {} removed", mistake.id), &|m| _ = m.list.remove(ix));
        let parts = match &mistake.change {
            Change::Swap(swaps) => swaps.len(),
            Change::Suppose(supposed) => supposed.len(),
            Change::Band(tables) => tables.len(),
            Change::Facts(_) => 1,
        };
        for part in (0..parts).filter(|_| parts > 1) {
            add(format!("mistake {}: part {} removed", mistake.id, part + 1), &|m| match &mut m.list[ix].change {
                Change::Swap(swaps) => _ = swaps.remove(part),
                Change::Suppose(supposed) => _ = supposed.remove(part),
                Change::Band(tables) => _ = tables.remove(part),
                Change::Facts(_) => {}
            });
        }
    }
    for (ix, step) in mistakes.steps.iter().enumerate() {
        of_op(&step.op, &mut |what, change| {
            add(format!("mistake-step {}: {what}", step.id), &|m| change(&mut m.steps[ix].op));
        });
    }
    all
}
