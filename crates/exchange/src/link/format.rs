//! What reader and writer of a link share: the bits of a line, and what can go wrong.

use core::fmt;

use kaigo_hojo_contract::application::Tax;

/// Why a link was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// Something is missing or was changed.
    Damaged,
    /// It was made by a later version.
    Newer,
    /// It is beyond what a draft may hold.
    TooLarge,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Damaged => {
                "リンクが途中で切れているか、変わっています。もう一度、元のリンクを全部コピーして開いてください。"
            }
            Self::Newer => "このリンクは新しい版で作られています。ページを再読み込みしてから開いてください。",
            Self::TooLarge => {
                "リンクの内容が大きすぎて読めません。リンクの代わりに、保存したファイルを受け取ってください。"
            }
        })
    }
}

impl core::error::Error for LinkError {}

pub(super) const TAXES: [Tax; 3] = [Tax::Excluded, Tax::Included, Tax::Exempt];

// What of a line is there, beside how its tax stands in the two lowest bits.
pub(super) const REDUCED: u64 = 4;
pub(super) const NAME: u64 = 8;
pub(super) const MONTHS: u64 = 16;
pub(super) const TOTAL: u64 = 32;
pub(super) const DISCOUNT: u64 = 64;
// Several kinds, and how many, in the place of the one.
pub(super) const AMONG: u64 = 128;
