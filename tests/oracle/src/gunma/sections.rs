//! The amounts of the 区分 on one route, and which units are within the limit.

use super::lines::{Place, Priced, is_b2, something_is_counted};
use super::pieces::{Group, Piece, device_base, grant, sum_of};
use super::pooled;
use super::reading::{FloorLevel, Reading};
use crate::document::{Application, Fact, Trouble, all, any, not};
use crate::expected::Categories;
use crate::figures::neighbour;
use crate::money::{Exact, Yen, band, floor_to_thousand, floor_yen, round_half_up, whole, zero};
use crate::services::service;

/// 表2 by staff band, second column; 表4 has the same figures.
const BAND_BASES_YEN: [u64; 4] = [1_000_000, 1_500_000, 2_000_000, 2_500_000];
/// 「上記以外の契約の場合」.
const FLAT_BASE_YEN: u64 = 2_500_000;
/// The third column of 表2 over the second; 265万円 over 250万円; 別表 C 2.
const WITH_INCIDENTAL_YEN: u64 = 150_000;
/// 「基準額に5万円を加算する」.
const FIVE_LINKED_OFFICES_YEN: u64 = 50_000;
const INTERCOM_BASE_YEN: u64 = 1_000_000;
const PACKAGE_BASE_YEN: u64 = 4_000_000;
const IMPROVEMENT_CAP_YEN: u64 = 480_000;

/// One route, assessed.
pub(super) struct RouteResult {
    /// `None`: not computable.
    pub(super) amount: Option<Yen>,
    pub(super) categories: Categories,
    /// By line: how many of [`Priced::units`] count.
    pub(super) counted_units: Vec<u64>,
    /// The cost that counts, before the rate.
    pub(super) eligible: Exact,
}

/// The pieces of a 区分; `None` if one of them is not computable.
type Pieces = Option<Vec<Piece>>;

/// Every line in the 区分 of its own.
pub(super) fn separate_route(
    application: &Application<'_>,
    lines: &[Priced<'_, '_>],
    reading: Reading<'_>,
) -> Result<RouteResult, Trouble> {
    assess(application, lines, &[], reading)
}

/// 区分 C, and the remaining lines beside it; `Ok(None)` if there is no package.
pub(super) fn package_route(
    application: &Application<'_>,
    lines: &[Priced<'_, '_>],
    reading: Reading<'_>,
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
    reading: Reading<'_>,
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
    let (c, package_cost) = package_piece(application, lines, package, reading)?;
    let (d, improvement_cost) = improvement(lines, reading.slip);
    let mut eligible = package_cost + improvement_cost;
    for line in a_lines.iter().chain(&b_lines) {
        eligible += line.unit_cost() * whole(counted_units[line.index()]);
    }

    let mut categories = Categories::new();
    let mut total = Some(zero());
    for (id, pieces) in [("tais", a), ("other", b), ("package", Some(c)), ("improvement", Some(d))] {
        let amount = pieces.map(|pieces| category_amount(&pieces, reading));
        if let Some(amount) = &amount {
            categories.insert(id, floor_yen(amount));
        }
        total = total.zip(amount).map(|(total, amount)| total + amount);
    }
    let floored = |total: Exact| if reading.slip == "floor-forgotten" { total } else { floor_to_thousand(&total) };
    let amount = total.map(|total| floor_yen(&floored(total)));
    Ok(RouteResult { amount, categories, counted_units, eligible })
}

/// Adds up a 区分, with the floor where the reading puts it.
fn category_amount(pieces: &[Piece], reading: Reading<'_>) -> Exact {
    let sum = |piece: fn(&Piece) -> Exact| -> Exact {
        pieces.iter().map(|one| piece(one) * whole(one.times)).fold(zero(), |sum, amount| sum + amount)
    };
    match reading.floor {
        _ if reading.slip == "floor-forgotten" => sum(|piece| piece.amount.clone()),
        _ if reading.slip == "rounded" => {
            round_half_up(&(sum(|piece| piece.amount.clone()) / whole(1000))) * whole(1000)
        }
        FloorLevel::Total => sum(|piece| piece.amount.clone()),
        FloorLevel::PerCategory => floor_to_thousand(&sum(|piece| piece.amount.clone())),
        FloorLevel::PerUnit => sum(|piece| floor_to_thousand(&piece.amount)),
    }
}

/// 別表 A, or 別表 B with ① and ②: 補助基準額 and 補助上限台数.
fn introduction(
    application: &Application<'_>,
    lines: &[&Priced<'_, '_>],
    reading: Reading<'_>,
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

    let intercoms = of(|place| matches!(place, Place::Intercom));
    pieces.extend(Piece::of_group(&intercoms, &whole(INTERCOM_BASE_YEN), Group::Intercom, reading.slip));

    let care_software = of(|place| matches!(place, Place::CareSoftware));
    let back_office = of(|place| matches!(place, Place::BackOffice));
    for (group, is_care_software) in [(care_software, true), (back_office, false)] {
        let cost = sum_of(&group);
        // OPEN 7: without cost there is nothing to compare with a base, and no band is needed.
        if cost == zero() {
            continue;
        }
        let (base, of) = if is_care_software {
            (care_software_base(application, &group, reading.slip)?, Group::CareSoftware)
        } else {
            (contract_base(application, &group, reading.slip)?, Group::BackOffice)
        };
        let Some(base) = base else { return Ok(None) };
        pieces.extend(Piece::of_group(&group, &base, of, reading.slip));
    }
    Ok(Some(pieces))
}

/// Units of the kinds with a base per unit: those that give most, as many as the limit allows.
fn devices(
    application: &Application<'_>,
    lines: &[&Priced<'_, '_>],
    reading: Reading<'_>,
    counted_units: &mut [u64],
) -> Result<Vec<Piece>, Trouble> {
    if reading.pooled {
        let limit = units_within(application, lines, reading.slip)?;
        return Ok(pooled::pieces(lines, limit, reading.slip, counted_units));
    }
    let gives = |line: &Priced<'_, '_>| grant(&line.unit_cost(), device_base(line), Group::Unit, reading.slip);
    let counted = within_limit(application, lines, reading.slip, gives)?;
    for (line, counted) in lines.iter().zip(&counted) {
        counted_units[line.index()] = *counted;
    }
    let piece = |(line, counted): (&&Priced<'_, '_>, &u64)| Piece { amount: gives(line), times: *counted };
    Ok(lines.iter().zip(&counted).map(piece).collect())
}

/// How many units of each line are within the unit limit, if those with the highest `worth` go first
/// and, among equal units, those of the earlier line.
fn within_limit(
    application: &Application<'_>,
    lines: &[&Priced<'_, '_>],
    slip: &str,
    worth: impl Fn(&Priced<'_, '_>) -> Exact,
) -> Result<Vec<u64>, Trouble> {
    let mut left = units_within(application, lines, slip)?;
    let mut order: Vec<usize> = (0..lines.len()).collect();
    order.sort_by(|&one, &other| worth(lines[other]).cmp(&worth(lines[one]))); // stable
    let mut counted = vec![0; lines.len()];
    for position in order {
        counted[position] = lines[position].units().min(left);
        left -= counted[position];
    }
    Ok(counted)
}

/// How many units of these lines together are within the unit limit.
fn units_within(application: &Application<'_>, lines: &[&Priced<'_, '_>], slip: &str) -> Result<u64, Trouble> {
    let all_units: u64 = lines.iter().map(|line| line.units()).sum();
    // The limit is at least 1, so the capacity matters only for more units.
    if all_units <= 1 && slip != "unit-limit-cut" {
        return Ok(all_units);
    }
    Ok(unit_limit(application, slip)?.map_or(all_units, |limit| limit.min(all_units)))
}

/// 利用者定員数の2割（小数点以下切り上げ）; `None` for an office that has no capacity (G-A5).
fn unit_limit(application: &Application<'_>, slip: &str) -> Result<Option<u64>, Trouble> {
    if slip == "unit-limit-forgotten" {
        return Ok(None);
    }
    if application.answer("capacity")?.as_str() == Some("none") {
        return Ok(None);
    }
    let capacity = application.integer("capacity")?;
    Ok(Some(if slip == "unit-limit-cut" { capacity / 5 } else { capacity.div_ceil(5) }))
}

/// 表2 and what follows it. `None`: the staff number has no band.
fn care_software_base(
    application: &Application<'_>,
    group: &[&Priced<'_, '_>],
    slip: &str,
) -> Result<Option<Exact>, Trouble> {
    let Some(mut base) = contract_base(application, group, slip)? else {
        return Ok(None);
    };
    if third_column(group.iter().any(|line| line.incidental > zero()), slip) {
        base += whole(WITH_INCIDENTAL_YEN);
    }
    let is_home_service = || -> Fact {
        match service(application.text("service")?) {
            Some(service) => Ok(service.linkage_bonus),
            None => Err(Trouble::Malformed("answers.service".to_owned())),
        }
    };
    let linked = match slip {
        "linkage-forgotten" => false,
        "linkage-without-offices" => true,
        _ => all([is_home_service(), application.integer("linked-offices").map(|offices| offices >= 5)])?,
    };
    if linked {
        base += whole(FIVE_LINKED_OFFICES_YEN);
    }
    Ok(Some(base))
}

/// Whether the third column of 表2, or the addition to a package, is taken.
fn third_column(incidental: bool, slip: &str) -> bool {
    match slip {
        "column-3-without-incidental" => true,
        "column-2-with-incidental" => false,
        _ => incidental,
    }
}

/// By staff band if every line with cost is staff-priced, else flat. `None`: the staff number has no band.
fn contract_base(
    application: &Application<'_>,
    group: &[&Priced<'_, '_>],
    slip: &str,
) -> Result<Option<Exact>, Trouble> {
    let is_flat = any(group.iter().filter(|line| line.has_cost()).map(|line| not(line.line.truth("staff-priced"))))?;
    if is_flat {
        return Ok(Some(whole(FLAT_BASE_YEN)));
    }
    Ok(band(&application.staff_under(slip)?).map(|band| whole(BAND_BASES_YEN[neighbour(band, slip)])))
}

/// 別表 C.
fn package_piece(
    application: &Application<'_>,
    lines: &[Priced<'_, '_>],
    package: &[usize],
    reading: Reading<'_>,
) -> Result<(Vec<Piece>, Exact), Trouble> {
    let members: Vec<&Priced<'_, '_>> = package.iter().map(|&member| &lines[member]).collect();
    let mut counted: Vec<u64> = lines.iter().map(Priced::units).collect();
    if reading.package_limit {
        let devices: Vec<_> = members.iter().copied().filter(|line| matches!(line.place, Place::Device(_))).collect();
        for (device, within) in
            devices.iter().zip(within_limit(application, &devices, reading.slip, |line| line.unit_cost())?)
        {
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
    if third_column(care_software && incidental, reading.slip) {
        base += whole(WITH_INCIDENTAL_YEN);
    }
    Ok((vec![Piece::of(&cost, base, Group::Package, reading.slip)], cost))
}

/// 別表 D: only where something is counted in another 区分. With its cost.
fn improvement(lines: &[Priced<'_, '_>], slip: &str) -> (Vec<Piece>, Exact) {
    let consulting: Vec<_> = lines.iter().filter(|line| matches!(line.place, Place::Consulting)).collect();
    if something_is_counted(lines) || slip == "consulting-alone" {
        let cost = sum_of(&consulting);
        (vec![Piece::of(&cost, whole(IMPROVEMENT_CAP_YEN), Group::Improvement, slip)], cost)
    } else {
        (Vec::new(), zero())
    }
}
