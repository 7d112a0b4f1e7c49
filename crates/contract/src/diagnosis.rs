//! What was found of the figures that an applicant wrote on the form: a part of an assessment.

use serde::Serialize;

/// What was found of the figures that were written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnosis {
    /// Each figure that was written and that the programme has.
    pub figures: Vec<Figure>,
}

/// A figure that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Figure {
    /// `eligible-cost`, `rate`, `staff-number` or `amount`.
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["eligible-cost", "rate", "staff-number", "amount"])))]
    pub id: &'static str,
    /// Its name.
    pub label: &'static str,
    /// What was written, in words.
    pub written: String,
    /// What was written, where it is money.
    pub written_yen: Option<i64>,
    /// Ours, in words; `None` where it cannot be computed.
    pub ours: Option<String>,
    /// Ours, where it is money and single.
    pub ours_yen: Option<i64>,
    /// The least that ours may be, where it is money.
    pub low_yen: Option<i64>,
    /// The most that ours may be, where it is money with an upper limit.
    pub high_yen: Option<i64>,
    /// Whether they agree; `None` where that cannot be said, because of an unknown answer or because ours cannot be computed.
    pub agrees: Option<bool>,
    /// What was written less ours, where both are money and single.
    pub difference_yen: Option<i64>,
    /// How they compare, in one sentence.
    pub message: String,
    /// What gives the figure that was written: at most three, the most likely first.
    #[cfg_attr(feature = "schema", schemars(length(max = 3)))]
    pub causes: Vec<Cause>,
    /// The ids of the steps to compare one by one, where no cause was found.
    pub compare: Vec<String>,
}

/// What gives the figure that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "camelCase")]
pub struct Cause {
    /// The ids of the mistakes, all of which were made; none where it only follows from another figure or is written in
    /// another scale.
    #[cfg_attr(feature = "schema", schemars(length(max = 2)))]
    pub mistakes: Vec<String>,
    /// Where it is ours in another scale: in thousands or tens of thousands of yen, or with a zero too many or too few.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    /// The other figure that it follows from, itself wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("enum" = ["eligible-cost", "rate", "staff-number", "amount"])))]
    pub follows: Option<&'static str>,
    /// The lines on which they were made, where they were not made on the whole.
    pub item_ids: Vec<String>,
    /// How sure it is; `possible`: it takes two mistakes.
    pub certainty: Certainty,
    /// The figure, where it is money.
    pub yen: Option<i64>,
    /// What was done, what it gives, and what is right.
    pub label: String,
    /// The clause.
    pub cite: String,
}

/// How sure a cause is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// It alone gives the figure.
    Fits,
    /// It takes two to give the figure.
    Possible,
}

/// How a sum of money was written in place of plain yen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Scale {
    /// 千円: cut or rounded to whole thousands.
    ThousandYen,
    /// 万円: cut or rounded to whole tens of thousands.
    TenThousandYen,
    /// A zero too many.
    ZeroMore,
    /// A zero too few.
    ZeroFewer,
}
