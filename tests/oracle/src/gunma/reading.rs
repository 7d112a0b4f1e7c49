//! How the text is read where it is silent.

/// Where the 1,000-yen floor stands (`floor-level`).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FloorLevel {
    PerCategory,
    PerUnit,
    Total,
}

/// One choice for every silence of the text; `DEFAULT` is what the contract chooses.
#[derive(Clone, Copy)]
pub(super) struct Reading<'s> {
    pub(super) floor: FloorLevel,
    /// `per-unit-base`: base × units against the cost of all units, row by row.
    pub(super) pooled: bool,
    /// `consumption-tax`: tax is not eligible.
    pub(super) without_tax: bool,
    /// `package-unit-limit` applies.
    pub(super) package_limit: bool,
    /// `package-combination`: no A or B beside C.
    pub(super) exclusive: bool,
    /// A usual mistake, by the pack's id for it; empty for none.
    pub(super) slip: &'s str,
    /// Lines that are counted although they are out.
    pub(super) forced: &'s [usize],
}

pub(super) const DEFAULT: Reading<'static> = Reading {
    floor: FloorLevel::PerCategory,
    pooled: false,
    without_tax: false,
    package_limit: false,
    exclusive: false,
    slip: "",
    forced: &[],
};
