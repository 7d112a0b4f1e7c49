//! The questions and cost kinds of the three programmes, with the domains of their answers.

use crate::programme::Programme;

/// What an answer may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Domain {
    Truth,
    /// A condition that is mostly met.
    UsuallyTrue,
    /// An exclusion that mostly does not apply.
    UsuallyFalse,
    CareplanExchange,
    StaffFte,
    /// Absent = 0.
    StaffHeads,
    PastGrantStaff,
    RateCutPercent,
    Service,
    Capacity,
    LinkedOffices,
    Route,
}

pub(super) type Question = (&'static str, Domain);

const SAITAMA: [Question; 15] = [
    ("in-prefecture", Domain::UsuallyTrue),
    ("designated", Domain::UsuallyTrue),
    ("model-office", Domain::UsuallyTrue),
    ("antisocial-forces", Domain::UsuallyFalse),
    ("additionally-selected", Domain::Truth),
    ("life-data", Domain::UsuallyFalse),
    ("careplan-exchange", Domain::CareplanExchange),
    ("document-halving", Domain::UsuallyFalse),
    ("end-to-end", Domain::UsuallyTrue),
    ("careplan-target", Domain::Truth),
    ("careplan-csv", Domain::UsuallyTrue),
    ("past-grant", Domain::Truth),
    ("past-grant-staff", Domain::PastGrantStaff),
    ("staff-fte", Domain::StaffFte),
    ("staff-heads", Domain::StaffHeads),
];

const KUMAMOTO: [Question; 10] = [
    ("in-prefecture", Domain::UsuallyTrue),
    ("life-data", Domain::UsuallyFalse),
    ("careplan-exchange", Domain::CareplanExchange),
    ("document-halving", Domain::UsuallyFalse),
    ("end-to-end", Domain::UsuallyTrue),
    ("careplan-target", Domain::Truth),
    ("careplan-csv", Domain::UsuallyTrue),
    ("rate-cut-percent", Domain::RateCutPercent),
    ("staff-fte", Domain::StaffFte),
    ("staff-heads", Domain::StaffHeads),
];

const GUNMA: [Question; 11] = [
    ("in-prefecture", Domain::UsuallyTrue),
    ("antisocial-forces", Domain::UsuallyFalse),
    ("service", Domain::Service),
    ("capacity", Domain::Capacity),
    ("linked-offices", Domain::LinkedOffices),
    ("end-to-end", Domain::UsuallyTrue),
    ("careplan-csv", Domain::UsuallyTrue),
    ("life-csv", Domain::UsuallyTrue),
    ("route", Domain::Route),
    ("staff-fte", Domain::StaffFte),
    ("staff-heads", Domain::StaffHeads),
];

/// The questions of a programme.
pub(super) fn questions(programme: &str) -> &'static [Question] {
    match Programme::named(programme) {
        Programme::Saitama => &SAITAMA,
        Programme::Kumamoto => &KUMAMOTO,
        Programme::Gunma => &GUNMA,
    }
}

/// The cost kinds of a programme; what weighs more in the amount is there twice.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn kinds(programme: &str) -> &'static [&'static str] {
    match Programme::named(programme) {
        Programme::Saitama => &[
            "care-software",
            "care-software",
            "software-fee",
            "extra-software",
            "back-office-software",
            "care-software-modification",
            "portable-terminal",
            "portable-terminal",
            "intercom",
            "network-equipment",
            "maintenance",
            "cloud-service",
            "lease",
            "e-signature",
            "ai-care-plan",
            "fixed-terminal",
            "communication-charge",
            "consulting",
            "development",
            "other",
        ],
        Programme::Kumamoto => &[
            "care-software",
            "care-software",
            "extra-software",
            "portable-terminal",
            "portable-terminal",
            "intercom",
            "network-equipment",
            "lease",
            "maintenance",
            "cloud-service",
            "communication-charge",
            "insurance",
            "fixed-terminal",
            "other",
        ],
        Programme::Gunma => &[
            "transfer-aid",
            "bathing-aid",
            "monitoring",
            "monitoring",
            "monitoring",
            "care-work-support",
            "other-care-tech",
            "intercom",
            "intercom",
            "care-software",
            "care-software",
            "care-software",
            "recognised-device",
            "back-office-software",
            "incidental",
            "incidental",
            "incidental",
            "consulting",
            "communication-charge",
            "development",
            "operation-briefing",
            "other",
        ],
    }
}

/// Is the charge usually monthly?
pub(super) fn is_monthly(kind: &str) -> bool {
    matches!(kind, "software-fee" | "maintenance" | "cloud-service" | "lease" | "communication-charge")
}

/// Gunma: one base for all lines of the kind.
pub(super) fn is_group(kind: &str) -> bool {
    matches!(kind, "care-software" | "back-office-software" | "intercom" | "consulting" | "incidental")
}

/// Gunma: kinds of 区分 A and B①.
pub(super) fn is_listed(kind: &str) -> bool {
    matches!(kind, "intercom" | "care-software") || (is_per_unit(kind) && kind != "recognised-device")
}

/// Gunma: kinds with a base per unit.
pub(super) fn is_per_unit(kind: &str) -> bool {
    matches!(
        kind,
        "transfer-aid" | "bathing-aid" | "monitoring" | "care-work-support" | "other-care-tech" | "recognised-device"
    )
}

/// Item questions of a kind; those without a default (`staff-priced`) included.
pub(super) fn item_questions(programme: &str, kind: &str) -> Vec<&'static str> {
    let mut questions = vec!["contracted-before-decision", "other-subsidy", "donation-yen"];
    if !Programme::named(programme).is_ict() {
        if is_listed(kind) {
            questions.extend(["listing", "in-package"]);
        }
        if matches!(kind, "care-software" | "back-office-software") {
            questions.push("staff-priced");
        }
        if kind == "incidental" {
            questions.push("attached-to");
        }
    }
    questions
}
