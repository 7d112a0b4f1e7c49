//! A kind of cost: what it is called, what becomes of it.

use serde::{Deserialize, Serialize};

use super::positions::ConditionIx;
use crate::exact::Exact;

/// A kind of cost.
#[derive(Clone, Debug)]
pub struct Kind {
    /// The public id.
    pub id: String,
    /// Its name.
    pub label: String,
    /// Position in [`super::Edition::kind_groups`].
    pub group: u8,
    /// Names on quotes; see [`Example::of`].
    pub examples: Vec<String>,
    /// If every need holds and no drop does.
    pub outcome: Outcome,
    /// Why, in one sentence.
    pub reason: String,
    /// The clause.
    pub cite: String,
    /// Conditions for counting it.
    pub needs: Vec<Need>,
    /// Its figures, in the order of the pack's figure names.
    pub figures: Vec<Exact>,
    /// Whether a line is one unit, whatever its quantity.
    pub whole_line: bool,
}

/// How strictly an example names its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Example<'e> {
    /// A thing of this name is of the kind.
    Name(&'e str),
    /// It probably is: the text ends in など, which is removed.
    Hint(&'e str),
    /// Anything used for this could be of the kind: the text ends in 用.
    Use(&'e str),
}

impl<'e> Example<'e> {
    /// Reads an example of a pack.
    #[must_use]
    pub fn of(text: &'e str) -> Self {
        match text.strip_suffix("など") {
            Some(hint) => Self::Hint(hint),
            None if text.ends_with('用') && !text.ends_with("費用") => Self::Use(text),
            None => Self::Name(text),
        }
    }
}

/// Whether a kind of cost counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// 対象
    Counted,
    /// 対象外
    Excluded,
    /// 要確認: not counted.
    NeedsConfirmation,
}

/// A condition whose failing takes a line out, with the reason.
#[derive(Clone, Debug)]
pub struct Need {
    /// Must hold, for a need; must not hold, for a drop.
    pub when: ConditionIx,
    /// Whether it can only be judged after the steps.
    pub late: bool,
    /// Why the line is out, in one sentence.
    pub reason: String,
    /// How the line could count after all; may be empty.
    pub remedy: String,
    /// The clause.
    pub cite: String,
}
