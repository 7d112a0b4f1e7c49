//! What the engine says of a desk, and when it is asked: at once, or when typing pauses.

use kaigo_hojo_assess::advice::advise;
use leptos::prelude::*;

use super::running::rows;
use super::{Desk, Running};
use crate::browser::clock::milliseconds;
use crate::words;

/// An estimate that takes longer than this is not made at every key press, in milliseconds.
const QUICK: f64 = 6.0;
/// How long typing must pause before it is found out what to ask next, in milliseconds.
const ADVISE_AFTER: f64 = 150.0;
/// How long nothing must change before the amount is announced to a screen reader, in milliseconds.
const ANNOUNCE_AFTER: f64 = 1_200.0;
/// How long nothing must change before the list of drafts is told, in milliseconds.
const TELL_AFTER: f64 = 500.0;
/// What takes long waits for a pause of so many times what it took last, so that it hardly ever meets a key.
const PATIENCE: f64 = 6.0;

impl Desk {
    pub(super) fn changed(&'static self) {
        let (assess, advise) = self.took.get_value();
        let (wait, advise) = (assess * PATIENCE, advise * PATIENCE);
        if assess > QUICK {
            self.timers.assess.start(wait, || self.assess());
        } else {
            self.assess();
        }
        self.timers.advise.start(advise.max(wait).max(ADVISE_AFTER), || self.advise());
        self.timers.announce.start(ANNOUNCE_AFTER + wait, || self.announce());
        self.timers.tell.start(TELL_AFTER + wait, || self.tell());
    }

    /// Says now what the engine says of what is entered now.
    pub(crate) fn assess(&self) {
        let began = milliseconds();
        let (running, rows) = self.read(|draft| {
            let gaps = draft.gaps();
            let mut running = Running::of(draft, &gaps);
            let estimated = self.estimator.try_update_value(|estimator| estimator.estimate(draft.application()));
            match estimated {
                Some(Ok(estimate)) => {
                    let rows = rows(draft.lines(), &gaps, &estimate);
                    running.estimate = Some(estimate);
                    (running, rows)
                }
                Some(Err(error)) => (Running { failure: Some(error.to_string()), ..running }, Vec::new()),
                None => (running, Vec::new()),
            }
        });
        self.took.update_value(|took| took.0 = milliseconds() - began);
        for (key, row) in rows {
            let own = self.row(key);
            if own.with_untracked(|before| before.as_ref() != Some(&row)) {
                own.set(Some(row));
            }
        }
        self.running.set(running);
    }

    /// Finds out what to ask first, unless that has been found out already. Done before anything is drawn of the desk:
    /// what cannot matter is folded from the beginning.
    pub(crate) fn be_advised(&self) {
        if !self.advised.get_value() {
            self.advise();
            self.took.update_value(|took| took.1 = 0.0);
        }
    }

    pub(super) fn advise(&self) {
        let began = milliseconds();
        let advice = self.read(|draft| advise(self.edition, draft.application()));
        self.took.update_value(|took| took.1 = milliseconds() - began);
        self.advised.set_value(true);
        if let Ok(advice) = advice
            && self.advice.with_untracked(|before| *before != advice)
        {
            self.advice.set(advice);
        }
    }

    fn announce(&self) {
        self.announced.set(self.running.with_untracked(words::answers::announcement));
    }
}
