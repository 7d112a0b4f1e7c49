//! One way of making a mistake: on which lines, in which direction, and what then becomes of the edition and the facts.

use kaigo_hojo_contract::application::Application;
use kaigo_hojo_contract::decimal::decimal;
use kaigo_hojo_contract::draft::StaffTable;
use kaigo_hojo_rules::edition::{Edition, StepIx};
use kaigo_hojo_rules::evaluate::{BY_DEFAULT, Pass, Readings};
use kaigo_hojo_rules::exact::{Direction, Exact, WHOLE};
use kaigo_hojo_rules::facts::{Domain, Facts, Line, Tax};
use kaigo_hojo_rules::mistake::{Change, Misread, Mistake, Supposed, shift, swap};
use kaigo_hojo_rules::range::Truth;

use crate::staff::count;

/// One way of making a mistake.
#[derive(Clone, Debug)]
pub(super) struct Slip<'m> {
    /// The position of the mistake in its list.
    pub(super) mistake: usize,
    /// The lines on which it is made; none where it is not made on lines.
    pub(super) lines: Vec<usize>,
    /// Whether it is made on all lines that it can be made on.
    pub(super) everywhere: bool,
    /// For a neighbouring band: whether it is the one above.
    up: bool,
    /// What the mistake is about.
    about: u16,
    change: &'m Change,
}

/// What is looked at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Subject<'a> {
    pub(super) edition: &'a Edition,
    pub(super) application: &'a Application,
    pub(super) facts: &'a Facts,
    pub(super) staff: Option<&'a StaffTable>,
}

/// Every way of making the mistakes, the most common first; on single lines last.
pub(super) fn slips<'m>(mistakes: &'m [Mistake], subject: Subject<'_>, base: &Pass<'_>) -> Vec<Slip<'m>> {
    let (mut all, mut single) = (Vec::new(), Vec::new());
    for (mistake, declared) in mistakes.iter().enumerate() {
        let change = &declared.change;
        let about = declared.about;
        let slip = |lines: Vec<usize>, up: bool| Slip { mistake, lines, everywhere: true, up, about, change };
        let lines = match change {
            Change::Swap(_) => {
                all.push(slip(Vec::new(), false));
                continue;
            }
            Change::Band(_) => {
                all.extend([true, false].map(|up| slip(Vec::new(), up)));
                continue;
            }
            Change::Suppose(supposed) => {
                let lines = subject.lines(|line| supposed.iter().any(|one| subject.changes(one, line)));
                if !supposed.iter().all(|one| matches!(one, Supposed::Item(..) | Supposed::Kind(..))) {
                    all.push(slip(lines, false));
                    continue;
                }
                lines
            }
            Change::Facts(misread @ (Misread::StaffRoundedPerRole | Misread::StaffCutPerRole)) => {
                if subject.staff_per_role(*misread).is_some() {
                    all.push(slip(Vec::new(), false));
                }
                continue;
            }
            Change::Facts(misread) => subject.lines(|line| subject.can_misread(*misread, line, base)),
        };
        if lines.len() > 1 {
            let one = |line: &usize| Slip { everywhere: false, ..slip(vec![*line], false) };
            single.extend(lines.iter().map(one));
        }
        if !lines.is_empty() {
            all.push(slip(lines, false));
        }
    }
    all.extend(single);
    all
}

/// Whether two ways of making mistakes can be taken together.
pub(super) fn together(one: &Slip<'_>, other: &Slip<'_>) -> bool {
    if one.mistake == other.mistake {
        return !one.everywhere && !other.everywhere;
    }
    if one.about == other.about {
        return false;
    }
    match (one.change, other.change) {
        (Change::Swap(a), Change::Swap(b)) => a.iter().all(|(of, _)| b.iter().all(|(other, _)| of != other)),
        (Change::Band(a), Change::Band(b)) => a.iter().all(|table| !b.contains(table)),
        _ => true,
    }
}

/// The edition, the facts and the readings of somebody who makes these mistakes; the edition only where it differs.
pub(super) fn made(slips: &[&Slip<'_>], wide: &Edition, subject: Subject<'_>) -> (Option<Edition>, Facts, Readings) {
    let (mut edition, mut facts, mut readings) = (None::<Edition>, subject.facts.clone(), BY_DEFAULT);
    let mut swaps: Vec<(StepIx, StepIx)> = Vec::new();
    for slip in slips {
        match slip.change {
            Change::Swap(more) => swaps.extend(more),
            Change::Band(tables) => {
                let edition = edition.get_or_insert_with(|| wide.clone());
                tables.iter().for_each(|table| shift(&mut edition.tables[usize::from(*table)], slip.up));
            }
            Change::Suppose(supposed) => {
                for one in supposed {
                    subject.suppose(one, &slip.lines, &mut facts, &mut readings);
                }
            }
            Change::Facts(misread) => {
                for line in &slip.lines {
                    subject.misread(*misread, *line, &mut facts.lines[*line]);
                }
                if let Some((question, people)) = subject.staff_per_role(*misread) {
                    facts.answers[usize::from(question)] = Domain::number(people);
                }
            }
        }
    }
    if !swaps.is_empty() {
        swap(edition.get_or_insert_with(|| wide.clone()), &swaps);
    }
    (edition, facts, readings)
}

impl Subject<'_> {
    // The lines that cost something, or would without their discount.
    fn lines(&self, is: impl Fn(usize) -> bool) -> Vec<usize> {
        let costs = |line: &Line| line.unit_price_yen > 0 && line.quantity > 0;
        let lines = self.facts.lines.iter().enumerate().filter(|(_, line)| costs(line));
        lines.map(|(line, _)| line).filter(|line| is(*line)).collect()
    }

    fn changes(&self, supposed: &Supposed, line: usize) -> bool {
        let line = &self.facts.lines[line];
        match supposed {
            Supposed::Item(question, answer) => {
                let asked = self.edition.item_questions[usize::from(*question)].kinds & line.kinds != 0;
                asked && Supposed::domain(answer).is_some_and(|answer| line.answers[usize::from(*question)] != answer)
            }
            Supposed::Kind(of, _) => line.kinds == 1 << *of,
            Supposed::Answer(..) | Supposed::Reading(..) => false,
        }
    }

    fn suppose(&self, supposed: &Supposed, lines: &[usize], facts: &mut Facts, readings: &mut Readings) {
        let changed = lines.iter().copied().filter(|line| self.changes(supposed, *line));
        match supposed {
            Supposed::Reading(reading, option) => readings[usize::from(*reading)] = *option,
            Supposed::Answer(question, answer) => {
                if let Some(answer) = Supposed::domain(answer) {
                    facts.answers[usize::from(*question)] = answer;
                }
            }
            Supposed::Item(question, answer) => {
                for line in changed {
                    if let Some(answer) = Supposed::domain(answer) {
                        facts.lines[line].answers[usize::from(*question)] = answer;
                    }
                }
            }
            Supposed::Kind(_, taken_for) => changed.for_each(|line| facts.lines[line].kinds = 1 << *taken_for),
        }
    }

    fn can_misread(&self, misread: Misread, line: usize, base: &Pass<'_>) -> bool {
        let here = &self.facts.lines[line];
        match misread {
            Misread::PriceReadWithTax => here.tax == Tax::Excluded,
            Misread::PriceReadWithoutTax => here.tax == Tax::Included,
            Misread::TaxPerUnit => here.tax == self.converted(),
            Misread::WholeContract => {
                self.months(line).is_some_and(|all| here.months_in_year.map(i64::from) != Some(all))
            }
            Misread::FullYear => here.months_in_year.is_some_and(|months| months < 12),
            Misread::ExcludedLine => base.counted(line) == Truth::False,
            Misread::DiscountForgotten => here.discount_yen > 0,
            Misread::StaffRoundedPerRole | Misread::StaffCutPerRole => false,
        }
    }

    // Which prices are converted before they are counted.
    const fn converted(&self) -> Tax {
        if self.edition.about.counts_tax { Tax::Excluded } else { Tax::Included }
    }

    // The months of the whole contract, where they are known.
    fn months(&self, line: usize) -> Option<i64> {
        self.application.items.as_ref()?.get(line)?.months?.total
    }

    fn misread(&self, misread: Misread, line: usize, here: &mut Line) {
        match misread {
            Misread::PriceReadWithTax => here.tax = Tax::Included,
            Misread::PriceReadWithoutTax => here.tax = Tax::Excluded,
            Misread::TaxPerUnit => {
                let with = i64::from(here.tax_rate_percent) + 100;
                let taken_off = here.tax == Tax::Included;
                let convert = |yen: i64| if taken_off { yen * 100 / with } else { yen * with / 100 };
                here.unit_price_yen = convert(here.unit_price_yen);
                here.discount_yen = convert(here.discount_yen);
                here.tax = if taken_off { Tax::Excluded } else { Tax::Included };
            }
            // The number of months may be beyond what a line holds; the product is not.
            Misread::WholeContract => {
                here.unit_price_yen *= self.months(line).unwrap_or(1);
                here.months_in_year = None;
            }
            Misread::FullYear => here.months_in_year = Some(12),
            Misread::ExcludedLine => here.insisted = true,
            Misread::DiscountForgotten => here.discount_yen = 0,
            Misread::StaffRoundedPerRole | Misread::StaffCutPerRole => {}
        }
    }

    // The question of those counted by full-time equivalents, and their number where each role is rounded by itself.
    fn staff_per_role(&self, misread: Misread) -> Option<(u16, Exact)> {
        let (staffing, table) = (self.edition.staffing.as_ref()?, self.staff?);
        let round = |people: &Exact| match misread {
            Misread::StaffRoundedPerRole => Some(people.round_to(WHOLE, Direction::HalfUp)),
            Misread::StaffCutPerRole => {
                let ten = Exact::whole(10);
                Some(people.times(&ten).round_to(WHOLE, Direction::Down).over(&ten))
            }
            _ => None,
        };
        let mut sum = Exact::ZERO;
        for role in &staffing.roles {
            let rows = table.rows.iter().filter(|row| row.role == role.id && !row.by_head).cloned().collect();
            let of_role = StaffTable { full_time_hours: table.full_time_hours.clone(), rows };
            let people = count(&of_role, &staffing.roles, None).ok()?.chosen.fte;
            sum = sum.plus(&round(&Exact::from_decimal(decimal(&people)?))?);
        }
        Some((staffing.fte, sum))
    }
}
