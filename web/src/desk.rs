//! One programme on the table: what was entered, and what the engine says of it now.
//!
//! Views read signals and send changes here; each change is assessed once. A desk lives as long as the page, so that
//! Back and Forward lose nothing. Invariants: a row's signal changes only if that row's outcome changed; finding out
//! which question matters next never happens in the path of a key press; where one estimate takes long, the next waits
//! until typing pauses.

use core::cell::{Cell, RefCell};
use std::borrow::Cow;
use std::rc::Rc;

use kaigo_hojo_assess::advice::{Advice, advise};
use kaigo_hojo_assess::application::Tax;
use kaigo_hojo_assess::assessment::{ItemState, ItemStatus, NoteState, Verdict};
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::{Edition, Status};
use kaigo_hojo_assess::{Estimate, Estimator};
use kaigo_hojo_parts::clock::{Settling, milliseconds};
use kaigo_hojo_parts::dom::{Key, Shared, Watched};
use kaigo_hojo_parts::handover::{self, Counts};
use kaigo_hojo_parts::ids::item_id;
use kaigo_hojo_parts::words;
use leptos::prelude::Owner;

use crate::draft::{Costs, Draft, Gap, Line, Mistake, Slot};

/// An estimate that takes longer than this is not made at every key press, in milliseconds.
const QUICK: f64 = 6.0;
/// How long typing must pause before it is found out what to ask next, in milliseconds.
const ADVISE_AFTER: f64 = 150.0;
/// How long nothing must change before the amount is announced to a screen reader, in milliseconds.
const ANNOUNCE_AFTER: f64 = 1_200.0;
/// How long nothing must change before the later module is told, in milliseconds.
const TELL_AFTER: f64 = 500.0;
/// What takes long waits for a pause of so many times what it took last, so that it hardly ever meets a key.
const PATIENCE: f64 = 6.0;

/// What became of one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// Counted or not.
    pub(crate) status: ItemStatus,
    /// How much of it.
    pub(crate) counted: Option<i64>,
    /// Why.
    pub(crate) reason: Cow<'static, str>,
    /// What would bring it in; may be empty.
    pub(crate) remedy: &'static str,
    /// The clause.
    pub(crate) cite: &'static str,
    /// What to know about it, each with its clause.
    pub(crate) notes: Vec<(&'static str, &'static str)>,
    /// What it lacks.
    pub(crate) gap: Option<Gap>,
    /// What is taken off it.
    pub(crate) discount: i64,
}

/// What the engine said last, and what stands in its way.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The estimate; `None` only where it failed.
    pub(crate) estimate: Option<Estimate<'static>>,
    /// Why it failed.
    pub(crate) failure: Option<String>,
    /// How many lines are left out because they are not complete.
    pub(crate) left_out: usize,
    /// How many of them wait for something; the others have a mistake.
    pub(crate) waiting: usize,
    /// The first line that waits for something, and for what.
    pub(crate) first_gap: Option<(u32, Gap)>,
    /// The mistakes that are shown.
    pub(crate) mistakes: Vec<Mistake>,
    /// How many lines nobody has said the kind of.
    pub(crate) guesses: usize,
}

/// What the list of kinds is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picking {
    /// A new line.
    New,
    /// The line with this key.
    Change(u32),
}

/// One programme on the table.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The programme.
    pub(crate) edition: &'static Edition,
    /// The day for which everything is said.
    pub(crate) today: Date,
    draft: RefCell<Draft>,
    estimator: RefCell<Estimator<'static>>,
    rows: RefCell<Vec<(u32, Watcher)>>,
    assess_took: Cell<f64>,
    advise_took: Cell<f64>,
    advised: Cell<bool>,
    // Whether the later module has heard of the last change.
    told: Cell<bool>,
    owner: Owner,
    timers: RefCell<Vec<Settling>>,
    /// The lines in order.
    pub(crate) order: Watched<Vec<Key>>,
    /// What is said of the costs as a whole.
    pub(crate) costs: Watched<Costs>,
    /// How tax stands in the quote.
    pub(crate) tax: Watched<Option<Tax>>,
    /// How often a line was called something else.
    pub(crate) names: Watched<u32>,
    /// What the engine said last.
    pub(crate) seen: Watched<Shared<Seen>>,
    /// What to ask next.
    pub(crate) advice: Watched<Shared<Advice>>,
    /// What the list of kinds is open for.
    pub(crate) picking: Watched<Option<Picking>>,
    /// The name of the line that was taken out last, as long as it can be put back.
    pub(crate) removed: Watched<Option<String>>,
    gone: RefCell<Option<(usize, Line)>>,
    /// Whether the bar at the foot of a narrow screen is open.
    pub(crate) bar_open: Watched<bool>,
    /// What was announced last.
    pub(crate) announced: Watched<String>,
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

/// The timers of a desk, by what they wait to do.
const ASSESS: usize = 0;
const ADVISE: usize = 1;
const ANNOUNCE: usize = 2;
const TELL: usize = 3;

impl Desk {
    /// A programme with what is entered for it. The desk is never put away: it lives as long as the page.
    pub(crate) fn open(edition: &'static Edition, draft: Draft, today: Date, owner: &Owner) -> &'static Self {
        let matters = vec![true; edition.questions.len()];
        let advice = Advice { matters, ..Advice::default() };
        let (order, costs, tax) = (draft.keys(), draft.costs(), draft.tax());
        let desk: &'static Self = owner.with(|| {
            Box::leak(Box::new(Self {
                edition,
                today,
                draft: RefCell::new(draft),
                estimator: RefCell::new(Estimator::new(edition)),
                rows: RefCell::default(),
                assess_took: Cell::default(),
                advise_took: Cell::default(),
                advised: Cell::default(),
                told: Cell::default(),
                owner: owner.clone(),
                timers: RefCell::default(),
                order: Watched::new(order),
                costs: Watched::new(costs),
                tax: Watched::new(tax),
                names: Watched::new(0),
                seen: Watched::new(Shared::default()),
                advice: Watched::new(Shared::new(advice)),
                picking: Watched::new(None),
                removed: Watched::new(None),
                gone: RefCell::default(),
                bar_open: Watched::new(false),
                announced: Watched::new(String::new()),
            }))
        });
        // In the order of the constants above.
        desk.timers.replace(vec![
            Settling::new(|| desk.assess()),
            Settling::new(|| desk.advise()),
            Settling::new(|| desk.announce()),
            Settling::new(|| desk.tell()),
        ]);
        desk.assess();
        // The first time is slower than any other: it says nothing of the next.
        desk.assess_took.set(0.0);
        desk
    }

    /// Finds out what to ask first, unless that has been found out already. Done before anything is drawn of the desk:
    /// what cannot matter is folded from the beginning.
    pub(crate) fn be_advised(&self) {
        if !self.advised.replace(true) {
            self.advise();
            self.advise_took.set(0.0);
        }
    }

    /// The address of one of its screens in the later module.
    pub(crate) fn later(&self, screen: &str) -> String {
        ["#", &self.edition.about.id, "/", screen].concat()
    }

    /// The state of the programme today.
    pub(crate) fn status(&self) -> Status {
        self.edition.about.status_on(self.today)
    }

    /// Whether there is input that leaving the page would lose.
    pub(crate) fn is_touched(&self) -> bool {
        self.draft.borrow().touched
    }

    /// What was told last is kept elsewhere.
    pub(crate) fn set_kept(&self) {
        if self.told.get() {
            self.draft.borrow_mut().touched = false;
        }
    }

    /// Tells the later module what is entered now.
    pub(crate) fn tell(&self) {
        self.told.set(true);
        let (document, counts) = self.read(|draft| {
            let waiting = draft.gaps().iter().flatten().filter(|gap| !matches!(gap, Gap::Wrong(_))).count();
            (draft.document(), Counts { mistakes: draft.mistakes().len(), waiting })
        });
        handover::draft(&document, counts);
    }

    /// Says nothing any more: another desk has its place.
    pub(crate) fn retire(&self) {
        self.timers.borrow().iter().for_each(Settling::stop);
    }

    /// Looks at what was entered.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&Draft) -> T) -> T {
        look(&self.draft.borrow())
    }

    /// Changes what was entered, and has it assessed.
    pub(crate) fn change<T>(&self, change: impl FnOnce(&mut Draft) -> T) -> T {
        let given = change(&mut self.draft.borrow_mut());
        self.changed();
        given
    }

    /// As [`Desk::change`], where lines come, go, move or become another kind.
    pub(crate) fn rearrange<T>(&self, change: impl FnOnce(&mut Draft) -> T) -> T {
        let given = change(&mut self.draft.borrow_mut());
        let (keys, costs) = self.read(|draft| (draft.keys(), draft.costs()));
        self.order.set(keys);
        self.costs.set(costs);
        self.renamed();
        self.changed();
        given
    }

    /// Says how tax stands in the quote.
    pub(crate) fn set_tax(&self, tax: Tax) {
        self.change(|draft| draft.set_tax(tax));
        self.tax.set(Some(tax));
    }

    /// Opens the list of kinds, also where it has just been closed and that has not been told yet.
    pub(crate) fn pick(&self, picking: Picking) {
        self.picking.set(None);
        self.picking.set(Some(picking));
    }

    /// Takes a line out and keeps it, so that it can be put back.
    pub(crate) fn remove(&self, key: u32) {
        let gone = self.rearrange(|draft| draft.remove(key));
        self.removed.set(gone.as_ref().map(|(_, line)| line.title(self.edition)));
        self.gone.replace(gone);
    }

    /// Puts the line back that was taken out last; its key.
    pub(crate) fn restore(&self) -> Option<u32> {
        let (at, line) = self.gone.take()?;
        self.removed.set(None);
        self.rearrange(|draft| draft.restore(at, line))
    }

    /// Says that a line is called something else.
    pub(crate) fn renamed(&self) {
        let names = *self.names.peek();
        self.names.set(names + 1);
    }

    /// What a line is called: its number and its title.
    pub(crate) fn line_name(&self, id: &str) -> String {
        self.read(|draft| {
            let found = draft.lines().iter().enumerate().find(|(_, line)| item_id(line.key) == id);
            found.map_or_else(String::new, |(at, line)| format!("{}. {}", at + 1, line.title(self.edition)))
        })
    }

    /// What became of a line.
    pub(crate) fn row(&self, key: u32) -> Rc<Watched<Option<Row>>> {
        let mut rows = self.rows.borrow_mut();
        if let Some((_, row)) = rows.iter().find(|(other, _)| *other == key) {
            return Rc::clone(row);
        }
        let row = Rc::new(self.owner.with(|| Watched::new(None)));
        rows.push((key, Rc::clone(&row)));
        row
    }

    fn changed(&self) {
        self.told.set(false);
        let (assess, advise) = (self.assess_took.get() * PATIENCE, self.advise_took.get() * PATIENCE);
        let timers = self.timers.borrow();
        if self.assess_took.get() > QUICK {
            timers.get(ASSESS).into_iter().for_each(|timer| timer.start(assess));
        } else {
            self.assess();
        }
        timers.get(ADVISE).into_iter().for_each(|timer| timer.start(advise.max(assess).max(ADVISE_AFTER)));
        timers.get(ANNOUNCE).into_iter().for_each(|timer| timer.start(ANNOUNCE_AFTER + assess));
        timers.get(TELL).into_iter().for_each(|timer| timer.start(TELL_AFTER + assess));
    }

    /// Says now what the engine says of what is entered now.
    pub(crate) fn assess(&self) {
        let began = milliseconds();
        let mut seen = Seen::default();
        let mut rows = Vec::new();
        {
            let draft = self.draft.borrow();
            let gaps = draft.gaps();
            for (line, gap) in draft.lines().iter().zip(&gaps) {
                seen.left_out += usize::from(gap.is_some());
                seen.guesses += usize::from(line.has_open_kind());
                if let Some(gap) = gap.filter(|gap| !matches!(gap, Gap::Wrong(_))) {
                    seen.waiting += 1;
                    seen.first_gap = seen.first_gap.or(Some((line.key, gap)));
                }
            }
            seen.mistakes = draft.mistakes();
            match self.estimator.borrow_mut().estimate(draft.application()) {
                Ok(estimate) => {
                    rows = rows_of(draft.lines(), &gaps, &estimate);
                    seen.estimate = Some(estimate);
                }
                Err(error) => seen.failure = Some(error.to_string()),
            }
        }
        self.assess_took.set(milliseconds() - began);
        for (key, row) in rows {
            self.row(key).set(Some(row));
        }
        self.seen.set(Shared::new(seen));
    }

    fn advise(&self) {
        let began = milliseconds();
        let advice = self.read(|draft| advise(self.edition, draft.application()));
        self.advise_took.set(milliseconds() - began);
        if let Ok(advice) = advice
            && **self.advice.peek() != advice
        {
            self.advice.set(Shared::new(advice));
        }
    }

    fn announce(&self) {
        let seen = self.seen.peek();
        let text = match seen.estimate.as_ref().map(|estimate| (estimate.amount, estimate.verdict)) {
            Some((Some(amount), verdict)) => {
                let out = if verdict == Verdict::NotEligible { words::verdict(verdict) } else { "" };
                let left_out = if seen.left_out > 0 { words::left_out(seen.left_out) } else { String::new() };
                format!("{} {}。{left_out}{out}", words::ESTIMATE, words::amount(amount))
            }
            _ => "補助額は計算できません。".to_owned(),
        };
        self.announced.set(text);
    }
}

fn rows_of(lines: &[Line], gaps: &[Option<Gap>], estimate: &Estimate<'static>) -> Vec<(u32, Row)> {
    let notes = |state: &ItemState<'static>| -> Vec<_> {
        let of = |note: &&NoteState<'static>| note.item_id.as_deref() == Some(state.id.as_str());
        estimate.notes.iter().filter(of).map(|note| (note.label, note.cite)).collect()
    };
    let row = |((line, gap), state): ((&Line, &Option<Gap>), &ItemState<'static>)| {
        debug_assert_eq!(state.id, item_id(line.key), "the outcomes are in the order of the lines");
        let row = Row {
            status: state.status,
            counted: state.counted_yen,
            reason: state.reason.clone(),
            remedy: state.remedy,
            cite: state.cite,
            notes: notes(state),
            gap: *gap,
            discount: line.number(Slot::Discount).unwrap_or(0),
        };
        (line.key, row)
    };
    lines.iter().zip(gaps).zip(&estimate.items).map(row).collect()
}

/// What follows the state of one line.
type Watcher = Rc<Watched<Option<Row>>>;
