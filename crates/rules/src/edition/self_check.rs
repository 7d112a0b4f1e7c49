//! What an applicant goes through before the application is sent: what must hold, which papers, by when, which staff.

use super::positions::ConditionIx;
use crate::dates::{DateId, Dates, Due};

/// Something that must hold.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// The public id.
    pub id: String,
    /// Where it stands in the self-check.
    pub group: Group,
    /// What must hold.
    pub label: String,
    /// The clause.
    pub cite: String,
    /// What to do about it, in one sentence; may be empty.
    pub advice: String,
    /// Whether it decides the verdict.
    pub decides: bool,
    /// When it concerns the applicant at all.
    pub applies: Option<ConditionIx>,
    /// When it is met.
    pub met: ConditionIx,
    /// The question of the self-check that it asks itself.
    pub question: Option<u16>,
}

/// What a requirement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Who may apply.
    Eligibility,
    /// The software.
    Software,
    /// Devices and equipment.
    Equipment,
    /// What is promised with the application.
    Promise,
    /// What is owed after the grant.
    AfterGrant,
}

impl Group {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 5] = [Self::Eligibility, Self::Software, Self::Equipment, Self::Promise, Self::AfterGrant];
}

/// A paper.
#[derive(Clone, Debug)]
pub struct Document {
    /// The public id.
    pub id: String,
    /// Its name, with the number of its form.
    pub label: String,
    /// When it is handed in.
    pub stage: Stage,
    /// The clause.
    pub cite: String,
    /// When it is needed; `None` where it always is.
    pub when: Option<ConditionIx>,
    /// Why it is needed or not; may be empty.
    pub reason: String,
}

/// When a paper is handed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// 交付申請
    Application,
    /// 実績報告
    Report,
    /// 変更・中止
    Change,
}

impl Stage {
    /// All of them, in the order in which they come.
    pub const ALL: [Self; 3] = [Self::Application, Self::Report, Self::Change];
}

/// Something to be done by a day.
#[derive(Clone, Debug)]
pub struct Deadline {
    /// The public id.
    pub id: String,
    /// What is due.
    pub label: String,
    /// The clause.
    pub cite: String,
    /// What to know about it; may be empty.
    pub help: String,
    /// When it concerns the applicant; `None` where it always does.
    pub when: Option<ConditionIx>,
    /// The day.
    pub due: Due,
}

/// The days between which a date must be; a day after another date is an order of the two.
#[derive(Clone, Debug)]
pub struct DateRule {
    /// The public id.
    pub id: String,
    /// The date.
    pub then: DateId,
    /// The first day that is right: one day, or none where the text has none.
    pub from: Due,
    /// The last day that is right, likewise.
    pub until: Due,
    /// What is wrong where it is another day.
    pub message: String,
    /// The clause.
    pub cite: String,
    /// Where it does not hold.
    pub unless: Option<ConditionIx>,
}

impl DateRule {
    /// Whether the date is known and surely outside, given the fiscal year of the programme.
    #[must_use]
    pub fn is_broken(&self, programme: u16, dates: &Dates) -> bool {
        let day = |bound: &Due| bound.find(programme, dates).date;
        dates.get(self.then).is_some_and(|date| {
            day(&self.from).is_some_and(|from| date < from) || day(&self.until).is_some_and(|until| until < date)
        })
    }
}

/// How the number of staff is found from a table of staff.
#[derive(Clone, Debug)]
pub struct Staffing {
    /// The question that takes those counted by full-time equivalents.
    pub fte: u16,
    /// The question that takes those counted by head.
    pub heads: u16,
    /// The clause.
    pub cite: String,
    /// Which paper proves it.
    pub proof: String,
    /// What the text leaves open; may be empty.
    pub caution: String,
    /// The roles.
    pub roles: Vec<StaffRole>,
}

/// A role of staff.
#[derive(Clone, Debug)]
pub struct StaffRole {
    /// The public id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Whether it may be counted by head.
    pub by_head: bool,
}
