//! From a document to a [`Draft`], with the path of every mistake.

use kaigo_hojo_rules::date::Date;

use super::application::application as read_application;
use super::values::{Result, fail, get, known, object, required, text, whole};
use crate::application::{Application, Tax, tax_of};
use crate::decimal::{decimal, rate};
use crate::draft::{DateId, Dates, Draft, OpenValue, Part, Quote, SCHEMA, StaffRow, StaffTable, Written, holds};
use crate::error::{Code, join};
use crate::limits::{MOST, MOST_NAME, MOST_PEOPLE, MOST_ROWS, MOST_TEXT, MOST_TICKS, YEARS};
use crate::tree::Tree;

/// Reads a draft.
///
/// # Errors
/// The first mistake, with its path.
pub fn draft(tree: &Tree<'_>) -> Result<Draft> {
    let entries = object(tree, "")?;
    let schema = text(required(entries, "", "schema")?, "schema")?;
    if schema != SCHEMA {
        return fail(Code::UnsupportedSchema, "schema", format!("{SCHEMA} だけを読めます。"));
    }
    known(entries, "", &["schema", "name", "application", "open", "dates", "written", "ticks", "quote", "staff"])?;
    short(tree, "")?;
    let name = get(entries, "name").map(|tree| text(tree, "name")).transpose()?;
    if name.is_some_and(|name| name.chars().count() > MOST_NAME) {
        return fail(Code::OutOfRange, "name", format!("{MOST_NAME}文字までで書いてください。"));
    }
    let application = required(entries, "", "application")?;
    object(application, "application")?;
    let application = read_application(application).map_err(|error| error.within("application"))?;
    Ok(Draft {
        name: name.map(str::to_owned),
        open: get(entries, "open").map(|tree| open(tree, &application)).transpose()?.unwrap_or_default(),
        application,
        dates: get(entries, "dates").map(dates).transpose()?.unwrap_or_default(),
        written: get(entries, "written").map(written).transpose()?.unwrap_or_default(),
        ticks: get(entries, "ticks").map(ticks).transpose()?.unwrap_or_default(),
        quote: get(entries, "quote").map(quote).transpose()?.unwrap_or_default(),
        staff: get(entries, "staff").map(staff).transpose()?,
    })
}

// No text anywhere is longer than a draft may hold.
fn short(tree: &Tree<'_>, path: &str) -> Result<()> {
    let too_long = |text: &str, path: &str| {
        if text.len() > MOST_TEXT && text.chars().count() > MOST_TEXT {
            return fail(Code::OutOfRange, path, format!("{MOST_TEXT}文字までで書いてください。"));
        }
        Ok(())
    };
    match tree {
        Tree::Text(text) => too_long(text, path),
        Tree::List(list) => list.iter().enumerate().try_for_each(|(ix, tree)| match tree {
            // A path is only worth making where there is something below it.
            Tree::Text(_) | Tree::List(_) | Tree::Object(_) => short(tree, &at(path, ix)),
            _ => Ok(()),
        }),
        Tree::Object(entries) => entries.iter().try_for_each(|(key, tree)| {
            too_long(key, path)?;
            short(tree, &join(path, key))
        }),
        _ => Ok(()),
    }
}

fn at(path: &str, ix: usize) -> String {
    format!("{path}[{ix}]")
}

fn list<'t, 'a>(tree: &'t Tree<'a>, path: &str, most: usize) -> Result<&'t [Tree<'a>]> {
    match tree {
        Tree::List(list) if list.len() > most => {
            fail(Code::OutOfRange, path, format!("{most}個までで書いてください。"))
        }
        Tree::List(list) => Ok(list),
        _ => fail(Code::WrongType, path, "リスト（[ … ]）で書いてください。"),
    }
}

fn open(tree: &Tree<'_>, application: &Application) -> Result<Vec<OpenValue>> {
    let items = application.items.as_deref().unwrap_or_default();
    let mut places = Vec::new();
    for (ix, tree) in list(tree, "open", items.len() * Part::ALL.len())?.iter().enumerate() {
        let path = at("open", ix);
        let place = place(text(tree, &path)?);
        match place.filter(|place| place.is_in(items)) {
            None => return fail(Code::UnknownField, path, "この場所は書けません（例：items[0].unitPriceYen）。"),
            Some(place) if places.contains(&place) => {
                return fail(Code::Duplicate, path, "同じ場所が二度書かれています。");
            }
            Some(place) => places.push(place),
        }
    }
    Ok(places)
}

// `items[0].unitPriceYen`
fn place(text: &str) -> Option<OpenValue> {
    let (line, part) = text.strip_prefix("items[")?.split_once("].")?;
    let plain = line.bytes().all(|byte| byte.is_ascii_digit()) && (line == "0" || !line.starts_with('0'));
    let part = Part::ALL.into_iter().find(|known| known.key() == part)?;
    plain.then(|| line.parse().ok())?.map(|line| OpenValue { line, part })
}

fn dates(tree: &Tree<'_>) -> Result<Dates> {
    let entries = object(tree, "dates")?;
    known(entries, "dates", &DateId::ALL.map(DateId::id))?;
    let mut dates = Dates::default();
    for id in DateId::ALL {
        if let Some(tree) = get(entries, id.id()) {
            dates.set(id, Some(date(tree, &join("dates", id.id()))?));
        }
    }
    Ok(dates)
}

fn date(tree: &Tree<'_>, path: &str) -> Result<Date> {
    let written = text(tree, path)?;
    let shape: String = written.chars().map(|sign| if sign.is_ascii_digit() { '0' } else { sign }).take(11).collect();
    if shape != "0000-00-00" {
        return fail(Code::WrongType, path, "日付は \"2026-07-01\" のように書いてください。");
    }
    match Date::parse(written) {
        None => fail(Code::OutOfRange, path, "暦にない日付です。"),
        Some(date) if holds(date) => Ok(date),
        Some(_) => {
            let (first, last) = YEARS.into_inner();
            fail(Code::OutOfRange, path, format!("{first}年から{last}年までの日付を書いてください。"))
        }
    }
}

fn written(tree: &Tree<'_>) -> Result<Written> {
    let entries = object(tree, "written")?;
    known(entries, "written", &["eligibleCostYen", "amountYen", "staffNumber", "rate"])?;
    let number = |key: &str| get(entries, key).map(|tree| whole(tree, join("written", key), MOST)).transpose();
    let said = get(entries, "rate").map(|tree| text(tree, "written.rate")).transpose()?;
    if said.is_some_and(|text| rate(text).is_none()) {
        return fail(Code::OutOfRange, "written.rate", "補助率は \"3/4\" か \"0.75\" のように書いてください。");
    }
    Ok(Written {
        eligible_cost_yen: number("eligibleCostYen")?,
        amount_yen: number("amountYen")?,
        staff_number: number("staffNumber")?,
        rate: said.map(str::to_owned),
    })
}

fn ticks(tree: &Tree<'_>) -> Result<Vec<String>> {
    let mut ticks: Vec<String> = Vec::new();
    for (ix, tree) in list(tree, "ticks", MOST_TICKS)?.iter().enumerate() {
        let id = text(tree, at("ticks", ix))?;
        if ticks.iter().any(|other| other == id) {
            return fail(Code::Duplicate, at("ticks", ix), "同じ書類が二度書かれています。");
        }
        ticks.push(id.to_owned());
    }
    Ok(ticks)
}

fn quote(tree: &Tree<'_>) -> Result<Quote> {
    let entries = object(tree, "quote")?;
    known(entries, "quote", &["printedTotalYen", "printedTotalTax", "discountYen"])?;
    let number = |key: &str| get(entries, key).map(|tree| whole(tree, join("quote", key), MOST)).transpose();
    let tax = match get(entries, "printedTotalTax") {
        None => None,
        Some(tree) => match tax_of(text(tree, "quote.printedTotalTax")?) {
            Some(tax) if tax != Tax::Exempt => Some(tax),
            _ => {
                return fail(
                    Code::UnknownOption,
                    "quote.printedTotalTax",
                    "excluded、included のどちらかで書いてください。",
                );
            }
        },
    };
    Ok(Quote {
        printed_total_yen: number("printedTotalYen")?,
        printed_total_tax: tax,
        discount_yen: number("discountYen")?,
    })
}

fn staff(tree: &Tree<'_>) -> Result<StaffTable> {
    let entries = object(tree, "staff")?;
    known(entries, "staff", &["fullTimeHours", "rows"])?;
    let full_time_hours = hours(get(entries, "fullTimeHours"), "staff.fullTimeHours")?;
    let rows = match get(entries, "rows") {
        None => &[],
        Some(tree) => list(tree, "staff.rows", MOST_ROWS)?,
    };
    let rows = rows.iter().enumerate().map(|(ix, tree)| staff_row(tree, &at("staff.rows", ix)));
    Ok(StaffTable { full_time_hours, rows: rows.collect::<Result<_>>()? })
}

fn staff_row(tree: &Tree<'_>, path: &str) -> Result<StaffRow> {
    let entries = object(tree, path)?;
    known(entries, path, &["role", "people", "weeklyHours", "byHead"])?;
    let by_head = match get(entries, "byHead") {
        None => false,
        Some(Tree::Bool(by_head)) => *by_head,
        Some(_) => return fail(Code::WrongType, join(path, "byHead"), "true か false で書いてください。"),
    };
    let people = get(entries, "people").map(|tree| whole(tree, join(path, "people"), MOST_PEOPLE)).transpose()?;
    Ok(StaffRow {
        role: text(required(entries, path, "role")?, join(path, "role"))?.to_owned(),
        people,
        weekly_hours: hours(get(entries, "weeklyHours"), &join(path, "weeklyHours"))?,
        by_head,
    })
}

// Whether the hours make sense is said where they are counted: what is being entered can be saved.
fn hours(tree: Option<&Tree<'_>>, path: &str) -> Result<Option<String>> {
    let Some(tree) = tree else { return Ok(None) };
    let written = text(tree, path)?;
    if decimal(written).is_none() {
        return fail(Code::OutOfRange, path, "整数9桁、小数9桁までの数を \"10.5\" のように書いてください。");
    }
    Ok(Some(written.to_owned()))
}
