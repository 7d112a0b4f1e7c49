//! One programme on the table: what is entered for it, and what the engine says of it now.
//!
//! Components read its signals and send changes to its methods; each change is assessed once. A desk lives as long as the
//! page, so that Back and Forward lose nothing. Invariants: a row's signal changes only if that row's outcome changed;
//! finding out which question matters next never happens in the path of a key press; where one estimate takes long, the
//! next waits until typing pauses.

use std::collections::BTreeMap;

use kaigo_hojo_assess::advice::Advice;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::{Edition, Status};
use kaigo_hojo_assess::{Assessor, Estimator};
use kaigo_hojo_contract::Dates;
use kaigo_hojo_contract::application::Tax;
use kaigo_hojo_contract::draft::{Draft as Document, Quote, StaffTable, Written};
use leptos::prelude::*;

use super::{Preview, Row, Running, Store};
use crate::browser::clock::{Timer, today};
use crate::draft::entry::Entry;
use crate::draft::{Costs, Draft, Line};
use crate::ids::item_id;

/// What the list of kinds is open for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Picking {
    /// A new line.
    New,
    /// The line with this key.
    Change(u32),
}

/// One programme on the table.
pub(crate) struct Desk {
    /// The programme.
    pub(crate) edition: &'static Edition,
    // The same with all words, once it has come.
    whole: RwSignal<Option<&'static Edition>>,
    /// Where it is not published: the pack that is tried out.
    pub(crate) preview: Option<&'static Preview>,
    /// The day for which everything is said.
    pub(crate) today: Date,
    store: Store,

    /// What is typed and chosen among the answers. Components follow what is derived of it below, and look at it itself
    /// without following it.
    pub(crate) draft: RwSignal<Draft>,
    /// How often everything in it was replaced: the answers are drawn anew.
    pub(crate) turn: RwSignal<u32>,
    /// The lines in order, each by its key and the turn of its kind.
    pub(crate) order: Memo<Vec<(u32, u32)>>,
    /// What is said of the costs as a whole.
    pub(crate) costs: Memo<Costs>,
    /// How tax stands in the quote. Every row follows it: a memo of the draft would have each of them ask at every key
    /// whether it has changed.
    pub(crate) tax: RwSignal<Option<Tax>>,

    /// What the applicant calls the draft.
    pub(crate) name: RwSignal<Option<String>>,
    /// The dates of the project.
    pub(crate) dates: RwSignal<Dates>,
    /// The figures that the applicant wrote on the form.
    pub(crate) written: RwSignal<Written>,
    /// The papers that are ready.
    pub(crate) ticks: RwSignal<Vec<String>>,
    /// What is printed on the quote beside its lines.
    pub(crate) quote: RwSignal<Quote>,
    /// The table of staff.
    pub(crate) staff: RwSignal<Option<StaffTable>>,
    // What is typed in fields of the later screens, by their ids, and whether it cannot be read: then the draft does not
    // hold it.
    typed: StoredValue<BTreeMap<String, (Entry, bool)>>,
    /// The fields of the later screens whose text cannot be read, by their ids.
    pub(crate) unread: RwSignal<Vec<String>>,
    // Whether there is something that leaving the page would lose.
    touched: StoredValue<bool>,

    pub(super) estimator: StoredValue<Estimator<'static>>,
    pub(super) assessor: StoredValue<Option<Assessor<'static>>>,
    rows: StoredValue<Vec<(u32, RwSignal<Option<Row>>)>>,
    /// What the engine said last.
    pub(crate) running: RwSignal<Running>,
    /// What to ask next.
    pub(crate) advice: RwSignal<Advice>,
    // How long the last estimate and the last advice took.
    pub(super) took: StoredValue<(f64, f64)>,
    pub(super) advised: StoredValue<bool>,
    pub(super) timers: Timers,

    /// What the list of kinds is open for.
    pub(crate) picking: RwSignal<Option<Picking>>,
    /// The name of the line that was taken out last, as long as it can be put back.
    pub(crate) removed: RwSignal<Option<String>>,
    gone: StoredValue<Option<(usize, Line)>>,
    /// Whether the bar at the foot of a narrow screen is open.
    pub(crate) bar_open: RwSignal<bool>,
    /// What was announced last.
    pub(crate) announced: RwSignal<String>,
}

// What waits for typing to pause.
pub(super) struct Timers {
    pub(super) assess: Timer,
    pub(super) advise: Timer,
    pub(super) announce: Timer,
    pub(super) tell: Timer,
}

impl core::fmt::Debug for Desk {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_tuple("Desk").field(&self.edition.about.id).finish()
    }
}

impl PartialEq for Desk {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self, other)
    }
}

impl Desk {
    /// A programme with nothing entered. The current owner is to live as long as the page.
    pub(crate) fn open(store: Store, edition: &'static Edition, preview: Option<&'static Preview>) -> &'static Self {
        let draft = RwSignal::new(Draft::new(edition));
        let advice = Advice { matters: vec![true; edition.questions.len()], ..Advice::default() };
        let desk: &'static Self = Box::leak(Box::new(Self {
            edition,
            whole: RwSignal::new(None),
            preview,
            today: today(),
            store,
            draft,
            turn: RwSignal::new(0),
            order: Memo::new(move |_| draft.with(Draft::keys)),
            costs: Memo::new(move |_| draft.with(Draft::costs)),
            tax: RwSignal::new(None),
            name: RwSignal::new(None),
            dates: RwSignal::default(),
            written: RwSignal::default(),
            ticks: RwSignal::default(),
            quote: RwSignal::default(),
            staff: RwSignal::new(None),
            typed: StoredValue::default(),
            unread: RwSignal::default(),
            touched: StoredValue::new(false),
            estimator: StoredValue::new(Estimator::new(edition)),
            assessor: StoredValue::new(None),
            rows: StoredValue::default(),
            running: RwSignal::default(),
            advice: RwSignal::new(advice),
            took: StoredValue::new((0.0, 0.0)),
            advised: StoredValue::new(false),
            timers: Timers { assess: Timer::new(), advise: Timer::new(), announce: Timer::new(), tell: Timer::new() },
            picking: RwSignal::new(None),
            removed: RwSignal::new(None),
            gone: StoredValue::new(None),
            bar_open: RwSignal::new(false),
            announced: RwSignal::default(),
        }));
        desk.assess();
        // The first time is slower than any other: it says nothing of the next.
        desk.took.set_value((0.0, 0.0));
        desk
    }

    /// The programme with all its words, as the later screens have it. The answers are drawn from what comes first, which
    /// lacks words that are not needed there.
    pub(crate) fn whole(&self) -> &'static Edition {
        self.whole.get_untracked().unwrap_or(self.edition)
    }

    /// Whether all words have come; followed.
    pub(crate) fn is_whole(&self) -> bool {
        self.whole.get().is_some()
    }

    /// Takes the programme with all its words.
    pub(crate) fn complete(&self, whole: &'static Edition) {
        self.whole.set(Some(whole));
    }

    /// The address of its answers.
    pub(crate) fn address(&self) -> String {
        ["#", &self.edition.about.id].concat()
    }

    /// The address of one of its other screens.
    pub(crate) fn address_of(&self, screen: crate::route::Name) -> String {
        ["#", &self.edition.about.id, "/", screen.end()].concat()
    }

    /// The state of the programme today.
    pub(crate) fn status(&self) -> Status {
        self.edition.about.status_on(self.today)
    }

    /// Looks at what is entered, without following it.
    pub(crate) fn read<T>(&self, look: impl FnOnce(&Draft) -> T) -> T {
        self.draft.with_untracked(look)
    }

    /// Changes what is entered, and has it assessed.
    pub(crate) fn change<T>(&'static self, change: impl FnOnce(&mut Draft) -> T) -> T {
        let mut draft = self.draft.write();
        let given = change(&mut draft);
        drop(draft);
        self.say_tax();
        self.changed();
        given
    }

    /// Changes a part that is entered on a later screen: `desk.set(desk.dates, |dates| …)`.
    pub(crate) fn set<T>(&'static self, part: RwSignal<T>, change: impl FnOnce(&mut T))
    where
        T: Clone + PartialEq + Send + Sync + 'static,
    {
        let mut value = part.get_untracked();
        change(&mut value);
        if part.with_untracked(|before| *before != value) {
            part.set(value);
            self.touched.set_value(true);
            self.tell();
        }
    }

    /// Opens the list of kinds, also where it has just been closed and that has not been told yet.
    pub(crate) fn pick(&self, picking: Picking) {
        self.picking.set(None);
        self.picking.set(Some(picking));
    }

    /// Takes a line out and keeps it, so that it can be put back.
    pub(crate) fn remove(&'static self, key: u32) {
        let gone = self.change(|draft| draft.remove(key));
        self.removed.set(gone.as_ref().map(|(_, line)| line.title(self.edition)));
        self.gone.set_value(gone);
    }

    /// Puts the line back that was taken out last; its key.
    pub(crate) fn restore(&'static self) -> Option<u32> {
        let (at, line) = self.gone.try_update_value(Option::take)??;
        self.removed.set(None);
        self.change(|draft| draft.restore(at, line))
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
        let known = self.rows.with_value(|rows| rows.iter().find(|(other, _)| *other == key).map(|(_, row)| *row));
        known.unwrap_or_else(|| {
            let row = self.store.lasting(|| RwSignal::new(None));
            self.rows.update_value(|rows| rows.push((key, row)));
            row
        })
    }

    // ---- the whole document ----

    /// Everything that is entered, as a document; not followed.
    pub(crate) fn document(&self) -> Document {
        Document {
            name: self.name.get_untracked(),
            dates: self.dates.get_untracked(),
            written: self.written.get_untracked(),
            ticks: self.ticks.get_untracked(),
            quote: self.quote.get_untracked(),
            staff: self.staff.get_untracked(),
            ..self.read(Draft::document)
        }
    }

    /// As [`Desk::document`], followed.
    pub(crate) fn follow(&self) -> Document {
        self.draft.track();
        self.name.track();
        self.dates.track();
        self.written.track();
        self.ticks.track();
        self.quote.track();
        self.staff.track();
        self.document()
    }

    /// Puts a whole document in place of what is entered; whether the programme takes it.
    pub(crate) fn put(&'static self, document: Document) -> bool {
        let Ok(draft) = Draft::from_document(self.edition, &document) else { return false };
        self.renew(draft);
        self.typed.update_value(BTreeMap::clear);
        self.unread.set(Vec::new());
        self.name.set(document.name);
        self.dates.set(document.dates);
        self.written.set(document.written);
        self.ticks.set(document.ticks);
        self.quote.set(document.quote);
        self.staff.set(document.staff);
        self.tell();
        true
    }

    /// Changes the answers by way of the document; whether the programme takes the change. What the document says nothing
    /// new of stays as it was typed.
    pub(crate) fn enter(&'static self, change: impl FnOnce(&mut Document)) -> bool {
        let mut document = self.document();
        change(&mut document);
        let Ok(draft) = self.read(|draft| draft.changed_by(&document)) else { return false };
        self.renew(draft);
        self.tell();
        true
    }

    /// Puts other answers in place of those that are entered; they are drawn anew.
    pub(crate) fn renew(&'static self, draft: Draft) {
        self.touched.set_value(draft.touched);
        self.draft.set(draft);
        self.say_tax();
        // Keys come again.
        self.rows.with_value(|rows| rows.iter().for_each(|(_, row)| row.set(None)));
        self.picking.set(None);
        self.removed.set(None);
        self.gone.set_value(None);
        self.announced.set(String::new());
        self.bar_open.set(false);
        self.timers.assess.stop();
        self.assess();
        self.advise();
        self.turn.update(|turn| *turn += 1);
    }

    fn say_tax(&self) {
        let tax = self.read(Draft::tax);
        if self.tax.get_untracked() != tax {
            self.tax.set(tax);
        }
    }

    /// What was typed in a field of a later screen.
    pub(crate) fn typed(&self, id: &str) -> Option<Entry> {
        self.typed.with_value(|typed| typed.get(id).map(|(entry, _)| entry.clone()))
    }

    /// Keeps what was typed in such a field, right or wrong, for when its screen is drawn anew.
    pub(crate) fn keep_typed(&'static self, id: &str, entry: Entry, wrong: bool) {
        self.typed.update_value(|typed| {
            typed.insert(id.to_owned(), (entry, wrong));
        });
        let unread: Vec<String> = self
            .typed
            .with_value(|typed| typed.iter().filter(|(_, (_, wrong))| *wrong).map(|(id, _)| id.clone()).collect());
        if self.unread.with_untracked(|before| *before != unread) {
            self.unread.set(unread);
            self.tell();
        }
    }

    /// Whether there is input that leaving the page would lose.
    pub(crate) fn is_touched(&self) -> bool {
        self.touched.get_value() || self.read(|draft| draft.touched) || !self.unread.with_untracked(Vec::is_empty)
    }

    /// Says that what is entered is kept elsewhere; leaving the page would lose only what cannot be read.
    pub(crate) fn kept(&'static self) {
        if self.unread.with_untracked(Vec::is_empty) && self.read(|draft| draft.mistakes().is_empty()) {
            self.touched.set_value(false);
            self.draft.update_untracked(|draft| draft.touched = false);
        }
    }

    /// Tells now whoever keeps drafts of what has changed.
    pub(crate) fn tell(&'static self) {
        self.timers.tell.stop();
        self.store.tell(self);
    }
}
