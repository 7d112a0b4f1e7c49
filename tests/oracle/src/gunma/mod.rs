//! 群馬県介護保険事業費補助金（介護テクノロジー定着支援事業）交付要綱（案）, 第3条 and 別表.
//!
//! 別表 has four 区分: A 「TAISに掲載された介護テクノロジー」 (`tais`), B 「その他」 (`other`, with ① and ②),
//! C 「介護テクノロジーのパッケージ型導入支援」 (`package`), D 「導入支援と一体的に行う業務改善支援」 (`improvement`).

mod lines;
mod pieces;
mod pooled;
mod reading;
mod sections;

use lines::{Place, Priced, something_is_counted};
use reading::{DEFAULT, FloorLevel, Reading};
use sections::RouteResult;

use crate::common::{total_cost, verdict_of};
use crate::document::{Application, Trouble};
use crate::expected::{Alternatives, Categories, Expected, ExpectedItem, Route, RouteAmount, Routes, Status};
use crate::figures::Figures;
use crate::money::{Exact, Yen, floor_yen, fraction, whole, zero};

pub(crate) fn assess(application: &Application<'_>) -> Result<Expected, Trouble> {
    let (route, result) = taken(application, DEFAULT)?;
    let alternative =
        |reading: Reading<'_>| -> Result<Option<Yen>, Trouble> { Ok(taken(application, reading)?.1.amount) };
    let alternatives = Alternatives::from([
        (
            "floor-level",
            [
                ("per-unit", alternative(Reading { floor: FloorLevel::PerUnit, ..DEFAULT })?),
                ("total", alternative(Reading { floor: FloorLevel::Total, ..DEFAULT })?),
            ]
            .into(),
        ),
        ("per-unit-base", [("pooled", alternative(Reading { pooled: true, ..DEFAULT })?)].into()),
        ("consumption-tax", [("excluded", alternative(Reading { without_tax: true, ..DEFAULT })?)].into()),
        ("package-unit-limit", [("applies", alternative(Reading { package_limit: true, ..DEFAULT })?)].into()),
        ("package-combination", [("exclusive", alternative(Reading { exclusive: true, ..DEFAULT })?)].into()),
    ]);
    Ok(Expected {
        verdict: verdict_of(application)?,
        amount: result.amount,
        categories: categories(&result),
        route: Some(route),
        items: items(application, &result)?,
        total_cost_yen: total_cost(application)?,
        alternatives,
        routes: Some(both_routes(application)?),
    })
}

/// The figures of the form under a mistake: `slip` is the pack's id for it, `forced` are lines counted although they are out.
pub(crate) fn figures(application: &Application<'_>, slip: &str, forced: &[usize]) -> Result<Figures, Trouble> {
    let by_slip = Reading { slip, forced, ..DEFAULT };
    let reading = match slip {
        "tax-left-out" => Reading { without_tax: true, ..by_slip },
        "floored-once" => Reading { floor: FloorLevel::Total, ..by_slip },
        "floored-per-unit" => Reading { floor: FloorLevel::PerUnit, ..by_slip },
        "unit-base-pooled" => Reading { pooled: true, ..by_slip },
        "package-limited" => Reading { package_limit: true, ..by_slip },
        "package-alone" => Reading { exclusive: true, ..by_slip },
        _ => by_slip,
    };
    let (_, result) = taken(application, reading)?;
    let rate = match slip {
        "rate-three-quarters" => fraction(3, 4),
        "rate-half" => fraction(1, 2),
        _ => fraction(4, 5),
    };
    Ok(Figures {
        eligible_yen: floor_yen(&result.eligible),
        rate,
        staff: Some(floor_yen(&application.staff_under(slip)?)),
        amount_yen: result.amount,
    })
}

fn categories(result: &RouteResult) -> Categories {
    // OPEN 3: nothing is told of the categories if the whole is not computable.
    if result.amount.is_some() { result.categories.clone() } else { Categories::new() }
}

/// The route that the application names, or the better one, with its result.
fn taken(application: &Application<'_>, reading: Reading<'_>) -> Result<(Route, RouteResult), Trouble> {
    let lines = lines::price(application, reading)?;
    let separate = || sections::separate_route(application, &lines, reading);
    let package = || sections::package_route(application, &lines, reading);
    match application.optional("route").and_then(serde_json::Value::as_str) {
        Some("separate") => Ok((Route::Separate, separate()?)),
        // Precise point 5. OPEN 11: a package that is not computable stays a package.
        Some("package") => Ok(match package()? {
            Some(result) => (Route::Package, result),
            None => (Route::Separate, separate()?),
        }),
        Some(_) => Err(Trouble::Malformed("answers.route".to_owned())),
        // OPEN 8: chosen anew under each reading.
        None => {
            let separate = separate()?;
            Ok(match package()? {
                // `None` (not computable) is less than any amount; equal: separate.
                Some(package) if package.amount > separate.amount => (Route::Package, package),
                _ => (Route::Separate, separate),
            })
        }
    }
}

fn both_routes(application: &Application<'_>) -> Result<Routes, Trouble> {
    let lines = lines::price(application, DEFAULT)?;
    let told = |result: RouteResult| RouteAmount { amount: result.amount, categories: categories(&result) };
    Ok(Routes {
        separate: sections::separate_route(application, &lines, DEFAULT).ok().map(told),
        package: sections::package_route(application, &lines, DEFAULT).ok().flatten().map(told),
    })
}

/// What became of each line on the route taken.
fn items(application: &Application<'_>, result: &RouteResult) -> Result<Vec<ExpectedItem>, Trouble> {
    let priced = lines::price(application, DEFAULT)?;
    let item = |line: &Priced<'_, '_>| {
        let (status, counted) = match &line.place {
            Place::Excluded => (Status::Excluded, zero()),
            Place::NeedsConfirmation => (Status::NeedsConfirmation, zero()),
            // OPEN 12
            Place::Consulting if something_is_counted(&priced) => (Status::Counted, line.cost.clone()),
            Place::Consulting => (Status::Excluded, zero()),
            // OPEN 1: whatever they cost.
            Place::CareSoftware | Place::Intercom | Place::BackOffice => (Status::Counted, line.cost.clone()),
            Place::Device(_) | Place::RecognisedDevice => {
                outcome(&line.cost, result.counted_units[line.index()], line.units())
            }
            Place::Incidental { attached_to } => {
                let carriers = attached_to.iter().copied().filter(|&to| priced[to].carries_incidental());
                let all: u64 = attached_to.iter().map(|&to| priced[to].units()).sum();
                let carried: u64 = carriers.clone().map(|to| priced[to].units()).sum();
                let counted: u64 = carriers.map(|to| result.counted_units[to]).sum();
                // OPEN 6
                if carried == 0 { (Status::Excluded, zero()) } else { outcome(&line.cost, counted, all) }
            }
        };
        ExpectedItem::new(line.line.id, status, floor_yen(&counted))
    };
    Ok(priced.iter().map(item).collect())
}

/// Precise point 8: a line of whose units (for an incidental cost: of whose carriers' units) so many of all count.
fn outcome(cost: &Exact, counted: u64, all: u64) -> (Status, Exact) {
    let part = if all == 0 { zero() } else { cost * whole(counted) / whole(all) };
    if counted == all {
        (Status::Counted, cost.clone())
    } else if floor_yen(&part) == 0 {
        // OPEN 4: also if some units are within the limit.
        (Status::Excluded, zero())
    } else {
        (Status::PartlyCounted, part)
    }
}
