//! Where each quote line belongs and what it costs: donations taken off, incidental cost shared out.

use super::reading::Reading;
use crate::document::{Application, Fact, Line, Trouble, all, any};
use crate::money::{Exact, Rounding, whole, zero};
use crate::services::{SoftwareCondition, service};

/// What a line is for 別表.
pub(super) enum Place {
    /// Not eligible, or dropped.
    Excluded,
    NeedsConfirmation,
    /// A or B① with a base per unit, in yen.
    Device(u64),
    /// A or B①, 表1/表3 「インカム」.
    Intercom,
    /// A or B①, 表2.
    CareSoftware,
    /// B②, per unit.
    RecognisedDevice,
    /// B②, 表4.
    BackOffice,
    /// D.
    Consulting,
    /// 付帯して必要となる経費 of the lines at these places of the list.
    Incidental {
        attached_to: Vec<usize>,
    },
}

/// A quote line with its cost.
pub(super) struct Priced<'l, 'a> {
    pub(super) line: &'l Line<'a>,
    pub(super) place: Place,
    /// Cost less donation; 0 for what is excluded or needs confirmation.
    pub(super) cost: Exact,
    /// Its share of the incidental cost, over all its units.
    pub(super) incidental: Exact,
}

impl Priced<'_, '_> {
    pub(super) fn index(&self) -> usize {
        self.line.index
    }

    /// Units for sharing out incidental cost and for the unit limit.
    pub(super) fn units(&self) -> u64 {
        match self.line.kind {
            // OPEN 5: a software or intercom line is one unit, whatever its quantity.
            "care-software" | "back-office-software" | "intercom" => 1,
            _ => self.line.quantity,
        }
    }

    /// Kinds of A and B①. B② and D carry no incidental cost, nor does what is not counted.
    pub(super) fn carries_incidental(&self) -> bool {
        matches!(self.place, Place::Device(_) | Place::Intercom | Place::CareSoftware)
    }

    /// Cost and incidental cost together.
    pub(super) fn full_cost(&self) -> Exact {
        &self.cost + &self.incidental
    }

    /// Precise point 2: a line of 0 yen fulfils no condition.
    pub(super) fn has_cost(&self) -> bool {
        self.full_cost() > zero()
    }

    /// Cost of one unit with its share of the incidental cost. 0 where there is no unit.
    pub(super) fn unit_cost(&self) -> Exact {
        match self.units() {
            0 => zero(),
            units => self.full_cost() / whole(units),
        }
    }

    /// B① rather than A.
    pub(super) fn is_equivalent(&self) -> Fact {
        match self.line.choice_or("listing", "tais")? {
            "tais" => Ok(false),
            "equivalent" => Ok(true),
            _ => Err(Trouble::Malformed(format!("items[{}].answers.listing", self.index()))),
        }
    }
}

/// 別表 D: 「他の区分により介護テクノロジーを導入する」.
pub(super) fn something_is_counted(lines: &[Priced<'_, '_>]) -> bool {
    lines.iter().any(|line| (line.carries_incidental() || is_b2(line)) && line.has_cost())
}

pub(super) fn is_b2(line: &Priced<'_, '_>) -> bool {
    matches!(line.place, Place::RecognisedDevice | Place::BackOffice)
}

/// Places and prices all lines.
pub(super) fn price<'l, 'a>(
    application: &'l Application<'a>,
    reading: Reading<'_>,
) -> Result<Vec<Priced<'l, 'a>>, Trouble> {
    let lines = application.lines()?;
    let mut priced = Vec::new();
    for line in lines {
        let place = place(application, lines, line, reading.forced.contains(&line.index))?;
        let cost = match place {
            Place::Excluded | Place::NeedsConfirmation => zero(),
            // 第3条: 寄附金等の収入を除いた額. Without tax: the tax comes off first, then the whole donation.
            _ if reading.slip == "donation-forgotten" => line.cost_with_tax(),
            _ if reading.without_tax => line.less_donation(line.cost_without_tax(Rounding::Floor))?,
            _ => line.less_donation(line.cost_with_tax())?,
        };
        priced.push(Priced { line, place, cost, incidental: zero() });
    }
    if reading.slip != "incidental-left-out" {
        share_incidental_cost(&mut priced);
    }
    Ok(priced)
}

/// Every unit of the lines named takes its even share; what a line cannot carry is lost.
fn share_incidental_cost(priced: &mut [Priced<'_, '_>]) {
    let mut shares: Vec<Exact> = priced.iter().map(|_| zero()).collect();
    for line in priced.iter() {
        let Place::Incidental { attached_to } = &line.place else {
            continue;
        };
        let units: u64 = attached_to.iter().map(|&to| priced[to].units()).sum();
        for &to in attached_to {
            if priced[to].carries_incidental() && units > 0 {
                shares[to] += &line.cost * whole(priced[to].units()) / whole(units);
            }
        }
    }
    for (line, share) in priced.iter_mut().zip(shares) {
        line.incidental = share;
    }
}

fn place(application: &Application<'_>, lines: &[Line<'_>], line: &Line<'_>, forced: bool) -> Result<Place, Trouble> {
    // Not incidental to an introduction (G-A18); 留意事項 「開発に要する費用」; 別表 D 1 「機器の操作説明」.
    if matches!(line.kind, "communication-charge" | "development" | "operation-briefing") {
        return Ok(Place::Excluded);
    }
    // 第5条3, 4
    if !forced && any([line.truth_or("contracted-before-decision", false), line.truth_or("other-subsidy", false)])? {
        return Ok(Place::Excluded);
    }
    Ok(match line.kind {
        "transfer-aid" | "bathing-aid" => Place::Device(1_000_000),
        "monitoring" | "care-work-support" | "other-care-tech" => Place::Device(300_000),
        "intercom" => Place::Intercom,
        "care-software" if forced || meets_software_conditions(application)? => Place::CareSoftware,
        "care-software" => Place::Excluded,
        "recognised-device" => Place::RecognisedDevice,
        "back-office-software" => Place::BackOffice,
        "consulting" => Place::Consulting,
        "incidental" => {
            let mut attached_to = Vec::new();
            for id in line.attached_to()? {
                match lines.iter().position(|other| other.id == id) {
                    Some(position) => attached_to.push(position),
                    None => {
                        return Err(Trouble::Malformed(format!("items[{}].answers.attached-to", line.index)));
                    }
                }
            }
            Place::Incidental { attached_to }
        }
        "other" => Place::NeedsConfirmation,
        kind => {
            return Err(Trouble::Malformed(format!("items[{}].kind: {kind}", line.index)));
        }
    })
}

/// 留意事項: 一気通貫, and ① or ② where they name the service.
fn meets_software_conditions(application: &Application<'_>) -> Fact {
    let by_service = || -> Fact {
        let code = application.text("service")?;
        let Some(service) = service(code) else {
            return Err(Trouble::Malformed("answers.service".to_owned()));
        };
        match service.software {
            SoftwareCondition::CarePlan => application.truth("careplan-csv"),
            SoftwareCondition::Life => application.truth("life-csv"),
            SoftwareCondition::None => Ok(true),
        }
    };
    all([application.truth("end-to-end"), by_service()])
}
