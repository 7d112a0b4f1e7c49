//! The amounts of the 区分 on one route, and which units are within the limit.

use crate::document::{Application, Fact, Trouble, all, any, not};
use crate::expected::Categories;
use crate::money::{Exact, Yen, band, floor_to_thousand, floor_yen, fraction, lower, whole, zero};
use crate::services::service;

use super::lines::{Place, Priced, is_b2, something_is_counted};
use super::{FloorLevel, Reading};

/// 表2 by staff band, second column; 表4 has the same figures.
const BAND_BASES_YEN: [u64; 4] = [1_000_000, 1_500_000, 2_000_000, 2_500_000];
/// 「上記以外の契約の場合」.
const FLAT_BASE_YEN: u64 = 2_500_000;
/// The third column of 表2 over the second; 265万円 over 250万円; 別表 C 2.
const WITH_INCIDENTAL_YEN: u64 = 150_000;
/// 「基準額に5万円を加算する」.
const FIVE_LINKED_OFFICES_YEN: u64 = 50_000;
const INTERCOM_BASE_YEN: u64 = 1_000_000;
const RECOGNISED_DEVICE_BASE_YEN: u64 = 1_000_000;
const PACKAGE_BASE_YEN: u64 = 4_000_000;
const IMPROVEMENT_CAP_YEN: u64 = 480_000;

/// One route, assessed.
pub(super) struct RouteResult {
    /// `None`: not computable.
    pub(super) amount: Option<Yen>,
    pub(super) categories: Categories,
    /// By line: how many of [`Priced::units`] count.
    pub(super) counted_units: Vec<u64>,
}

/// An amount before any floor, so many times: the units of a line, or one group.
struct Piece {
    amount: Exact,
    times: u64,
}

impl Piece {
    /// min(cost × 4/5, base)
    fn of(cost: &Exact, base: Exact) -> Self {
        Self::times(cost, base, 1)
    }

    fn times(unit_cost: &Exact, base: Exact, times: u64) -> Self {
        Self { amount: grant(unit_cost, base), times }
    }
}

/// 第3条: the lower of cost × 4/5 and the base.
fn grant(cost: &Exact, base: Exact) -> Exact {
    lower(cost * fraction(4, 5), base)
}

/// The pieces of a 区分; `None` if one of them is not computable.
type Pieces = Option<Vec<Piece>>;

/// Every line in the 区分 of its own.
pub(super) fn separate_route(
    application: &Application<'_>,
    lines: &[Priced<'_, '_>],
    reading: Reading,
) -> Result<RouteResult, Trouble> {
    assess(application, lines, &[], reading)
}

/// 区分 C, and the remaining lines beside it; `Ok(None)` if there is no package.
pub(super) fn package_route(
    application: &Application<'_>,
    lines: &[Priced<'_, '_>],
    reading: Reading,
) -> Result<Option<RouteResult>, Trouble> {
    let mut members = Vec::new();
    for line in lines.iter().filter(|line| line.carries_incidental()) {
        if line.line.truth_or("in-package", true)? {
            members.push(line.index());
        }
    }
    // Precise points 2, 4. OPEN 10: decided before any unit limit.
    let with_cost: Vec<_> = members.iter().filter(|&&member| lines[member].has_cost()).collect();
    let is_care_work_support =
        |line: &Priced<'_, '_>| matches!(line.line.kind, "care-software" | "intercom" | "care-work-support");
    if with_cost.len() < 2 || !with_cost.iter().any(|&&member| is_care_work_support(&lines[member])) {
        return Ok(None);
    }
    assess(application, lines, &members, reading).map(Some)
}

/// `package`: the lines in 区分 C; empty on the separate route.
fn assess(
    application: &Application<'_>,
    lines: &[Priced<'_, '_>],
    package: &[usize],
    reading: Reading,
) -> Result<RouteResult, Trouble> {
    let mut counted_units: Vec<u64> = lines.iter().map(Priced::units).collect();

    let (mut a_lines, mut b_lines) = (Vec::new(), Vec::new());
    for line in lines.iter().filter(|line| !package.contains(&line.index())) {
        if is_b2(line) || (line.carries_incidental() && line.is_equivalent()?) {
            b_lines.push(line);
        } else if line.carries_incidental() {
            a_lines.push(line);
        }
    }
    if reading.exclusive && !package.is_empty() {
        a_lines.clear();
        b_lines.clear();
    }
    let a = introduction(application, &a_lines, reading, &mut counted_units)?;
    let b = introduction(application, &b_lines, reading, &mut counted_units)?;
    let c = package_pieces(application, lines, package, reading)?;
    let d = improvement(lines);

    let mut categories = Categories::new();
    let mut total = Some(zero());
    for (id, pieces) in [("tais", a), ("other", b), ("package", Some(c)), ("improvement", Some(d))] {
        let amount = pieces.map(|pieces| category_amount(&pieces, reading.floor));
        if let Some(amount) = &amount {
            categories.insert(id, floor_yen(amount));
        }
        total = total.zip(amount).map(|(total, amount)| total + amount);
    }
    let amount = total.map(|total| floor_yen(&floor_to_thousand(&total)));
    Ok(RouteResult { amount, categories, counted_units })
}

/// Adds up a 区分, with the floor where the reading puts it.
fn category_amount(pieces: &[Piece], floor: FloorLevel) -> Exact {
    let sum = |piece: fn(&Piece) -> Exact| -> Exact {
        pieces.iter().map(|one| piece(one) * whole(one.times)).fold(zero(), |sum, amount| sum + amount)
    };
    match floor {
        FloorLevel::Total => sum(|piece| piece.amount.clone()),
        FloorLevel::PerCategory => floor_to_thousand(&sum(|piece| piece.amount.clone())),
        FloorLevel::PerUnit => sum(|piece| floor_to_thousand(&piece.amount)),
    }
}

/// 別表 A, or 別表 B with ① and ②: 補助基準額 and 補助上限台数.
fn introduction(
    application: &Application<'_>,
    lines: &[&Priced<'_, '_>],
    reading: Reading,
    counted_units: &mut [u64],
) -> Result<Pieces, Trouble> {
    let of = |is: fn(&Place) -> bool| -> Vec<&Priced<'_, '_>> {
        lines.iter().copied().filter(|line| is(&line.place)).collect()
    };
    let mut pieces = devices(
        application,
        &of(|place| matches!(place, Place::Device(_) | Place::RecognisedDevice)),
        reading,
        counted_units,
    )?;

    pieces.push(Piece::of(&sum_of(&of(|place| matches!(place, Place::Intercom))), whole(INTERCOM_BASE_YEN)));

    let care_software = of(|place| matches!(place, Place::CareSoftware));
    let back_office = of(|place| matches!(place, Place::BackOffice));
    for (group, is_care_software) in [(care_software, true), (back_office, false)] {
        let cost = sum_of(&group);
        // OPEN 7: without cost there is nothing to compare with a base, and no band is needed.
        if cost == zero() {
            continue;
        }
        let base = if is_care_software {
            care_software_base(application, &group)?
        } else {
            contract_base(application, &group)?
        };
        let Some(base) = base else { return Ok(None) };
        pieces.push(Piece::of(&cost, base));
    }
    Ok(Some(pieces))
}

fn sum_of(lines: &[&Priced<'_, '_>]) -> Exact {
    lines.iter().fold(zero(), |sum, line| sum + line.full_cost())
}

fn device_base(line: &Priced<'_, '_>) -> Exact {
    match line.place {
        Place::Device(base) => whole(base),
        _ => whole(RECOGNISED_DEVICE_BASE_YEN),
    }
}

/// Units of the kinds with a base per unit: those that give most, as many as the limit allows.
fn devices(
    application: &Application<'_>,
    lines: &[&Priced<'_, '_>],
    reading: Reading,
    counted_units: &mut [u64],
) -> Result<Vec<Piece>, Trouble> {
    let gives = |line: &Priced<'_, '_>| grant(&line.unit_cost(), device_base(line));
    let counted = within_limit(application, lines, gives)?;
    for (line, counted) in lines.iter().zip(&counted) {
        counted_units[line.index()] = *counted;
    }
    if !reading.pooled {
        let piece =
            |(line, counted): (&&Priced<'_, '_>, &u64)| Piece::times(&line.unit_cost(), device_base(line), *counted);
        return Ok(lines.iter().zip(&counted).map(piece).collect());
    }
    // The rows of 表1 and 表3 with /台, and (OPEN 9) B② by itself.
    let rows: [fn(&Place) -> bool; 3] = [
        |place| matches!(place, Place::Device(1_000_000)),
        |place| matches!(place, Place::Device(300_000)),
        |place| matches!(place, Place::RecognisedDevice),
    ];
    let mut pieces = Vec::new();
    for is_in_row in rows {
        let (mut cost, mut base) = (zero(), zero());
        for (line, counted) in lines.iter().zip(&counted).filter(|(line, _)| is_in_row(&line.place)) {
            cost += line.unit_cost() * whole(*counted);
            base += device_base(line) * whole(*counted);
        }
        pieces.push(Piece::of(&cost, base));
    }
    Ok(pieces)
}

/// How many units of each line are within the unit limit, if those with the highest `worth` go first
/// and, among equal units, those of the earlier line.
fn within_limit(
    application: &Application<'_>,
    lines: &[&Priced<'_, '_>],
    worth: impl Fn(&Priced<'_, '_>) -> Exact,
) -> Result<Vec<u64>, Trouble> {
    let all_units: u64 = lines.iter().map(|line| line.units()).sum();
    // The limit is at least 1, so the capacity matters only for more units.
    let mut left = if all_units > 1 { unit_limit(application)?.unwrap_or(all_units) } else { all_units };
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&one, &other| worth(lines[other]).cmp(&worth(lines[one]))); // stable
    let mut counted = vec![0; lines.len()];
    for position in order {
        counted[position] = lines[position].units().min(left);
        left -= counted[position];
    }
    Ok(counted)
}

/// 利用者定員数の2割（小数点以下切り上げ）; `None` for an office that has no capacity (G-A5).
fn unit_limit(application: &Application<'_>) -> Result<Option<u64>, Trouble> {
    if application.answer("capacity")?.as_str() == Some("none") {
        return Ok(None);
    }
    Ok(Some(application.integer("capacity")?.div_ceil(5)))
}

/// 表2 and what follows it. `None`: the staff number has no band.
fn care_software_base(application: &Application<'_>, group: &[&Priced<'_, '_>]) -> Result<Option<Exact>, Trouble> {
    let Some(mut base) = contract_base(application, group)? else {
        return Ok(None);
    };
    if group.iter().any(|line| line.incidental > zero()) {
        base += whole(WITH_INCIDENTAL_YEN);
    }
    let is_home_service = || -> Fact {
        match service(application.text("service")?) {
            Some(service) => Ok(service.linkage_bonus),
            None => Err(Trouble::Malformed("answers.service".to_owned())),
        }
    };
    if all([is_home_service(), application.integer("linked-offices").map(|offices| offices >= 5)])? {
        base += whole(FIVE_LINKED_OFFICES_YEN);
    }
    Ok(Some(base))
}

/// By staff band if every line with cost is staff-priced, else flat. `None`: the staff number has no band.
fn contract_base(application: &Application<'_>, group: &[&Priced<'_, '_>]) -> Result<Option<Exact>, Trouble> {
    let is_flat = any(group.iter().filter(|line| line.has_cost()).map(|line| not(line.line.truth("staff-priced"))))?;
    if is_flat {
        return Ok(Some(whole(FLAT_BASE_YEN)));
    }
    Ok(band(&application.staff_number()?).map(|band| whole(BAND_BASES_YEN[band])))
}

/// 別表 C.
fn package_pieces(
    application: &Application<'_>,
    lines: &[Priced<'_, '_>],
    package: &[usize],
    reading: Reading,
) -> Result<Vec<Piece>, Trouble> {
    let members: Vec<&Priced<'_, '_>> = package.iter().map(|&member| &lines[member]).collect();
    let mut counted: Vec<u64> = lines.iter().map(Priced::units).collect();
    if reading.package_limit {
        let devices: Vec<_> = members.iter().copied().filter(|line| matches!(line.place, Place::Device(_))).collect();
        for (device, within) in devices.iter().zip(within_limit(application, &devices, |line| line.unit_cost())?) {
            counted[device.index()] = within;
        }
    }
    let mut cost = zero();
    let (mut care_software, mut incidental) = (false, false);
    for line in members {
        let counted = counted[line.index()];
        cost += line.unit_cost() * whole(counted);
        care_software |= matches!(line.place, Place::CareSoftware) && line.has_cost();
        incidental |= counted > 0 && line.incidental > zero(); // OPEN 10, 13
    }
    let mut base = whole(PACKAGE_BASE_YEN);
    if care_software && incidental {
        base += whole(WITH_INCIDENTAL_YEN);
    }
    Ok(vec![Piece::of(&cost, base)])
}

/// 別表 D: only where something is counted in another 区分.
fn improvement(lines: &[Priced<'_, '_>]) -> Vec<Piece> {
    let consulting: Vec<_> = lines.iter().filter(|line| matches!(line.place, Place::Consulting)).collect();
    if something_is_counted(lines) {
        vec![Piece::of(&sum_of(&consulting), whole(IMPROVEMENT_CAP_YEN))]
    } else {
        Vec::new()
    }
}
