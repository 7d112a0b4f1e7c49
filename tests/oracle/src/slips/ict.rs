//! Saitama and Kumamoto, which compute alike.

use crate::document::{Application, Line, Trouble};
use crate::expected::Status;
use crate::figures::{Figures, neighbour};
use crate::money::{Exact, Rounding, band, floor_to_thousand, floor_yen, fraction, lower, round_half_up, whole, zero};
use crate::{kumamoto, saitama};

pub(super) fn figures(
    application: &Application<'_>,
    slip: &str,
    forced: &[usize],
    is_saitama: bool,
) -> Result<Figures, Trouble> {
    let mut costs: Vec<Exact> = Vec::new();
    for line in application.lines()? {
        let status =
            if is_saitama { saitama::status(application, line)? } else { kumamoto::status(application, line)? };
        if status == Status::Counted || forced.contains(&line.index) {
            costs.push(cost(line, slip)?);
        }
    }
    let mut eligible = costs.iter().fold(zero(), |sum, cost| sum + cost);
    match slip {
        "tax-off-total" => eligible = eligible.floor(),
        "eligible-floored" => eligible = floor_to_thousand(&eligible),
        _ => {}
    }
    let rate = rate(application, slip, is_saitama)?;
    let staff = application.staff_under(slip)?;
    let amount = cap(application, slip, is_saitama)?.map(|cap| amount(&costs, &eligible, &rate, &cap, slip));
    Ok(Figures {
        eligible_yen: floor_yen(&eligible),
        rate,
        staff: Some(floor_yen(&staff)),
        amount_yen: amount.map(|amount| floor_yen(&amount)),
    })
}

fn cost(line: &Line<'_>, slip: &str) -> Result<Exact, Trouble> {
    Ok(match slip {
        "tax-counted" => line.cost_with_tax(),
        "donation-deducted" => line.less_donation(line.cost_without_tax(Rounding::Floor))?,
        "tax-half-up" => line.cost_without_tax(Rounding::HalfUp),
        "tax-up" => line.cost_without_tax(Rounding::Ceil),
        "tax-off-total" => line.cost_without_tax_exact(),
        _ => line.cost_without_tax(Rounding::Floor),
    })
}

fn rate(application: &Application<'_>, slip: &str, is_saitama: bool) -> Result<Exact, Trouble> {
    let raised = if is_saitama { saitama::raised(application)? } else { kumamoto::raised(application)? };
    let rate = if raised == (slip != "other-rate") { fraction(3, 4) } else { fraction(1, 2) };
    if is_saitama || slip == "cut-ignored" || application.optional("rate-cut-percent").is_none() {
        return Ok(rate);
    }
    Ok(lower(rate, whole(application.integer("rate-cut-percent")?) / whole(100)))
}

fn cap(application: &Application<'_>, slip: &str, is_saitama: bool) -> Result<Option<Exact>, Trouble> {
    let Some(mut chosen) = band(&application.staff_under(slip)?) else { return Ok(None) };
    if is_saitama && slip != "past-grant-ignored" && application.truth("past-grant")? {
        let Some(earlier) = band(&whole(application.integer("past-grant-staff")?)) else { return Ok(None) };
        chosen = chosen.min(earlier);
    }
    let caps = if is_saitama { saitama::CAPS_YEN } else { kumamoto::CAPS_YEN };
    Ok(Some(whole(caps[neighbour(chosen, slip)])))
}

fn amount(costs: &[Exact], eligible: &Exact, rate: &Exact, cap: &Exact, slip: &str) -> Exact {
    let sum = |of: &dyn Fn(&Exact) -> Exact| costs.iter().map(of).fold(zero(), |sum, part| sum + part);
    let by_rate = eligible * rate;
    let before_floor = match slip {
        "cap-forgotten" => by_rate,
        "cap-before-rate" => lower(eligible.clone(), cap.clone()) * rate,
        "cap-per-line" => sum(&|cost| lower(cost * rate, cap.clone())),
        "floored-per-line" => lower(sum(&|cost| floor_to_thousand(&(cost * rate))), cap.clone()),
        _ => lower(by_rate, cap.clone()),
    };
    let thousand = whole(1000);
    match slip {
        "floor-forgotten" => before_floor,
        "rounded" => round_half_up(&(before_floor / &thousand)) * thousand,
        "rounded-up" => (before_floor / &thousand).ceil() * thousand,
        _ => floor_to_thousand(&before_floor),
    }
}
