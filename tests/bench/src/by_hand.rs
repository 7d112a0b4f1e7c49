//! The amount of the Saitama programme as one writes it for this programme alone: `i64`, no allocation, nothing explained.
//! What the engine takes longer is the price of rules that are data.

use kaigo_hojo_assess::rules::facts::Tax;
use kaigo_hojo_contract::Application;
use kaigo_hojo_contract::application::{Answer, Item};

/// What moves the yen of the benchmark's applications, decoded.
#[derive(Clone, Copy, Debug)]
pub struct Input {
    lines: [Line; 3],
    life: bool,
    different_vendor: bool,
    halving: bool,
    /// Full-time equivalents times 100.
    staff: i64,
    heads: i64,
    past_staff: Option<i64>,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    yen: i64,
    quantity: i64,
    with_tax: bool,
}

impl Input {
    /// Decodes an application of the benchmark: three lines, every question answered.
    ///
    /// # Panics
    /// Where it is none.
    #[must_use]
    pub fn new(application: &Application) -> Self {
        let answer = |id: &str| application.answers.get(id).expect("an answer");
        let truth = |id: &str| *answer(id) == Answer::Truth(true);
        let whole = |id: &str| if let Answer::Whole(number) = answer(id) { *number } else { panic!("{id}") };
        let Answer::Text(staff) = answer("staff-fte") else { panic!("staff-fte") };
        let (before, after) = staff.split_once('.').expect("a decimal");
        let items: &[Item; 3] =
            application.items.as_deref().and_then(|items| items.try_into().ok()).expect("three lines");
        Self {
            lines: items.each_ref().map(|item| Line {
                yen: item.unit_price_yen,
                quantity: item.quantity,
                with_tax: item.tax == Tax::Included,
            }),
            life: truth("life-data"),
            different_vendor: *answer("careplan-exchange") == Answer::Text("different-vendor".to_owned()),
            halving: truth("document-halving"),
            staff: format!("{before}{after:0<2}").parse().expect("a number"),
            heads: whole("staff-heads"),
            past_staff: truth("past-grant").then(|| whole("past-grant-staff")),
        }
    }

    /// The amount, in yen.
    #[must_use]
    pub fn amount(&self) -> i64 {
        let net = |line: &Line| match line.yen * line.quantity {
            yen if line.with_tax => yen * 100 / 110,
            yen => yen,
        };
        let cost: i64 = self.lines.iter().map(net).sum();
        let quarters = if self.life || self.different_vendor || self.halving { 3 } else { 2 };
        let now = ceiling((self.staff + 50) / 100 + self.heads);
        let ceiling = self.past_staff.map_or(now, |staff| now.min(ceiling(staff)));
        (cost * quarters).min(ceiling * 4) / 4000 * 1000
    }
}

fn ceiling(staff: i64) -> i64 {
    match staff {
        ..=10 => 1_000_000,
        11..=20 => 1_600_000,
        21..=30 => 2_000_000,
        _ => 2_600_000,
    }
}
