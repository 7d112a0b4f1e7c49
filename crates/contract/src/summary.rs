//! A summary of an assessment, `kaigo-hojo/summary/1`: what is decided, without the lists that explain it.

use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::edition::Status;
use serde::Serialize;

use crate::assessment::{Amount, Assessment, Binding, CategoryAmount, NotComputable, Span, Verdict};

/// The version of the document.
const SCHEMA: &str = "kaigo-hojo/summary/1";

/// The fields of an assessment that are decided, without the lists that explain them, under the same names: what
/// `hojo assess --only summary` prints. Later versions may add keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Summary<'e> {
    schema: &'static str,
    /// The id of the programme.
    programme: &'e str,
    /// The state of the programme on the reference date.
    programme_status: Status,
    /// The date of the official text.
    as_of: Date,
    /// The day after which the rules count as unconfirmed.
    valid_until: Date,
    /// Whether the reference date is after `validUntil`: the rules count as unconfirmed (未確認), which has to stand above
    /// every figure.
    unconfirmed: bool,
    /// The day for which this was said.
    reference_date: Date,
    /// Which pack said it.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^sha256:[0-9a-f]{64}$")))]
    pack_hash: &'e str,
    /// Whether the applicant can be granted anything.
    verdict: Verdict,
    /// The amount if every requirement is met; `None` where it cannot be computed.
    amount: Option<Amount>,
    /// Why there is no amount; 0 is never shown for it.
    not_computable: Option<NotComputable<'e>>,
    /// What all lines cost, tax included, in the fiscal year; `None` while the lines are not known.
    #[cfg_attr(feature = "schema", schemars(range(min = 0)))]
    total_cost_yen: Option<i64>,
    /// `totalCostYen` less the amount.
    own_burden: Option<Span>,
    /// The parts of the amount.
    #[cfg_attr(feature = "schema", schemars(length(min = 1)))]
    categories: Vec<CategoryAmount<'e>>,
    /// The route taken, where the programme has routes and it is decided.
    route: Option<&'e str>,
    /// What holds the amount down most.
    binding_constraint: Option<Binding<'e>>,
}

impl<'e> From<Assessment<'e>> for Summary<'e> {
    fn from(whole: Assessment<'e>) -> Self {
        Self {
            schema: SCHEMA,
            programme: whole.programme,
            programme_status: whole.programme_status,
            as_of: whole.as_of,
            valid_until: whole.valid_until,
            unconfirmed: whole.unconfirmed,
            reference_date: whole.reference_date,
            pack_hash: whole.pack_hash,
            verdict: whole.verdict,
            amount: whole.amount,
            not_computable: whole.not_computable,
            total_cost_yen: whole.total_cost_yen,
            own_burden: whole.own_burden,
            categories: whole.categories,
            route: whole.route,
            binding_constraint: whole.binding_constraint,
        }
    }
}
