//! A figure that is ours, but in thousands of yen, or with a zero too many or too few.

use kaigo_hojo_contract::diagnosis::{Cause, Certainty, Scale};

use super::sought::Sought;
use super::words;

/// The scale in which a written figure is ours, where they differ; a zero comes before a unit, because it is exact.
pub(super) fn of(written: i64, ours: i64) -> Option<Scale> {
    if written <= 0 || ours <= 0 {
        return None;
    }
    // Forms cut or round to their unit.
    let in_units = |unit: i64| [ours / unit, ours.saturating_add(unit / 2) / unit].contains(&written);
    let scales = [
        (Scale::ZeroMore, ours.checked_mul(10) == Some(written)),
        (Scale::ZeroFewer, written.checked_mul(10) == Some(ours)),
        (Scale::ThousandYen, in_units(1_000)),
        (Scale::TenThousandYen, in_units(10_000)),
    ];
    scales.into_iter().find(|(_, holds)| *holds).map(|(scale, _)| scale)
}

/// What was done, as the mistakes of a pack say it.
const fn label(scale: Scale) -> &'static str {
    match scale {
        Scale::ThousandYen => "千円の単位で書くと",
        Scale::TenThousandYen => "万円の単位で書くと",
        Scale::ZeroMore => "0を一つ多く書くと",
        Scale::ZeroFewer => "0を一つ少なく書くと",
    }
}

/// That a figure is ours in another scale.
pub(super) fn cause(scale: Scale, sought: &Sought, ours: &str, cite: &str) -> Cause {
    let written = words::value(&sought.written, &sought.unit);
    Cause {
        mistakes: Vec::new(),
        scale: Some(scale),
        follows: None,
        item_ids: Vec::new(),
        certainty: Certainty::Fits,
        yen: sought.yen(),
        label: format!("{ours} を{} {written} になります。円の単位で {ours} と書きます。", label(scale)),
        cite: cite.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Scale, of};

    #[test]
    fn a_figure_in_another_scale() {
        for (written, ours, expected) in [
            (1_161, 1_161_000, Some(Scale::ThousandYen)),
            // 1,548,800 in thousands: cut 1,548, rounded 1,549.
            (1_548, 1_548_800, Some(Scale::ThousandYen)),
            (1_549, 1_548_800, Some(Scale::ThousandYen)),
            (1_550, 1_548_800, None),
            (116, 1_161_000, Some(Scale::TenThousandYen)),
            (11_610_000, 1_161_000, Some(Scale::ZeroMore)),
            (116_100, 1_161_000, Some(Scale::ZeroFewer)),
            (1_161_001, 1_161_000, None),
            (116_101, 1_161_000, None),
            (0, 400, None),
            (0, 0, None),
            (10, 0, None),
            (i64::MAX, 1, None),
        ] {
            assert_eq!(of(written, ours), expected, "{written} for {ours}");
        }
    }
}
