//! Packs with fewer words, for the page.
//!
//! Nothing that is computed depends on a word that is taken out here: only positions, conditions and figures decide, and
//! they stay.

use kaigo_hojo_rules::edition::{Edition, Example, Op, Operand, Step, StepIx};
use kaigo_hojo_rules::mistake::Sealed;

// Takes out the words of hidden steps that no explanation uses.
fn without_hidden_words(edition: &mut Edition) {
    let told = |step: &Step| !step.hidden && (step.column.is_some() || matches!(step.op, Op::Case(..)));
    let named: Vec<StepIx> = (edition.steps.iter().filter(|step| told(step)))
        .flat_map(|step| step.op.operands())
        .filter_map(|operand| if let Operand::Step(step) = operand { Some(*step) } else { None })
        .collect();
    for (ix, step) in (0..).zip(&mut edition.steps) {
        if step.hidden {
            step.id.clear();
            step.cite.clear();
            if !named.contains(&ix) {
                step.label.clear();
            }
        }
    }
}

/// What the answers are drawn from, which is what the page must have first: without the words of the self-check, the
/// readings, the overview, and of hidden steps that no explanation uses.
#[must_use]
pub fn for_answers(edition: &Edition) -> Edition {
    let mut light = edition.clone();
    without_hidden_words(&mut light);
    let about = &mut light.about;
    clear(&mut [&mut about.title, &mut about.rate, &mut about.hash]);
    about.ceilings.clear();
    about.not_covered.clear();
    for question in &mut light.questions {
        if light.sections[usize::from(question.section)].check {
            clear(&mut [&mut question.label, &mut question.help, &mut question.cite, &mut question.moot]);
        }
    }
    for section in light.sections.iter_mut().filter(|section| section.check) {
        clear(&mut [&mut section.label, &mut section.help]);
    }
    // Hints are for whoever reads a quote; what is chosen from shows names alone.
    for kind in &mut light.kinds {
        kind.examples.retain(|example| matches!(Example::of(example), Example::Name(_)));
    }
    for reading in &mut light.readings {
        clear(&mut [&mut reading.question, &mut reading.cite]);
        reading.options.iter_mut().for_each(|option| clear(&mut [&mut option.label]));
    }
    // Beside the answers stand the steps of the short explanation, without their clauses, and, at a line, those with a
    // value of its own.
    for (ix, step) in (0..).zip(&mut light.steps) {
        // What holds the amount down is told with the result; a limit of units is told at its lines.
        if let Some(limit) = step.limit.as_mut().filter(|_| !matches!(step.op, Op::Best(_))) {
            clear(&mut [&mut limit.label, &mut limit.cite]);
        }
        if step.column.is_none() {
            step.cite.clear();
            if !light.plan.short.contains(&ix) {
                step.label.clear();
            }
        }
    }
    light.categories.iter_mut().for_each(|category| clear(&mut [&mut category.label]));
    // What is said of a line stands at the line.
    for note in light.notes.iter_mut().filter(|note| !note.per_line) {
        clear(&mut [&mut note.label, &mut note.cite]);
    }
    for requirement in &mut light.requirements {
        clear(&mut [&mut requirement.id, &mut requirement.label, &mut requirement.cite, &mut requirement.advice]);
    }
    for document in &mut light.documents {
        clear(&mut [&mut document.id, &mut document.label, &mut document.cite, &mut document.reason]);
    }
    for deadline in &mut light.deadlines {
        clear(&mut [&mut deadline.id, &mut deadline.label, &mut deadline.cite, &mut deadline.help]);
    }
    light.date_rules.clear();
    light.mistakes = Sealed::default();
    if let Some(staffing) = &mut light.staffing {
        clear(&mut [&mut staffing.cite, &mut staffing.proof, &mut staffing.caution]);
        staffing.roles.clear();
    }
    light
}

fn clear(words: &mut [&mut String]) {
    words.iter_mut().for_each(|words| words.clear());
}
