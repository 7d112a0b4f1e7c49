//! "Is what I wrote right?": the figures that an applicant wrote on the form beside ours, and what explains a difference.
//!
//! Where a figure differs, everything is computed anew under the usual mistakes that the pack declares, one at a time; a
//! mistake is named only where it gives what was written, to the yen. Pairs are tried where no single one does. Nothing
//! here knows what a mistake means.

mod attempt;
mod scale;
mod search;
mod words;

use kaigo_hojo_rules::bounds::{Bounds, Effort, Room, bounds, routes};
use kaigo_hojo_rules::edition::{Edition, StepIx, Unit};
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Gap, Pass, Scope, Variant};
use kaigo_hojo_rules::exact::{Direction, Exact, WHOLE};
use kaigo_hojo_rules::facts::Facts;
use kaigo_hojo_rules::range::Range;
use serde::Serialize;

use self::attempt::Subject;
pub use self::scale::Scale;
use crate::application::Application;
use crate::decode::facts;
use crate::draft::{Draft, StaffTable, Written, rate};
use crate::error::DocumentError;
use crate::trace;

/// What was found of the figures that were written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnosis {
    /// Each figure that was written and that the programme has.
    pub figures: Vec<Figure>,
}

/// A figure that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// `eligible-cost`, `rate`, `staff-number` or `amount`.
    pub id: &'static str,
    /// Its name.
    pub label: &'static str,
    /// What was written, in words.
    pub written: String,
    /// What was written, where it is money.
    pub written_yen: Option<i64>,
    /// Ours, in words; `None` where it cannot be computed.
    pub ours: Option<String>,
    /// Ours, where it is money and single.
    pub ours_yen: Option<i64>,
    /// The least that ours may be, where it is money.
    pub low_yen: Option<i64>,
    /// The most that ours may be, where it is money with an upper limit.
    pub high_yen: Option<i64>,
    /// Whether they agree; `None` where that cannot be said.
    pub agrees: Option<bool>,
    /// What was written less ours, where both are money and single.
    pub difference_yen: Option<i64>,
    /// How they compare, in one sentence.
    pub message: String,
    /// What gives the figure that was written: at most three, the most likely first.
    pub causes: Vec<Cause>,
    /// The ids of the steps to compare one by one, where no cause was found.
    pub compare: Vec<String>,
}

/// What gives the figure that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// The ids of the mistakes, all of which were made; none where it only follows from another figure or is written in
    /// another scale.
    pub mistakes: Vec<String>,
    /// Where it is ours in another scale: which.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// The other figure that it follows from, itself wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub follows: Option<&'static str>,
    /// The lines on which they were made, where they were not made on the whole.
    pub item_ids: Vec<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// The figure, where it is money.
    pub yen: Option<i64>,
    /// What was done, what it gives, and what is right.
    pub label: String,
    /// The clause.
    pub cite: String,
}

/// How sure a cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// It alone gives the figure.
    Fits,
    /// It takes two to give the figure.
    Possible,
}

/// The figures of a form, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Eligible,
    Rate,
    Staff,
    Amount,
}

impl Sort {
    const ALL: [Self; 4] = [Self::Eligible, Self::Rate, Self::Staff, Self::Amount];

    const fn id(self) -> &'static str {
        match self {
            Self::Eligible => "eligible-cost",
            Self::Rate => "rate",
            Self::Staff => "staff-number",
            Self::Amount => "amount",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::Eligible => "補助対象経費",
            Self::Rate => "補助率",
            Self::Staff => "職員数",
            Self::Amount => "補助額",
        }
    }

    const fn step(self, edition: &Edition) -> Option<StepIx> {
        match self {
            Self::Eligible => Some(edition.plan.eligible),
            Self::Rate => edition.plan.rate,
            Self::Staff => edition.plan.staff,
            Self::Amount => Some(edition.plan.amount),
        }
    }

    fn written(self, written: &Written) -> Option<Exact> {
        let yen = |yen: Option<i64>| yen.map(Exact::whole);
        match self {
            Self::Eligible => yen(written.eligible_cost_yen),
            Self::Rate => written.rate.as_deref().and_then(rate),
            Self::Staff => yen(written.staff_number),
            Self::Amount => yen(written.amount_yen),
        }
    }
}

/// A figure that was written.
#[derive(Clone, Debug)]
struct Sought {
    sort: Sort,
    step: StepIx,
    unit: Unit,
    written: Exact,
}

impl Sought {
    fn new(sort: Sort, edition: &Edition, written: &Written) -> Option<Self> {
        let (step, written) = (sort.step(edition)?, sort.written(written)?);
        Some(Self { sort, step, unit: edition.steps[usize::from(step)].unit.clone(), written })
    }

    // A sum of money that is no whole yen is written cut, or rounded.
    fn is(&self, value: &Exact) -> bool {
        let rounded = |direction| value.round_to(WHOLE, direction) == self.written;
        *value == self.written || (self.unit == Unit::Yen && (rounded(Direction::Down) || rounded(Direction::HalfUp)))
    }

    fn yen(&self) -> Option<i64> {
        if self.unit == Unit::Yen { self.written.to_whole() } else { None }
    }
}

/// Compares the figures that were written with ours.
///
/// # Errors
/// The first mistake of the application, with its path.
pub fn diagnose(edition: &Edition, application: &Application, written: &Written) -> Result<Diagnosis, DocumentError> {
    compare(edition, application, written, None, false)
}

/// Compares the figures of a draft, which may have a table of staff, and lines that are not wholly entered.
///
/// # Errors
/// The first mistake of the application, with its path.
pub fn diagnose_draft(edition: &Edition, draft: &Draft) -> Result<Diagnosis, DocumentError> {
    compare(edition, &draft.counted().0, &draft.written, draft.staff.as_ref(), !draft.open.is_empty())
}

fn compare(
    edition: &Edition,
    application: &Application,
    written: &Written,
    staff: Option<&StaffTable>,
    unfinished: bool,
) -> Result<Diagnosis, DocumentError> {
    let facts = facts(edition, application)?;
    let sought: Vec<Sought> = Sort::ALL.into_iter().filter_map(|sort| Sought::new(sort, edition, written)).collect();
    let mut ours = Ours::new(edition, &facts);
    let mut figures: Vec<Figure> = sought.iter().map(|one| ours.figure(one)).collect();
    for figure in figures.iter_mut().filter(|figure| unfinished && figure.written_yen.is_some()) {
        (figure.agrees, figure.difference_yen) = (None, None);
        words::UNFINISHED.clone_into(&mut figure.message);
    }
    // What is ours in another scale is meant as ours, and no mistake is looked for in it.
    let mut meant = sought.clone();
    for (figure, one) in figures.iter_mut().zip(&mut meant).filter(|(figure, _)| figure.agrees == Some(false)) {
        if let (Some(written), Some(ours)) = (figure.written_yen, figure.ours_yen)
            && let Some(scale) = Scale::of(written, ours)
        {
            let cite = &edition.steps[usize::from(one.step)].cite;
            figure.causes.push(scale::cause(scale, one, figure.ours.as_deref().unwrap_or_default(), cite));
            one.written = Exact::whole(ours);
        }
    }
    let wrong: Vec<bool> =
        figures.iter().map(|figure| figure.agrees == Some(false) && figure.causes.is_empty()).collect();
    if wrong.contains(&true) && !facts.lines_unknown {
        let causes = search::causes(Subject { edition, application, facts: &facts, staff }, &meant, &wrong);
        figures.iter_mut().zip(causes).for_each(|(figure, causes)| figure.causes.extend(causes));
    }
    for (figure, one) in figures.iter_mut().zip(&sought) {
        if figure.agrees == Some(false) && figure.causes.is_empty() {
            figure.compare = ours.compare(one);
        }
    }
    Ok(Diagnosis { figures })
}

/// Our own figures.
struct Ours<'a> {
    edition: &'a Edition,
    facts: &'a Facts,
    room: Room,
    /// The routes that the figures may come from.
    routes: Vec<u8>,
}

impl<'a> Ours<'a> {
    fn new(edition: &'a Edition, facts: &'a Facts) -> Self {
        let mut room = Room::new(edition, &BY_DEFAULT, Scope::Everything);
        room.run(edition, facts);
        let routes = taken(edition, facts, &mut room);
        Self { edition, facts, room, routes }
    }

    // `None` where it cannot be computed.
    fn value(&mut self, sought: &Sought) -> Option<Range> {
        let (edition, facts) = (self.edition, self.facts);
        let (mut joined, mut certain) = (None::<Range>, true);
        for route in &self.routes {
            let space = self.room.space(*route);
            certain &= space.gap(sought.step) == Gap::Never;
            if !matches!(space.gap(sought.step), Gap::Certain(_)) {
                let value = space.value(sought.step);
                joined = Some(joined.map_or_else(|| value.clone(), |joined| joined.hull(value)));
            }
        }
        // Of several routes the better amount is taken; the other figures are those of the route that gives it.
        let alone = sought.sort == Sort::Amount || routes(edition, facts).len() == 1;
        if !alone || (certain && joined.as_ref().is_some_and(|range| range.point().is_some())) {
            return joined;
        }
        let mut only = edition.clone();
        only.plan.amount = sought.step;
        let effort = if sought.sort == Sort::Amount { Effort::FULL } else { Effort::LIGHT };
        match bounds(&only, facts, &BY_DEFAULT, sought.step, effort) {
            Bounds::Within { range, .. } => Some(range),
            Bounds::NotComputable(_) => None,
        }
    }

    fn figure(&mut self, sought: &Sought) -> Figure {
        let value = self.value(sought);
        let end = |value: &Exact| if sought.unit == Unit::Yen { value.to_whole() } else { None };
        let ours_yen = value.as_ref().and_then(|value| end(value.point()?));
        let agrees = match &value {
            None => None,
            Some(Range::Point(value)) => Some(sought.is(value)),
            Some(range) if range.clip(&sought.written, &sought.written).is_some() => None,
            Some(_) => Some(false),
        };
        let difference_yen = sought.yen().zip(ours_yen).map(|(written, ours)| written - ours);
        Figure {
            id: sought.sort.id(),
            label: sought.sort.label(),
            written: words::value(&sought.written, &sought.unit),
            written_yen: sought.yen(),
            ours: value.as_ref().map(|value| words::range(value, &sought.unit)),
            ours_yen,
            low_yen: value.as_ref().and_then(|value| end(value.low())),
            high_yen: value.as_ref().and_then(|value| end(value.high())),
            agrees,
            difference_yen,
            message: words::comparison(sought, value.as_ref(), agrees, difference_yen),
            causes: Vec::new(),
            compare: Vec::new(),
        }
    }

    // The short explanation of the amount; of any other figure the steps that are told of it.
    fn compare(&mut self, sought: &Sought) -> Vec<String> {
        let edition = self.edition;
        let id = |step: StepIx| edition.steps[usize::from(step)].id.clone();
        if sought.sort == Sort::Amount {
            return edition.plan.short.iter().copied().map(id).collect();
        }
        let Some(route) = self.routes.first() else { return Vec::new() };
        let variant = Variant { readings: BY_DEFAULT, route: *route };
        let pass = Pass::resume(edition, self.facts, &variant, self.room.space(*route));
        let lines = self.facts.lines.len();
        let told = trace::needed(edition, &pass, lines);
        let needed = trace::needed_for(edition, &pass, lines, &[sought.step]);
        let shown = |ix: &usize| told[*ix] && needed[*ix] && !edition.steps[*ix].hidden;
        (0..edition.steps.len()).filter(shown).filter_map(|ix| StepIx::try_from(ix).ok()).map(id).collect()
    }
}

/// The route that gives the amount; every open one where that is not decided.
fn taken(edition: &Edition, facts: &Facts, room: &mut Room) -> Vec<u8> {
    let open = routes(edition, facts);
    match room.route(edition, facts) {
        Some(route) if open.contains(&route) => vec![route],
        // A route that does not exist was assessed all the same.
        Some(_) => open.into_iter().take(1).collect(),
        None => open,
    }
}
