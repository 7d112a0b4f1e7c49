//! 埼玉県介護サービス事業所ＩＣＴ導入支援モデル事業補助金交付要綱 (令和5年度), by its articles.

use crate::common::{meets_software_conditions, total_cost, verdict_of};
use crate::document::{Application, Fact, Line, Trouble, all, any, not};
use crate::expected::{Alternatives, Expected, ExpectedItem, Status};
use crate::money::{Exact, Rounding, Yen, band, floor_to_thousand, floor_yen, fraction, lower, whole, zero};

/// 第5条(2), by staff band.
pub(crate) const CAPS_YEN: [u64; 4] = [1_000_000, 1_600_000, 2_000_000, 2_600_000];

pub(crate) fn assess(application: &Application<'_>) -> Result<Expected, Trouble> {
    let mut items = Vec::new();
    for line in application.lines()? {
        let status = status(application, line)?;
        // OPEN 1, 2: a counted line of 0 yen is counted; what is not counted has 0 yen.
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

/// 第3条, 第4条.
pub(crate) fn status(application: &Application<'_>, line: &Line<'_>) -> Result<Status, Trouble> {
    // 第3条(2)※1, (3) ただし書, 第9条(2); consulting is not in 第3条.
    if matches!(line.kind, "fixed-terminal" | "communication-charge" | "consulting" | "development") {
        return Ok(Status::Excluded);
    }
    if is_dropped(application, line)? {
        return Ok(Status::Excluded);
    }
    let counts = match line.kind {
        // 第3条(1) ア, イ; (5) ウ
        "care-software" | "software-fee" => meets_software_conditions(application)?,
        // 第3条(1) ウ; (5) ア
        "extra-software" | "back-office-software" => application.truth("end-to-end")?,
        // 第3条(1)後段, (2), (3), (4), (5) イ・ウ
        "care-software-modification"
        | "portable-terminal"
        | "intercom"
        | "network-equipment"
        | "maintenance"
        | "cloud-service"
        | "lease"
        | "e-signature"
        | "ai-care-plan" => true,
        "other" => return Ok(Status::NeedsConfirmation),
        kind => {
            return Err(Trouble::Malformed(format!("items[{}].kind: {kind}", line.index)));
        }
    };
    Ok(if counts { Status::Counted } else { Status::Excluded })
}

/// 第4条イ, ウ.
fn is_dropped(application: &Application<'_>, line: &Line<'_>) -> Fact {
    any([
        line.truth_or("other-subsidy", false),
        all([line.truth_or("contracted-before-decision", false), not(application.truth("additionally-selected"))]),
    ])
}

/// 第5条. `None`: there is no band.
fn amount(application: &Application<'_>, rounding: Rounding) -> Result<Option<Yen>, Trouble> {
    let mut cost = zero();
    for line in application.lines()? {
        if status(application, line)? == Status::Counted {
            cost += line.cost_without_tax(rounding); // 第4条ア
        }
    }
    let by_rate = cost * rate(application)?;
    let Some(cap) = cap(application)? else {
        return Ok(None);
    };
    Ok(Some(floor_yen(&floor_to_thousand(&lower(by_rate, cap)))))
}

/// 第5条(1): ４分の３ if one of the three conditions is met, else ２分の１.
fn rate(application: &Application<'_>) -> Result<Exact, Trouble> {
    Ok(if raised(application)? { fraction(3, 4) } else { fraction(1, 2) })
}

pub(crate) fn raised(application: &Application<'_>) -> Fact {
    any([
        application.truth("life-data"),
        application.text("careplan-exchange").map(|exchange| exchange == "different-vendor"), // ※2
        application.truth("document-halving"),
    ])
}

/// 第5条(2) with ※3–※5: the lower band of now and of an earlier grant.
fn cap(application: &Application<'_>) -> Result<Option<Exact>, Trouble> {
    let Some(mut chosen) = band(&application.staff_number()?) else {
        return Ok(None);
    };
    // The lowest band can't be lowered: then the earlier grant does not matter.
    if chosen > 0 && application.truth("past-grant")? {
        let Some(earlier) = band(&whole(application.integer("past-grant-staff")?)) else {
            return Ok(None);
        };
        chosen = chosen.min(earlier);
    }
    Ok(Some(whole(CAPS_YEN[chosen])))
}
