//! 令和５年度熊本県介護職員勤務環境改善支援事業費（ＩＣＴ導入）補助金の実施について, by its sections.

use crate::common::{meets_software_conditions, total_cost, verdict_of};
use crate::document::{Application, Fact, Line, Trouble, any};
use crate::expected::{Alternatives, Expected, ExpectedItem, Status};
use crate::money::{Exact, Rounding, Yen, band, floor_to_thousand, floor_yen, fraction, lower, whole, zero};

/// 2(3)表, by staff band.
pub(crate) const CAPS_YEN: [u64; 4] = [500_000, 800_000, 1_000_000, 1_300_000];

pub(crate) fn assess(application: &Application<'_>) -> Result<Expected, Trouble> {
    let mut items = Vec::new();
    for line in application.lines()? {
        let status = status(application, line)?;
        // OPEN 1, 2
        let counted = match status {
            Status::Counted => floor_yen(&line.cost_without_tax(Rounding::Floor)),
            _ => 0,
        };
        items.push(ExpectedItem::new(line.id, status, counted));
    }
    let amount = amount(application, Rounding::Floor)?;
    let half_up = self::amount(application, Rounding::HalfUp)?;
    let ceil = self::amount(application, Rounding::Ceil)?;
    Ok(Expected {
        verdict: verdict_of(application)?,
        amount,
        categories: amount.map(|yen| ("total", yen)).into_iter().collect(),
        route: None,
        items,
        total_cost_yen: total_cost(application)?,
        alternatives: Alternatives::from([("tax-conversion", [("half-up", half_up), ("ceil", ceil)].into())]),
        routes: None,
    })
}

/// 2(2), and 4 「交付決定以降事業着手」.
pub(crate) fn status(application: &Application<'_>, line: &Line<'_>) -> Result<Status, Trouble> {
    // 2(2)※
    if matches!(line.kind, "communication-charge" | "insurance") {
        return Ok(Status::Excluded);
    }
    // `other-subsidy` only warns (K-A7).
    if line.truth_or("contracted-before-decision", false)? {
        return Ok(Status::Excluded);
    }
    let counts = match line.kind {
        "care-software" => meets_software_conditions(application)?, // 2(2)ア(1), (2)
        "extra-software" => application.truth("end-to-end")?,       // 2(2)ア※
        "portable-terminal" | "intercom" | "network-equipment" | "lease" | "maintenance" | "cloud-service" => true,
        "fixed-terminal" | "other" => return Ok(Status::NeedsConfirmation),
        kind => {
            return Err(Trouble::Malformed(format!("items[{}].kind: {kind}", line.index)));
        }
    };
    Ok(if counts { Status::Counted } else { Status::Excluded })
}

/// 2(3): the product is floored, then compared with the cap. `None`: there is no band.
fn amount(application: &Application<'_>, rounding: Rounding) -> Result<Option<Yen>, Trouble> {
    let mut cost = zero();
    for line in application.lines()? {
        if status(application, line)? == Status::Counted {
            cost += line.cost_without_tax(rounding);
        }
    }
    let by_rate = floor_to_thousand(&(cost * rate(application)?));
    let Some(band) = band(&application.staff_number()?) else {
        return Ok(None);
    };
    Ok(Some(floor_yen(&lower(by_rate, whole(CAPS_YEN[band])))))
}

/// 2(3)①–③
pub(crate) fn raised(application: &Application<'_>) -> Fact {
    any([
        application.truth("life-data"),
        // Exchange with users of the same vendor counts here (K-A2).
        application
            .text("careplan-exchange")
            .map(|exchange| matches!(exchange, "different-vendor" | "same-vendor-only")),
        application.truth("document-halving"),
    ])
}

/// 2(3)①–③, and the what-if of 2(5).
fn rate(application: &Application<'_>) -> Result<Exact, Trouble> {
    let raised = raised(application);
    let by_text = |raised: bool| {
        if raised { fraction(3, 4) } else { fraction(1, 2) }
    };
    if application.optional("rate-cut-percent").is_none() {
        return Ok(by_text(raised?));
    }
    let cut = whole(application.integer("rate-cut-percent")?) / whole(100);
    // A cut to one half or less holds whichever rate the text gives.
    if cut <= fraction(1, 2) { Ok(cut) } else { Ok(lower(by_text(raised?), cut)) }
}
