//! Which mistakes give the figures that were written: single ones first, then pairs, within a budget.

use kaigo_hojo_contract::diagnosis::{Cause, Certainty};
use kaigo_hojo_rules::bounds::{Room, routes};
use kaigo_hojo_rules::edition::{Edition, Op, Operand};
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Gap, Pass, Readings, Scope, Variant};
use kaigo_hojo_rules::exact::Exact;
use kaigo_hojo_rules::facts::Facts;
use kaigo_hojo_rules::mistake::{Mistake, Mistakes};
use kaigo_hojo_rules::order::{sort_and_dedup, sort_by_key};
use kaigo_hojo_rules::range::Range;

use super::attempt::{Slip, Subject, made, slips, together};
use super::ours::taken;
use super::sought::{Sort, Sought};
use super::words;

/// At most so many causes of a figure are named.
const NAMED: usize = 3;
/// How much may be computed, in values of steps on lines: some 50 ms, for 200 lines 100 ms.
const WORK: usize = 4_000_000;
/// What a pass over one route costs beside its lines.
const OF_A_PASS: usize = 4_000;
/// From about so many lines on, the fractions of shared costs grow with their number.
const MANY: usize = 250;

/// What each of the sought figures is under some mistakes; `None` where it is not one value.
type Values = Vec<Option<Exact>>;

/// Some mistakes with what they give.
struct Fit<'s> {
    slips: Vec<&'s Slip<'s>>,
    values: Values,
}

impl Fit<'_> {
    // Rising from the most common: on all lines before on one, then by the order in the pack.
    fn rank(&self) -> (usize, usize) {
        let narrow = self.slips.iter().filter(|slip| !slip.everywhere).count();
        (narrow, self.slips.iter().map(|slip| slip.mistake).sum())
    }

    fn mistakes(&self) -> Vec<usize> {
        self.slips.iter().map(|slip| slip.mistake).collect()
    }
}

/// For each sought figure that is wrong, what gives it.
pub(super) fn causes(subject: Subject<'_>, sought: &[Sought], wrong: &[bool]) -> Vec<Vec<Cause>> {
    let edition = subject.edition;
    let none =
        || Mistakes { steps: Vec::new(), order: edition.order.clone(), columns: edition.columns, list: Vec::new() };
    let mistakes = edition.mistakes.open().unwrap_or_else(none);
    let wide = mistakes.widen(edition);
    let room = Room::new(&wide, &BY_DEFAULT, Scope::Everything);
    let mut search = Search { subject, sought, wrong, list: &mistakes.list, wide: &wide, room, left: WORK };
    search.all()
}

struct Search<'a> {
    subject: Subject<'a>,
    sought: &'a [Sought],
    wrong: &'a [bool],
    list: &'a [Mistake],
    wide: &'a Edition,
    room: Room,
    left: usize,
}

impl Search<'_> {
    fn all(&mut self) -> Vec<Vec<Cause>> {
        let (list, subject, wide) = (self.list, self.subject, self.wide);
        let ours = self.evaluate(wide, subject.facts, &BY_DEFAULT);
        let variant =
            Variant { readings: BY_DEFAULT, route: routes(wide, subject.facts).first().copied().unwrap_or(0) };
        let base = Pass::resume(wide, subject.facts, &variant, self.room.space(variant.route));
        let slips = slips(list, subject, &base);
        let mut fits: Vec<Fit<'_>> = Vec::new();
        for slip in &slips {
            let Some(values) = self.values(&[slip]) else { break };
            // What changes nothing explains nothing, and what is the same on fewer lines is told once.
            let told = fits.iter().any(|fit| fit.slips[0].mistake == slip.mistake && fit.values == values);
            if values != ours && !told {
                fits.push(Fit { slips: vec![slip], values });
            }
        }
        let mut causes: Vec<Vec<Cause>> = (0..self.sought.len()).map(|figure| self.named(figure, &fits)).collect();
        let mut left: Vec<usize> = Vec::new();
        for figure in (0..causes.len()).filter(|figure| self.wrong[*figure]) {
            if causes[figure].is_empty() {
                causes[figure].extend(self.follows(figure));
            }
            if causes[figure].is_empty() {
                left.push(figure);
            }
        }
        if !left.is_empty() {
            let pairs = self.pairs(&slips, &left);
            for figure in left {
                causes[figure] = self.named(figure, &pairs);
            }
        }
        causes
    }

    fn gives(&self, figure: usize, values: &Values) -> bool {
        values[figure].as_ref().is_some_and(|value| self.sought[figure].is(value))
    }

    // What gives a wrong figure: first that which gives most of the figures, then by how common it is.
    fn named(&self, figure: usize, fits: &[Fit<'_>]) -> Vec<Cause> {
        if !self.wrong[figure] {
            return Vec::new();
        }
        let mut found: Vec<(usize, &Fit<'_>)> = Vec::new();
        for fit in fits.iter().filter(|fit| self.gives(figure, &fit.values)) {
            let given = (0..self.sought.len()).filter(|other| self.gives(*other, &fit.values)).count();
            let before =
                |(most, other): &(usize, &Fit<'_>)| *most > given || (*most == given && other.rank() <= fit.rank());
            found.insert(found.partition_point(before), (given, fit));
        }
        let mut named: Vec<&Fit<'_>> = Vec::new();
        for (_, fit) in found {
            if named.len() < NAMED && named.iter().all(|other| other.mistakes() != fit.mistakes()) {
                named.push(fit);
            }
        }
        named.into_iter().map(|fit| self.cause(figure, fit)).collect()
    }

    // Two mistakes at once that give one of these figures, the most common first as far as the budget goes.
    fn pairs<'s>(&mut self, slips: &'s [Slip<'s>], figures: &[usize]) -> Vec<Fit<'s>> {
        let mut fits = Vec::new();
        for sum in 1..slips.len() * 2 {
            for first in 0..sum.div_ceil(2) {
                let (Some(one), Some(other)) = (slips.get(first), slips.get(sum - first)) else { continue };
                if !together(one, other) {
                    continue;
                }
                let Some(values) = self.values(&[one, other]) else { return fits };
                // It would be no better if a figure that agrees came out wrong.
                let keeps = (0..values.len()).all(|figure| self.wrong[figure] || self.gives(figure, &values));
                if keeps && figures.iter().any(|figure| self.gives(*figure, &values)) {
                    fits.push(Fit { slips: vec![one, other], values });
                }
            }
        }
        fits
    }

    // The other figure that this one follows from, itself wrong.
    fn follows(&mut self, figure: usize) -> Option<Cause> {
        for other in (0..self.sought.len()).filter(|other| *other != figure && self.wrong[*other]) {
            let (one, from) = (&self.sought[figure], &self.sought[other]);
            let mut edition = self.wide.clone();
            let given = Operand::Figure(Range::Point(from.written.clone()));
            edition.steps[usize::from(from.step)].op = Op::Add(vec![given]);
            let values = self.evaluate(&edition, self.subject.facts, &BY_DEFAULT);
            if self.gives(figure, &values) {
                return Some(Cause {
                    mistakes: Vec::new(),
                    scale: None,
                    follows: Some(from.sort.id()),
                    item_ids: Vec::new(),
                    certainty: Certainty::Fits,
                    yen: one.yen(),
                    label: words::follows(one, from),
                    cite: self.subject.edition.steps[usize::from(one.step)].cite.clone(),
                });
            }
        }
        None
    }

    // `None` when the budget is spent.
    fn values(&mut self, slips: &[&Slip<'_>]) -> Option<Values> {
        let (lines, columns) = (self.subject.facts.lines.len(), usize::from(self.wide.columns));
        let weight = lines * columns * (MANY + lines) / MANY + OF_A_PASS;
        let weight = weight * routes(self.wide, self.subject.facts).len();
        self.left = self.left.checked_sub(weight)?;
        let (edition, facts, readings) = made(slips, self.wide, self.subject);
        Some(self.evaluate(edition.as_ref().unwrap_or(self.wide), &facts, &readings))
    }

    fn evaluate(&mut self, edition: &Edition, facts: &Facts, readings: &Readings) -> Values {
        self.room.refit(edition, readings, Scope::Everything);
        self.room.run(edition, facts);
        let routes = taken(edition, facts, &mut self.room);
        self.sought.iter().map(|one| value(edition, facts, one.sort, &routes, &mut self.room)).collect()
    }

    fn cause(&self, figure: usize, fit: &Fit<'_>) -> Cause {
        let items = self.subject.application.items.as_deref().unwrap_or_default();
        let of = |slip: &&Slip<'_>| (&self.list[slip.mistake], slip.lines.clone());
        let mut slips = fit.slips.clone();
        sort_by_key(&mut slips, |slip| slip.mistake);
        let parts: Vec<(&Mistake, Vec<usize>)> = slips.iter().map(of).collect();
        let mut lines: Vec<usize> = parts.iter().flat_map(|(_, lines)| lines.iter().copied()).collect();
        sort_and_dedup(&mut lines);
        let mut cites: Vec<&str> = parts.iter().map(|(mistake, _)| mistake.cite.as_str()).collect();
        cites.dedup();
        Cause {
            mistakes: parts.iter().map(|(mistake, _)| mistake.id.clone()).collect(),
            scale: None,
            follows: None,
            item_ids: lines.iter().filter_map(|line| items.get(*line)).map(|item| item.id.clone()).collect(),
            certainty: if parts.len() == 1 { Certainty::Fits } else { Certainty::Possible },
            yen: self.sought[figure].yen(),
            label: words::cause(&parts, self.subject.edition, items, &self.sought[figure]),
            cite: cites.join("、"),
        }
    }
}

// A figure on the routes that may be taken; `None` where it is not one value.
fn value(edition: &Edition, facts: &Facts, sort: Sort, routes: &[u8], room: &mut Room) -> Option<Exact> {
    let step = sort.step(edition)?;
    if sort == Sort::Amount {
        let (range, gap) = room.value(edition, facts, step);
        return range.point().filter(|_| gap == Gap::Never).cloned();
    }
    let mut values = routes.iter().map(|route| {
        let space = room.space(*route);
        space.value(step).point().filter(|_| space.gap(step) == Gap::Never).cloned()
    });
    let first = values.next()??;
    values.all(|other| other.as_ref() == Some(&first)).then_some(first)
}
