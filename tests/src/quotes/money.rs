//! How a layout writes numbers.

use super::layout::{Layout, Notation};
use super::sheet::Encoding;

/// How money and counts are written.
#[derive(Debug)]
pub(super) struct Money {
    notation: Notation,
    /// Whether money is in thousands.
    pub(super) thousands: bool,
    yen: &'static str,
    minus: &'static str,
}

impl Money {
    pub(super) fn of(layout: &Layout, thousands: bool) -> Self {
        // Where Japanese Windows shows a yen sign, a file in its encoding has a backslash.
        let yen = if layout.encoding == Encoding::Cp932 { "\\" } else { "¥" };
        let minus = ["▲", "△", "-", "("][layout.number % 4];
        Self { notation: layout.notation, thousands, yen, minus }
    }

    /// Yen, with the marks of the layout.
    pub(super) fn written(&self, yen: i64) -> String {
        let amount = if self.thousands { yen.abs() / 1_000 } else { yen.abs() };
        let commas = with_commas(amount);
        let text = match self.notation {
            Notation::Digits => amount.to_string(),
            Notation::Commas => commas,
            Notation::FullWidth => wide(&commas),
            // In thousands the marks of yen would be wrong.
            _ if self.thousands => commas,
            Notation::Mark => format!("{}{commas}", self.yen),
            Notation::Word => format!("{commas}円"),
            Notation::Dash => format!("{}{commas}-", self.yen),
            Notation::PointDash => format!("{commas}.-"),
        };
        match (yen < 0, self.minus) {
            (false, _) => text,
            (true, "(") => format!("({text})"),
            (true, minus) => format!("{minus}{text}"),
        }
    }

    /// A number of things.
    pub(super) fn count(&self, number: i64) -> String {
        let text = number.to_string();
        if self.notation == Notation::FullWidth { wide(&text) } else { text }
    }
}

fn with_commas(number: i64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(",")
}

fn wide(text: &str) -> String {
    let of = |char: char| match char {
        '0'..='9' => char::from_u32(u32::from(char) - u32::from('0') + u32::from('０')).unwrap_or(char),
        ',' => '，',
        other => other,
    };
    text.chars().map(of).collect()
}
