//! The cases of "is what I wrote right?", worked by hand in `cases/usual-mistakes.json` beside each pack.
//!
//! A case has an application (`base`, perhaps with a table of `staff`), the figures that were written, how they come about (`why`), and for each figure
//! that is wrong what must be `named`, in order: the id of a mistake, two with `+` between them for a pair, `>` and the id of
//! the figure that it follows from, or `=` and the scale in which it is ours. A figure that is not among them agrees.

use kaigo_hojo_assess::diagnosis::diagnose_draft;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::decode::draft;
use kaigo_hojo_contract::diagnosis::{Cause, Certainty, Diagnosis};
use kaigo_hojo_contract::draft::Draft;
use kaigo_hojo_contract::tree::Tree;
use serde_json::{Value, json};

/// One case.
#[derive(Debug)]
pub struct WrittenCase {
    /// How the written figures come about.
    pub why: String,
    /// The application, what was written, and the table of staff.
    pub draft: Draft,
    named: Value,
}

impl WrittenCase {
    /// What must be named.
    pub fn expected(&self) -> impl Iterator<Item = &str> {
        self.named
            .as_object()
            .into_iter()
            .flat_map(|named| named.values())
            .flat_map(Value::as_array)
            .flatten()
            .filter_map(Value::as_str)
    }
}

/// All cases.
///
/// # Panics
/// Where a file is wrong.
#[must_use]
pub fn written_cases() -> Vec<WrittenCase> {
    crate::MISTAKES.iter().flat_map(|(name, text)| written_in(name, text)).collect()
}

fn written_in(name: &str, text: &str) -> Vec<WrittenCase> {
    let file: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{name}: {error}"));
    let case = |case: &Value| {
        let mut application = file["bases"][case["base"].as_str().expect("a base")].clone();
        application["schema"] = json!("kaigo-hojo/application/1");
        let staff = application.as_object_mut().and_then(|base| base.remove("staff"));
        let mut whole =
            json!({ "schema": "kaigo-hojo/draft/1", "application": application, "written": case["written"] });
        if let Some(staff) = staff {
            whole["staff"] = staff;
        }
        let text = whole.to_string();
        let tree: Tree<'_> = serde_json::from_str(&text).expect("JSON");
        WrittenCase {
            why: format!("{}: {}", case["base"], case["why"]),
            draft: draft(&tree).expect("a draft"),
            named: case["named"].clone(),
        }
    };
    file["cases"].as_array().expect("a list").iter().map(case).collect()
}

/// What is named of a figure, as the cases write it.
#[must_use]
pub fn name(cause: &Cause) -> String {
    match (cause.follows, cause.scale) {
        (Some(figure), _) => format!(">{figure}"),
        (None, Some(scale)) => format!("={}", json!(scale).as_str().unwrap_or_default()),
        (None, None) => cause.mistakes.join("+"),
    }
}

/// What of a case's expectation a diagnosis does not give; empty where all is as expected.
///
/// # Panics
/// Where the application does not fit the edition.
#[must_use]
pub fn check_written(edition: &Edition, case: &WrittenCase) -> Vec<String> {
    let diagnosis = diagnose_draft(edition, &case.draft).expect("a sound application");
    let mut wrong = Vec::new();
    for figure in &diagnosis.figures {
        let names: Vec<String> = figure.causes.iter().map(name).collect();
        let expected = case.named[figure.id].as_array();
        if figure.agrees != Some(expected.is_none()) {
            wrong.push(format!("{}: {} beside ours, {:?}", figure.id, figure.written, figure.ours));
        }
        let expected: Vec<&str> = expected.into_iter().flatten().filter_map(Value::as_str).collect();
        if names != expected {
            wrong.push(format!("{}: {names:?} are named, not {expected:?}", figure.id));
        }
        wrong.extend(
            figure.causes.iter().flat_map(|cause| unsound(&diagnosis, figure.written_yen, &figure.written, cause)),
        );
    }
    if case.named.as_object().is_some_and(|named| named.keys().any(|id| diagnosis.figures.iter().all(|f| f.id != id))) {
        wrong.push(format!("not compared at all: {}", case.named));
    }
    wrong
}

// What every cause must be.
fn unsound(diagnosis: &Diagnosis, yen: Option<i64>, written: &str, cause: &Cause) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut must = |holds: bool, what: &str| {
        if !holds {
            wrong.push(format!("{what}: {cause:?}"));
        }
    };
    must(diagnosis.figures.iter().all(|figure| figure.causes.len() <= 3), "more than three are named");
    let ends = if cause.scale.is_some() { "書くと" } else { "すると" };
    must(cause.label.contains(&format!("{ends} {written} になります。")), "the sentence says the figure");
    must(cause.label.ends_with('。') && !cause.label.contains("すると、"), "it is a sentence");
    must(!cause.cite.is_empty(), "it has a clause");
    must(cause.yen == yen, "it gives the yen");
    must((cause.mistakes.len() == 2) == (cause.certainty == Certainty::Possible), "a pair is a possibility");
    wrong
}
