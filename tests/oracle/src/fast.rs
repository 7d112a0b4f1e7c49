//! Saitama's amount as a person would write it for speed: machine integers, one pass, no allocation.
//!
//! The default readings and the amount alone. A benchmark compares the engine with [`saitama_amount`].
//! Nothing overflows within the contract's limits: 1,000 lines of at most 1.2 × 10^15 yen, times 3, fit an `i64`.

use serde_json::Value;

use crate::document::{Trouble, Unknown};

/// The cost kinds of Saitama, in an order of no meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SaitamaKind {
    /// `care-software`
    CareSoftware,
    /// `software-fee`
    SoftwareFee,
    /// `extra-software`
    ExtraSoftware,
    /// `back-office-software`
    BackOfficeSoftware,
    /// `care-software-modification`, `portable-terminal` and every other kind that always counts
    Always,
    /// `fixed-terminal`, `other` and every other kind that never counts
    Never,
}

/// How the price is to be cleared of tax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SaitamaTax {
    /// Tax-excluded or exempt.
    None,
    /// Tax-included at 10 %.
    Included10,
    /// Tax-included at 8 %.
    Included8,
}

/// A quote line.
#[derive(Clone, Copy, Debug)]
pub struct SaitamaLine {
    /// `unitPriceYen`
    pub unit_price_yen: u32,
    /// `quantity`
    pub quantity: u32,
    /// `months.inYear`; 1 for a line without months.
    pub months: u8,
    /// `discountYen`
    pub discount_yen: u32,
    /// `tax` and `taxRatePercent`
    pub tax: SaitamaTax,
    /// `kind`
    pub kind: SaitamaKind,
    /// `contracted-before-decision`
    pub contracted_before_decision: bool,
    /// `other-subsidy`
    pub other_subsidy: bool,
}

/// A complete application.
#[derive(Clone, Debug)]
pub struct SaitamaInput {
    /// One of the three conditions of 第5条(1) is met.
    pub raised_rate: bool,
    /// `end-to-end`
    pub end_to_end: bool,
    /// `careplan-target`
    pub careplan_target: bool,
    /// `careplan-csv`
    pub careplan_csv: bool,
    /// `additionally-selected`
    pub additionally_selected: bool,
    /// `staff-fte` in units of 10^-9.
    pub staff_fte_nano: i64,
    /// `staff-heads`
    pub staff_heads: i64,
    /// `past-grant-staff`; `i64::MAX` without an earlier grant.
    pub past_grant_staff: i64,
    /// `items`
    pub lines: Vec<SaitamaLine>,
}

/// The amount in yen; `None` if the staff number has no band.
pub fn saitama_amount(input: &SaitamaInput) -> Option<i64> {
    const NANO: i64 = 1_000_000_000;
    let staff = (input.staff_fte_nano + NANO / 2) / NANO + input.staff_heads;
    // The lower of the two bands is the band of the lower number.
    let cap = match staff.min(input.past_grant_staff) {
        ..=0 => return None,
        1..=10 => 1_000_000,
        11..=20 => 1_600_000,
        21..=30 => 2_000_000,
        31.. => 2_600_000,
    };

    let care_software = input.end_to_end && (!input.careplan_target || input.careplan_csv);
    let counted_kinds = 1_u8 << SaitamaKind::Always as u8
        | u8::from(care_software) << SaitamaKind::CareSoftware as u8
        | u8::from(care_software) << SaitamaKind::SoftwareFee as u8
        | u8::from(input.end_to_end) << SaitamaKind::ExtraSoftware as u8
        | u8::from(input.end_to_end) << SaitamaKind::BackOfficeSoftware as u8;

    let mut cost = 0_i64;
    for line in &input.lines {
        let dropped = line.other_subsidy | (line.contracted_before_decision & !input.additionally_selected);
        if dropped | (counted_kinds >> line.kind as u8 & 1 == 0) {
            continue;
        }
        let listed = i64::from(line.unit_price_yen) * i64::from(line.quantity) * i64::from(line.months);
        let quoted = (listed - i64::from(line.discount_yen)).max(0);
        cost += match line.tax {
            SaitamaTax::None => quoted,
            SaitamaTax::Included10 => quoted * 10 / 11,
            SaitamaTax::Included8 => quoted * 25 / 27,
        };
    }

    // Floors may be taken one after the other: floor(floor(x / 4) / 1000) = floor(x / 4000).
    let by_rate = if input.raised_rate { cost * 3 / 4000 * 1000 } else { cost / 2000 * 1000 };
    Some(by_rate.min(cap))
}

impl SaitamaInput {
    /// Reads a complete application document.
    ///
    /// # Errors
    ///
    /// If an answer is unknown, even one that would not matter, or the document breaks the contract.
    pub fn from_application(application: &Value) -> Result<Self, Trouble> {
        let answers = &application["answers"];
        let truth = |id: &'static str| answers[id].as_bool().ok_or(Trouble::Unknown(Unknown::Answer(id)));
        let exchange = &answers["careplan-exchange"];
        if !exchange.is_string() {
            return Err(Trouble::Unknown(Unknown::Answer("careplan-exchange")));
        }
        let past_grant_staff = if truth("past-grant")? {
            answers["past-grant-staff"].as_i64().ok_or(Trouble::Unknown(Unknown::Answer("past-grant-staff")))?
        } else {
            i64::MAX
        };
        let staff_heads = match answers.get("staff-heads") {
            None => 0,
            Some(heads) => heads.as_i64().ok_or(Trouble::Unknown(Unknown::Answer("staff-heads")))?,
        };
        let fte = answers["staff-fte"].as_str().ok_or(Trouble::Unknown(Unknown::Answer("staff-fte")))?;
        let Some(items) = application.get("items").and_then(Value::as_array) else {
            return Err(Trouble::Unknown(Unknown::Items));
        };
        Ok(Self {
            raised_rate: truth("life-data")? | (exchange == "different-vendor") | truth("document-halving")?,
            end_to_end: truth("end-to-end")?,
            careplan_target: truth("careplan-target")?,
            careplan_csv: truth("careplan-csv")?,
            additionally_selected: truth("additionally-selected")?,
            staff_fte_nano: nano(fte).ok_or_else(|| Trouble::Malformed("answers.staff-fte".to_owned()))?,
            staff_heads,
            past_grant_staff,
            lines: items.iter().enumerate().map(|(at, item)| read_line(at, item)).collect::<Result<_, _>>()?,
        })
    }
}

/// A decimal in units of 10^-9.
fn nano(decimal: &str) -> Option<i64> {
    let (whole, part) = decimal.split_once('.').unwrap_or((decimal, "0"));
    let part = format!("{part:0<9}");
    Some(whole.parse::<i64>().ok()? * 1_000_000_000 + part.parse::<i64>().ok()?)
}

fn read_line(at: usize, item: &Value) -> Result<SaitamaLine, Trouble> {
    let number = |value: &Value, key: &str| {
        let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
        number.ok_or_else(|| Trouble::Malformed(format!("items[{at}].{key}")))
    };
    let truth = |id: &'static str| match item.get("answers").and_then(|answers| answers.get(id)) {
        None => Ok(false),
        Some(answer) => answer.as_bool().ok_or(Trouble::Unknown(Unknown::ItemAnswer(at, id))),
    };
    let months = match item.get("months") {
        None => 1,
        Some(months) => number(&months["inYear"], "months.inYear")?,
    };
    Ok(SaitamaLine {
        unit_price_yen: number(&item["unitPriceYen"], "unitPriceYen")?,
        quantity: number(&item["quantity"], "quantity")?,
        months: u8::try_from(months).map_err(|_| Trouble::Malformed(format!("items[{at}].months.inYear")))?,
        discount_yen: match item.get("discountYen") {
            None => 0,
            Some(yen) => number(yen, "discountYen")?,
        },
        tax: match (item["tax"].as_str(), item.get("taxRatePercent").and_then(Value::as_u64)) {
            (Some("included"), Some(8)) => SaitamaTax::Included8,
            (Some("included"), _) => SaitamaTax::Included10,
            _ => SaitamaTax::None,
        },
        kind: match item["kind"].as_str() {
            Some("care-software") => SaitamaKind::CareSoftware,
            Some("software-fee") => SaitamaKind::SoftwareFee,
            Some("extra-software") => SaitamaKind::ExtraSoftware,
            Some("back-office-software") => SaitamaKind::BackOfficeSoftware,
            Some("fixed-terminal" | "communication-charge" | "consulting" | "development" | "other") => {
                SaitamaKind::Never
            }
            _ => SaitamaKind::Always,
        },
        contracted_before_decision: truth("contracted-before-decision")?,
        other_subsidy: truth("other-subsidy")?,
    })
}
