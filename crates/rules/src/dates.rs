//! The dates of one applicant's project on which deadlines depend.

use crate::date::Date;

/// A date that the applicant enters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DateId {
    /// 交付決定日
    Decision,
    /// 契約日
    Contract,
    /// 納品日
    Delivery,
    /// 支払日
    Payment,
    /// 事業完了日
    Completion,
}

impl DateId {
    /// All of them, in the order of a project.
    pub const ALL: [Self; 5] = [Self::Decision, Self::Contract, Self::Delivery, Self::Payment, Self::Completion];

    /// Its name in documents and packs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Decision => "decision",
            Self::Contract => "contract",
            Self::Delivery => "delivery",
            Self::Payment => "payment",
            Self::Completion => "completion",
        }
    }
}

/// The dates that are known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    /// 交付決定日
    pub decision: Option<Date>,
    /// 契約日
    pub contract: Option<Date>,
    /// 納品日
    pub delivery: Option<Date>,
    /// 支払日
    pub payment: Option<Date>,
    /// 事業完了日
    pub completion: Option<Date>,
}

impl Dates {
    /// One of them.
    #[must_use]
    pub const fn get(&self, id: DateId) -> Option<Date> {
        match id {
            DateId::Decision => self.decision,
            DateId::Contract => self.contract,
            DateId::Delivery => self.delivery,
            DateId::Payment => self.payment,
            DateId::Completion => self.completion,
        }
    }

    /// Changes one of them.
    pub const fn set(&mut self, id: DateId, date: Option<Date>) {
        match id {
            DateId::Decision => self.decision = date,
            DateId::Contract => self.contract = date,
            DateId::Delivery => self.delivery = date,
            DateId::Payment => self.payment = date,
            DateId::Completion => self.completion = date,
        }
    }
}
