//! Reading an application document as it stands: what is answered, what is unknown, what a line costs.
//!
//! An answer is looked up only where it is used, so an application needs only the answers that matter.
//! This is no validator: a document that breaks the contract gives `Malformed` or is read leniently.

use std::fmt;

use serde_json::{Map, Value};

use crate::money::{Exact, Rounding, at_least_zero, decimal, round, round_half_up, whole};
use crate::programme::Programme;

/// Something that the document does not say although the result depends on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unknown {
    /// `items` is absent.
    Items,
    /// A top-level answer, by question id.
    Answer(&'static str),
    /// An answer of the quote line at this index, by question id.
    ItemAnswer(usize, &'static str),
    /// Which of several kinds the quote line at this index is of.
    Kind(usize),
}

/// Why there is no result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The result depends on an unknown answer.
    Unknown(Unknown),
    /// The document breaks the contract; the text says where.
    Malformed(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(Unknown::Items) => write!(f, "`items` is unknown"),
            Self::Unknown(Unknown::Answer(id)) => write!(f, "the answer `{id}` is unknown"),
            Self::Unknown(Unknown::ItemAnswer(line, id)) => {
                write!(f, "the answer `{id}` of items[{line}] is unknown")
            }
            Self::Unknown(Unknown::Kind(line)) => write!(f, "the kind of items[{line}] is unknown"),
            Self::Malformed(what) => write!(f, "malformed application: {what}"),
        }
    }
}

impl std::error::Error for Trouble {}

/// A condition: true, false, or unknown (`Err`).
pub(crate) type Fact = Result<bool, Trouble>;

/// True if one fact is true, whatever is unknown beside it.
pub(crate) fn any(facts: impl IntoIterator<Item = Fact>) -> Fact {
    let mut result = Ok(false);
    for fact in facts {
        match fact {
            Ok(true) => return Ok(true),
            Ok(false) => {}
            Err(trouble) => result = result.and(Err(trouble)),
        }
    }
    result
}

/// False if one fact is false, whatever is unknown beside it.
pub(crate) fn all(facts: impl IntoIterator<Item = Fact>) -> Fact {
    not(any(facts.into_iter().map(not)))
}

pub(crate) fn not(fact: Fact) -> Fact {
    fact.map(|truth| !truth)
}

fn malformed<T>(what: impl Into<String>) -> Result<T, Trouble> {
    Err(Trouble::Malformed(what.into()))
}

/// An application document, opened.
pub(crate) struct Application<'a> {
    pub(crate) programme: Programme,
    answers: Option<&'a Map<String, Value>>,
    lines: Result<Vec<Line<'a>>, Trouble>,
}

impl<'a> Application<'a> {
    pub(crate) fn open(document: &'a Value) -> Result<Self, Trouble> {
        let Some(programme) = document.get("programme").and_then(Value::as_str).and_then(Programme::of) else {
            return malformed("programme");
        };
        let lines = match document.get("items") {
            None => Err(Trouble::Unknown(Unknown::Items)),
            Some(Value::Array(items)) => {
                items.iter().enumerate().map(|(index, item)| Line::open(index, item)).collect()
            }
            Some(_) => return malformed("items"),
        };
        Ok(Self { programme, answers: document.get("answers").and_then(Value::as_object), lines })
    }

    pub(crate) fn lines(&self) -> Result<&[Line<'a>], Trouble> {
        self.lines.as_deref().map_err(Clone::clone)
    }

    /// An answer, if there is one that is not `null`.
    pub(crate) fn optional(&self, id: &str) -> Option<&'a Value> {
        self.answers?.get(id).filter(|value| !value.is_null())
    }

    pub(crate) fn answer(&self, id: &'static str) -> Result<&'a Value, Trouble> {
        self.optional(id).ok_or(Trouble::Unknown(Unknown::Answer(id)))
    }

    pub(crate) fn truth(&self, id: &'static str) -> Fact {
        match self.answer(id)?.as_bool() {
            Some(truth) => Ok(truth),
            None => malformed(format!("answers.{id}")),
        }
    }

    pub(crate) fn text(&self, id: &'static str) -> Result<&'a str, Trouble> {
        match self.answer(id)?.as_str() {
            Some(text) => Ok(text),
            None => malformed(format!("answers.{id}")),
        }
    }

    pub(crate) fn integer(&self, id: &'static str) -> Result<u64, Trouble> {
        match self.answer(id)?.as_u64() {
            Some(number) => Ok(number),
            None => malformed(format!("answers.{id}")),
        }
    }

    /// Staff number = roundHalfUp(staff-fte) + staff-heads. An absent `staff-heads` is 0, a `null` one unknown.
    pub(crate) fn staff_number(&self) -> Result<Exact, Trouble> {
        self.staff_under("")
    }

    /// The staff number under a usual mistake.
    pub(crate) fn staff_under(&self, slip: &str) -> Result<Exact, Trouble> {
        let heads = match self.answers.and_then(|answers| answers.get("staff-heads")) {
            None => 0,
            Some(_) => self.integer("staff-heads")?,
        };
        match decimal(self.text("staff-fte")?) {
            Some(fte) => Ok(match slip {
                "staff-cut" => fte.floor() + whole(heads),
                "staff-up" => fte.ceil() + whole(heads),
                "staff-heads-left-out" => round_half_up(&fte),
                "staff-heads-twice" => round_half_up(&fte) + whole(heads) + whole(heads),
                _ => round_half_up(&fte) + whole(heads),
            }),
            None => malformed("answers.staff-fte"),
        }
    }
}

/// How a line's price is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tax {
    Excluded,
    Included,
    Exempt,
}

/// A quote line.
pub(crate) struct Line<'a> {
    pub(crate) index: usize,
    pub(crate) id: &'a str,
    pub(crate) kind: &'a str,
    pub(crate) quantity: u64,
    unit_price_yen: u64,
    tax: Tax,
    tax_rate_percent: u64,
    months_in_year: Option<u64>,
    discount_yen: u64,
    answers: Option<&'a Map<String, Value>>,
}

impl<'a> Line<'a> {
    pub(crate) fn open(index: usize, item: &'a Value) -> Result<Self, Trouble> {
        let text = |key: &str| match item.get(key).and_then(Value::as_str) {
            Some(text) => Ok(text),
            None => malformed(format!("items[{index}].{key}")),
        };
        if item.get("kindAmong").is_some() {
            return Err(Trouble::Unknown(Unknown::Kind(index)));
        }
        let integer = |key: &str| match item.get(key).and_then(Value::as_u64) {
            Some(number) => Ok(number),
            None => malformed(format!("items[{index}].{key}")),
        };
        let tax = match text("tax")? {
            "excluded" => Tax::Excluded,
            "included" => Tax::Included,
            "exempt" => Tax::Exempt,
            _ => return malformed(format!("items[{index}].tax")),
        };
        let months_in_year = match item.get("months") {
            None => None,
            Some(months) => match months.get("inYear").and_then(Value::as_u64) {
                Some(months) => Some(months),
                None => return malformed(format!("items[{index}].months.inYear")),
            },
        };
        Ok(Self {
            index,
            id: text("id")?,
            kind: text("kind")?,
            quantity: integer("quantity")?,
            unit_price_yen: integer("unitPriceYen")?,
            tax,
            tax_rate_percent: if item.get("taxRatePercent").is_some() { integer("taxRatePercent")? } else { 10 },
            months_in_year,
            discount_yen: if item.get("discountYen").is_some() { integer("discountYen")? } else { 0 },
            answers: item.get("answers").and_then(Value::as_object),
        })
    }

    /// max(0, unitPriceYen × quantity (× months.inYear) − discountYen), as quoted.
    fn quoted(&self) -> Exact {
        let listed = whole(self.unit_price_yen) * whole(self.quantity) * whole(self.months_in_year.unwrap_or(1));
        at_least_zero(listed - whole(self.discount_yen))
    }

    /// The cost of the line without tax.
    pub(crate) fn cost_without_tax(&self, rounding: Rounding) -> Exact {
        round(&self.cost_without_tax_exact(), rounding)
    }

    /// The cost of the line without tax, where it does not divide with its fraction.
    pub(crate) fn cost_without_tax_exact(&self) -> Exact {
        match self.tax {
            Tax::Excluded | Tax::Exempt => self.quoted(),
            Tax::Included => self.quoted() * whole(100) / whole(100 + self.tax_rate_percent),
        }
    }

    /// The cost of the line with tax.
    pub(crate) fn cost_with_tax(&self) -> Exact {
        match self.tax {
            Tax::Included | Tax::Exempt => self.quoted(),
            Tax::Excluded => (self.quoted() * whole(100 + self.tax_rate_percent) / whole(100)).floor(),
        }
    }

    /// A cost of this line less its donation, never below 0.
    pub(crate) fn less_donation(&self, cost: Exact) -> Result<Exact, Trouble> {
        let donation = match self.answer("donation-yen")? {
            None => 0,
            Some(value) => match value.as_u64() {
                Some(yen) => yen,
                None => return self.wrong("donation-yen"),
            },
        };
        Ok(at_least_zero(cost - whole(donation)))
    }

    /// The value of an item answer; `Ok(None)` if absent, unknown if `null`.
    fn answer(&self, id: &'static str) -> Result<Option<&'a Value>, Trouble> {
        match self.answers.and_then(|answers| answers.get(id)) {
            Some(Value::Null) => Err(self.unknown(id)),
            found => Ok(found),
        }
    }

    fn unknown(&self, id: &'static str) -> Trouble {
        Trouble::Unknown(Unknown::ItemAnswer(self.index, id))
    }

    fn wrong<T>(&self, id: &str) -> Result<T, Trouble> {
        malformed(format!("items[{}].answers.{id}", self.index))
    }

    /// A yes/no answer that has a default.
    pub(crate) fn truth_or(&self, id: &'static str, default: bool) -> Fact {
        match self.answer(id)? {
            None => Ok(default),
            Some(Value::Bool(truth)) => Ok(*truth),
            Some(_) => self.wrong(id),
        }
    }

    /// A yes/no answer that has no default: absent is unknown.
    pub(crate) fn truth(&self, id: &'static str) -> Fact {
        match self.answer(id)? {
            None => Err(self.unknown(id)),
            Some(Value::Bool(truth)) => Ok(*truth),
            Some(_) => self.wrong(id),
        }
    }

    /// A choice that has a default.
    pub(crate) fn choice_or(&self, id: &'static str, default: &'static str) -> Result<&'a str, Trouble> {
        match self.answer(id)? {
            None => Ok(default),
            Some(Value::String(choice)) => Ok(choice),
            Some(_) => self.wrong(id),
        }
    }

    /// The ids in `attached-to`.
    pub(crate) fn attached_to(&self) -> Result<Vec<&'a str>, Trouble> {
        match self.answer("attached-to")? {
            None => Ok(Vec::new()),
            Some(Value::Array(ids)) => match ids.iter().map(Value::as_str).collect() {
                Some(ids) => Ok(ids),
                None => self.wrong("attached-to"),
            },
            Some(_) => self.wrong("attached-to"),
        }
    }
}
