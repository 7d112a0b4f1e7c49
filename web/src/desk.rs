//! One programme on the table: what was entered, and what the engine says of it now.
//!
//! Views read signals and send changes here; each change is assessed once. A desk lives as long as the page, so that
//! Back and Forward lose nothing. Invariants: a row's signal changes only if that row's outcome changed; finding out
//! which question matters next never happens in the path of a key press; where one assessment takes long, the next waits
//! until typing pauses.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kaigo_hojo_assess::advice::{Advice, advise};
use kaigo_hojo_assess::application::Tax;
use kaigo_hojo_assess::assessment::{Amount, Assessment, ItemState, ItemStatus, NoteState, Verdict};
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::{AnswerKind, Edition, Status};
use kaigo_hojo_assess::{Answer, Assessor};
use leptos::prelude::{GetUntracked, LocalStorage, Owner, RwSignal, Set, StoredValue, Update, WithUntracked, WithValue, SetValue};

use crate::clock::{Settling, milliseconds};
use crate::draft::{Costs, Draft, Gap, Line, Mistake, item_id};
use crate::words;

/// An assessment that takes longer than this is not made at every key press (milliseconds).
const QUICK: f64 = 6.0;
/// How long typing must pause before a slow assessment is made.
const PAUSE: Duration = Duration::from_millis(60);
/// How long typing must pause before it is found out what to ask next.
const ADVISE_AFTER: Duration = Duration::from_millis(150);
/// How long nothing must change before the amount is announced to a screen reader.
const ANNOUNCE_AFTER: Duration = Duration::from_millis(1_200);

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
}

/// What the engine said last, and what stands in its way.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    /// The assessment; `None` only where it failed.
    pub(crate) assessment: Option<Assessment<'static>>,
    /// Why it failed.
    pub(crate) failure: Option<String>,
    /// How many lines are not complete, and the first of them with what it lacks.
    pub(crate) incomplete: Option<(usize, u32, Gap)>,
    /// The mistakes that are shown.
    pub(crate) mistakes: Vec<Mistake>,
}

/// One way of applying, beside the others.
#[derive(Clone, Debug)]
pub(crate) struct Way {
    /// Its name.
    pub(crate) label: &'static str,
    /// What it gives.
    pub(crate) amount: Option<Amount>,
    /// Whether it is open to this applicant.
    pub(crate) exists: bool,
    /// Whether it is the one that is taken.
    pub(crate) taken: bool,
}

/// What the list of kinds is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picking {
    /// A new line.
    New,
    /// The line with this key.
    Change(u32),
}

/// A line that was taken out, and can be put back.
#[derive(Clone, Debug)]
pub(crate) struct Removed {
    at: usize,
    line: Line,
    /// Its name.
    pub(crate) title: String,
}

/// One programme on the table.
#[derive(Debug)]
pub(crate) struct Desk {
    /// The programme.
    pub(crate) edition: &'static Edition,
    /// The day for which everything is said.
    pub(crate) today: Date,
    draft: Mutex<Draft>,
    assessor: Mutex<Assessor<'static>>,
    rows: Mutex<BTreeMap<u32, RwSignal<Option<Row>>>>,
    took: Mutex<f64>,
    owner: Owner,
    /// The keys of the lines in order.
    pub(crate) order: RwSignal<Vec<u32>>,
    /// What is said of the costs as a whole.
    pub(crate) costs: RwSignal<Costs>,
    /// How tax stands in the quote.
    pub(crate) tax: RwSignal<Option<Tax>>,
    /// What the engine said last.
    pub(crate) seen: RwSignal<Arc<Seen>>,
    /// What to ask next.
    pub(crate) advice: RwSignal<Arc<Advice>>,
    /// Changes when a line is called something else.
    pub(crate) names: RwSignal<u32>,
    /// The kind of what is being chosen, while the list of kinds is open.
    pub(crate) picking: RwSignal<Option<Picking>>,
    /// The line that was taken out last.
    pub(crate) removed: RwSignal<Option<Removed>>,
    /// Whether the bar at the foot of a narrow screen is open.
    pub(crate) bar_open: RwSignal<bool>,
    /// What was announced last.
    pub(crate) announced: RwSignal<String>,
    timers: StoredValue<Option<Timers>, LocalStorage>,
}

struct Timers {
    assess: Settling,
    advise: Settling,
    announce: Settling,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Desk {
    /// Opens a programme. The desk is never put away: it lives as long as the page.
    pub(crate) fn open(edition: Edition, today: Date, owner: &Owner) -> &'static Self {
        let edition: &'static Edition = Box::leak(Box::new(edition));
        let matters = vec![true; edition.questions.len()];
        let advice = Advice { matters, ..Advice::default() };
        let desk: &'static Self = owner.with(|| {
            Box::leak(Box::new(Self {
                edition,
                today,
                draft: Mutex::new(Draft::new(edition)),
                assessor: Mutex::new(Assessor::new(edition)),
                rows: Mutex::default(),
                took: Mutex::default(),
                owner: owner.clone(),
                order: RwSignal::new(Vec::new()),
                costs: RwSignal::new(Costs::Open),
                tax: RwSignal::new(None),
                seen: RwSignal::new(Arc::default()),
                advice: RwSignal::new(Arc::new(advice)),
                names: RwSignal::new(0),
                picking: RwSignal::new(None),
                removed: RwSignal::new(None),
                bar_open: RwSignal::new(false),
                announced: RwSignal::new(String::new()),
                timers: StoredValue::new_local(None),
            }))
        });
        desk.timers.set_value(Some(Timers {
            assess: Settling::new(PAUSE, || desk.assess()),
            advise: Settling::new(ADVISE_AFTER, || desk.advise()),
            announce: Settling::new(ANNOUNCE_AFTER, || desk.announce()),
        }));
        desk.assess();
        desk.advise();
        desk
    }

    /// The address of the programme.
    pub(crate) fn address(&self) -> String {
        format!("#{}", self.edition.about.id)
    }

    /// The address of its result.
    pub(crate) fn result_address(&self) -> String {
        format!("#{}/result", self.edition.about.id)
    }

    /// The state of the programme today.
    pub(crate) fn status(&self) -> Status {
        self.edition.status_on(self.today)
    }

    /// Whether there is input that leaving the page would lose.
    pub(crate) fn is_touched(&self) -> bool {
        lock(&self.draft).touched
    }

    /// Looks at what was entered.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&Draft) -> T) -> T {
        look(&lock(&self.draft))
    }

    /// Changes what was entered, and has it assessed.
    pub(crate) fn change<T>(&'static self, change: impl FnOnce(&mut Draft) -> T) -> T {
        let given = change(&mut lock(&self.draft));
        self.changed();
        given
    }

    /// As [`Desk::change`], where lines come, go or move.
    pub(crate) fn rearrange<T>(&'static self, change: impl FnOnce(&mut Draft) -> T) -> T {
        let given = change(&mut lock(&self.draft));
        let (keys, costs) = self.read(|draft| (draft.keys(), draft.costs()));
        self.order.set(keys);
        if self.costs.get_untracked() != costs {
            self.costs.set(costs);
        }
        self.changed();
        given
    }

    /// Takes a line out and keeps it, so that it can be put back.
    pub(crate) fn remove(&'static self, key: u32) {
        let title = self.read(|draft| draft.line(key).map(|line| line.title(self.edition)));
        if let (Some((at, line)), Some(title)) = (self.rearrange(|draft| draft.remove(key)), title) {
            self.removed.set(Some(Removed { at, line, title }));
        }
    }

    /// Puts the line back that was taken out last; its key.
    pub(crate) fn restore(&'static self) -> Option<u32> {
        let Removed { at, line, .. } = self.removed.get_untracked()?;
        self.removed.set(None);
        self.rearrange(|draft| draft.restore(at, line))
    }

    /// Says that a line is called something else.
    pub(crate) fn renamed(&self) {
        self.names.update(|names| *names += 1);
    }

    /// What a line is called: its number and its title.
    pub(crate) fn line_name(&self, id: &str) -> String {
        self.read(|draft| {
            let found = draft.lines().iter().enumerate().find(|(_, line)| item_id(line.key) == id);
            found.map_or_else(String::new, |(at, line)| format!("{}. {}", at + 1, line.title(self.edition)))
        })
    }

    /// What became of a line.
    pub(crate) fn row(&self, key: u32) -> RwSignal<Option<Row>> {
        let new = || self.owner.with(|| RwSignal::new(None));
        *lock(&self.rows).entry(key).or_insert_with(new)
    }

    fn changed(&'static self) {
        let slow = *lock(&self.took) > QUICK;
        if !slow {
            self.assess();
        }
        self.timers.with_value(|timers| {
            let Some(timers) = timers else { return };
            if slow {
                timers.assess.start();
            }
            timers.advise.start();
            timers.announce.start();
        });
    }

    fn assess(&self) {
        let began = milliseconds();
        let mut seen = Seen::default();
        let mut rows = Vec::new();
        {
            let draft = lock(&self.draft);
            let gaps = draft.gaps();
            let first = gaps.iter().enumerate().find_map(|(at, gap)| Some((draft.lines().get(at)?.key, (*gap)?)));
            seen.incomplete = first.map(|(key, gap)| (gaps.iter().flatten().count(), key, gap));
            seen.mistakes = draft.mistakes();
            match lock(&self.assessor).assess(draft.application(), self.today) {
                Ok(assessment) => {
                    rows = rows_of(draft.lines(), &gaps, &assessment);
                    seen.assessment = Some(assessment);
                }
                Err(error) => seen.failure = Some(error.to_string()),
            }
        }
        *lock(&self.took) = milliseconds() - began;
        for (key, row) in rows {
            let signal = self.row(key);
            if signal.with_untracked(|before| before.as_ref() != Some(&row)) {
                signal.set(Some(row));
            }
        }
        self.seen.set(Arc::new(seen));
    }

    fn advise(&self) {
        let advice = self.read(|draft| advise(self.edition, draft.application()));
        if let Ok(advice) = advice
            && self.advice.with_untracked(|before| **before != advice)
        {
            self.advice.set(Arc::new(advice));
        }
    }

    fn announce(&self) {
        let seen = self.seen.get_untracked();
        let text = match seen.assessment.as_ref().map(|assessment| (assessment.amount, assessment.verdict)) {
            Some((Some(amount), verdict)) => {
                let out = if verdict == Verdict::NotEligible { words::verdict(verdict) } else { "" };
                format!("{} {}。{out}", words::ESTIMATE, words::amount(amount))
            }
            _ => "補助額は計算できません。".to_owned(),
        };
        if self.announced.with_untracked(|before| *before != text) {
            self.announced.set(text);
        }
    }

    /// Each route with what it gives; empty where there is no choice or it fails.
    pub(crate) fn ways(&self) -> Vec<Way> {
        let edition = self.edition;
        let Some(menu) = &edition.menu else { return Vec::new() };
        let Some(question) = edition.questions.get(usize::from(menu.question)) else { return Vec::new() };
        let AnswerKind::Choice(routes) = &question.kind else { return Vec::new() };
        let taken = self.seen.get_untracked().assessment.as_ref().and_then(|assessment| assessment.route);
        let mut application = self.read(|draft| draft.application().clone());
        let ways = routes.iter().map(|route| {
            application.answers.insert(question.id.clone(), Answer::Text(route.id.clone()));
            let assessment = lock(&self.assessor).assess(&application, self.today).ok()?;
            let exists = assessment.route.is_none_or(|found| found == route.id);
            let taken = taken == Some(route.id.as_str());
            Some(Way { label: &route.label, amount: assessment.amount, exists, taken })
        });
        ways.collect::<Option<_>>().unwrap_or_default()
    }
}

fn rows_of(lines: &[Line], gaps: &[Option<Gap>], assessment: &Assessment<'static>) -> Vec<(u32, Row)> {
    let notes = |state: &ItemState<'static>| -> Vec<_> {
        let of = |note: &&NoteState<'static>| note.item_id.as_deref() == Some(state.id.as_str());
        assessment.notes.iter().filter(of).map(|note| (note.label, note.cite)).collect()
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
        };
        (line.key, row)
    };
    lines.iter().zip(gaps).zip(&assessment.items).map(row).collect()
}
