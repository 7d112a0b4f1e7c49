//! A summary of an assessment, `kaigo-hojo/summary/1`: what is decided, without the lists that explain it.

use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::edition::Status;
use serde::Serialize;

use crate::assessment::{Amount, Assessment, Binding, CategoryAmount, NotComputable, Span, Verdict};

/// The version of the document.
const SCHEMA: &str = "kaigo-hojo/summary/1";

/// The fields of an [`Assessment`] that are as long for a thousand lines as for one, under the same names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Summary<'e> {
    schema: &'static str,
    programme: &'e str,
    programme_status: Status,
    as_of: Date,
    valid_until: Date,
    unconfirmed: bool,
    reference_date: Date,
    pack_hash: &'e str,
    verdict: Verdict,
    amount: Option<Amount>,
    not_computable: Option<NotComputable<'e>>,
    total_cost_yen: Option<i64>,
    own_burden: Option<Span>,
    categories: Vec<CategoryAmount<'e>>,
    route: Option<&'e str>,
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
