//! What one base holds for: a unit, or the lines of a group.

use super::lines::{Place, Priced};
use crate::money::{Exact, fraction, lower, whole, zero};

const RECOGNISED_DEVICE_BASE_YEN: u64 = 1_000_000;

/// An amount before any floor, so many times: the units of a line, or one group.
pub(super) struct Piece {
    pub(super) amount: Exact,
    pub(super) times: u64,
}

/// What a base is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    Unit,
    Intercom,
    CareSoftware,
    BackOffice,
    Package,
    Improvement,
}

impl Piece {
    pub(super) fn of(cost: &Exact, base: Exact, group: Group, slip: &str) -> Self {
        Self { amount: grant(cost, base, group, slip), times: 1 }
    }

    /// The lines of a group against one base; by mistake each against it.
    pub(super) fn of_group(lines: &[&Priced<'_, '_>], base: &Exact, group: Group, slip: &str) -> Vec<Self> {
        if slip == "base-per-line" {
            return lines.iter().map(|line| Self::of(&line.full_cost(), base.clone(), group, slip)).collect();
        }
        vec![Self::of(&sum_of(lines), base.clone(), group, slip)]
    }
}

/// 第3条: the lower of cost × 4/5 and the base.
pub(super) fn grant(cost: &Exact, base: Exact, group: Group, slip: &str) -> Exact {
    let rate = match slip {
        "rate-three-quarters" => fraction(3, 4),
        "rate-half" => fraction(1, 2),
        _ => fraction(4, 5),
    };
    let forgotten = match group {
        Group::Unit => "unit-base-forgotten",
        Group::Intercom => "intercom-base-forgotten",
        Group::CareSoftware => "software-base-forgotten",
        Group::BackOffice => "back-office-base-forgotten",
        Group::Package => "package-base-forgotten",
        Group::Improvement => "consulting-cap-forgotten",
    };
    if slip == forgotten {
        return cost * rate;
    }
    if slip == "base-before-rate" { lower(cost.clone(), base) * rate } else { lower(cost * rate, base) }
}

pub(super) fn sum_of(lines: &[&Priced<'_, '_>]) -> Exact {
    lines.iter().fold(zero(), |sum, line| sum + line.full_cost())
}

pub(super) fn device_base(line: &Priced<'_, '_>) -> Exact {
    match line.place {
        Place::Device(base) => whole(base),
        _ => whole(RECOGNISED_DEVICE_BASE_YEN),
    }
}
