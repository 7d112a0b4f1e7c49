//! The figures of the form, right or mistaken.

use crate::money::{Exact, Yen};

/// What an applicant writes on the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// 補助対象経費
    pub eligible_yen: Yen,
    pub(crate) rate: Exact,
    /// 職員数
    pub staff: Option<Yen>,
    /// 交付申請額; `None` where it cannot be computed.
    pub amount_yen: Option<Yen>,
}

impl Figures {
    /// 補助率, as `3/4`.
    pub fn rate(&self) -> String {
        format!("{}/{}", self.rate.numer(), self.rate.denom())
    }
}

/// The band that is taken in the place of this one.
pub(crate) fn neighbour(band: usize, slip: &str) -> usize {
    match slip {
        "band-above" => (band + 1).min(3),
        "band-below" => band.saturating_sub(1),
        _ => band,
    }
}
