//! How an edition is written down in bytes.
//!
//! Values follow each other without names; a whole number takes seven bits a byte. It is our own format because the page
//! carries the reader: that of a general library weighs as much as the rest of the engine. A pack's file adds a version
//! and a checksum ([`crate::built`]); wrong bytes are refused. After an error, reading continues to the end with nothing
//! left to read: an early exit from every value would double the reader's size.

use core::num::NonZeroI64;

use crate::date::Date;
use crate::dates::{DateId, Due, DueDay, FiscalYear};
use crate::edition::{
    About, Absent, AnswerKind, Best, Category, Checker, Choice, Condition, DateRule, Deadline, Document, Edition,
    Group, Kind, Limit, Menu, Need, Node, Note, Op, Operand, Outcome, Plan, Question, Reading, Requirement, Row,
    Section, Slot, Spread, StaffRole, Staffing, Stage, Status, Step, Table, Test, Turn, Unit,
};
use crate::exact::{Direction, Exact};
use crate::mistake::{Change, Misread, Mistake, Mistakes, Sealed, Supposed};
use crate::range::Range;

/// Round trip of a value through bytes.
pub trait Wire: Sized {
    /// Appends the bytes.
    fn write(&self, out: &mut Vec<u8>);
    /// Reads from the front. After wrong bytes the value is arbitrary, and the source has failed.
    fn read(input: &mut Source<'_>) -> Self;
}

/// Bytes that are read from the front.
#[derive(Debug)]
pub struct Source<'a> {
    rest: &'a [u8],
    failed: bool,
}

impl<'a> Source<'a> {
    fn fail(&mut self) {
        self.rest = &[];
        self.failed = true;
    }

    // So many bytes as the number before them says.
    fn counted(&mut self) -> &'a [u8] {
        let length = usize::read(self);
        let Some((bytes, rest)) = self.rest.split_at_checked(length) else {
            self.fail();
            return &[];
        };
        self.rest = rest;
        bytes
    }
}

/// Reads a value from all of the bytes; `None` if they are wrong.
#[must_use]
pub fn from_bytes<T: Wire>(bytes: &[u8]) -> Option<T> {
    let mut input = Source { rest: bytes, failed: false };
    let value = T::read(&mut input);
    (!input.failed && input.rest.is_empty()).then_some(value)
}

/// Writes a value.
#[must_use]
pub fn to_bytes(value: &impl Wire) -> Vec<u8> {
    let mut out = Vec::new();
    value.write(&mut out);
    out
}

#[inline(never)]
fn put(mut value: u128, out: &mut Vec<u8>) {
    while value > 0x7f {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

#[inline(never)]
fn take(input: &mut Source<'_>) -> u128 {
    let (mut value, mut shift) = (0_u128, 0_u32);
    while let Some((first, rest)) = input.rest.split_first().filter(|_| shift <= 126) {
        input.rest = rest;
        value |= u128::from(first & 0x7f) << shift;
        if first & 0x80 == 0 {
            return value;
        }
        shift += 7;
    }
    input.fail();
    0
}

macro_rules! numbers {
    ($($number:ty),*) => {$(
        impl Wire for $number {
            fn write(&self, out: &mut Vec<u8>) {
                // No figure of an edition is negative.
                put(u128::try_from(*self).unwrap_or(0), out);
            }
            fn read(input: &mut Source<'_>) -> Self {
                Self::try_from(take(input)).unwrap_or_else(|_| {
                    input.fail();
                    0
                })
            }
        }
    )*};
}

numbers!(u8, u16, u32, u64, u128, i64, usize);

impl Wire for bool {
    fn write(&self, out: &mut Vec<u8>) {
        out.push(u8::from(*self));
    }
    fn read(input: &mut Source<'_>) -> Self {
        u8::read(input) != 0
    }
}

impl Wire for String {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        out.extend(self.as_bytes());
    }
    fn read(input: &mut Source<'_>) -> Self {
        let bytes = input.counted();
        core::str::from_utf8(bytes).map(str::to_owned).unwrap_or_else(|_| {
            input.fail();
            Self::new()
        })
    }
}

impl Wire for Sealed {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.len().write(out);
        out.extend(&self.0);
    }
    fn read(input: &mut Source<'_>) -> Self {
        Self(input.counted().to_vec())
    }
}

impl<T: Wire> Wire for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.len().write(out);
        self.iter().for_each(|value| value.write(out));
    }
    fn read(input: &mut Source<'_>) -> Self {
        let mut length = usize::read(input);
        // Every value takes a byte at least: a length beyond that is not one.
        if length > input.rest.len() {
            input.fail();
            length = 0;
        }
        // No capacity in advance: a value may need much more memory than its bytes.
        let mut values = Self::new();
        while values.len() < length && !input.failed {
            values.push(T::read(input));
        }
        values
    }
}

impl<T: Wire> Wire for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }
    fn read(input: &mut Source<'_>) -> Self {
        bool::read(input).then(|| T::read(input))
    }
}

impl<A: Wire, B: Wire> Wire for (A, B) {
    fn write(&self, out: &mut Vec<u8>) {
        self.0.write(out);
        self.1.write(out);
    }
    fn read(input: &mut Source<'_>) -> Self {
        (A::read(input), B::read(input))
    }
}

// A denominator of 0 stands for "without limit". The pack crate lets no figure beyond 64 bits through.
impl Wire for Exact {
    fn write(&self, out: &mut Vec<u8>) {
        self.to_parts().unwrap_or((1, 0)).write(out);
    }
    fn read(input: &mut Source<'_>) -> Self {
        let (num, den) = <(i64, i64)>::read(input);
        NonZeroI64::new(den).map_or(Self::INFINITE, |den| Self::fraction(num, den.get()))
    }
}

macro_rules! record {
    ($($name:ident { $($field:ident),* $(,)? })*) => {$(
        impl Wire for $name {
            fn write(&self, out: &mut Vec<u8>) {
                let Self { $($field),* } = self;
                $($field.write(out);)*
            }
            fn read(input: &mut Source<'_>) -> Self {
                $(let $field = Wire::read(input);)*
                Self { $($field),* }
            }
        }
    )*};
}

macro_rules! choice {
    ($($name:ident { $($variant:ident $(($($part:ident),*))? $({$($field:ident),*})?),* $(,)? })*) => {$(
        impl Wire for $name {
            fn write(&self, out: &mut Vec<u8>) {
                // The variants once more, for their numbers.
                enum Tag { $($variant),* }
                // No wildcard: a variant that the list below forgets does not compile.
                match self {
                    $(Self::$variant $(($($part),*))? $({$($field),*})? => {
                        out.push(Tag::$variant as u8);
                        $($($part.write(out);)*)?
                        $($($field.write(out);)*)?
                    })*
                }
            }
            fn read(input: &mut Source<'_>) -> Self {
                let mut wanted = u8::read(input);
                loop {
                    let mut tag = 0_u8;
                    $(
                        if wanted == tag {
                            $($(let $part = Wire::read(input);)*)?
                            $($(let $field = Wire::read(input);)*)?
                            return Self::$variant $(($($part),*))? $({$($field),*})?;
                        }
                        tag += 1;
                    )*
                    // No such variant: the first will do.
                    let _ = tag;
                    wanted = 0;
                    input.fail();
                }
            }
        }
    )*};
}

record! {
    Date { year, month, day }
    Edition {
        about, sections, questions, item_questions, kind_groups, kinds, drops, tables, readings, menu, conditions, steps,
        order, columns, truth_columns, categories, plan, notes, requirements,
        documents, deadlines, date_rules, staffing, mistakes
    }
    About {
        id, prefecture, title, name, domain, fiscal_year, status, as_of, valid_until, reception, checked_on, checked_by,
        rate, ceilings, not_covered, ceiling_term, counts_tax, hash
    }
    Section { id, label, help, check }
    Question { id, label, help, cite, section, kind, absent, null_is_absent, kinds, moot }
    Choice { id, label, group }
    Kind { id, label, group, examples, outcome, reason, cite, needs, figures, whole_line }
    Need { when, late, reason, remedy, cite }
    Table { id, label, unit, bands, below, cite }
    Reading { id, question, options, cite }
    Menu { question, exists }
    Condition { test, slot, varies }
    Step { id, label, cite, unit, column, whole, hidden, varies, limit, op }
    Limit { id, label, cite }
    Best { value, by, units, limit, among, rows }
    Row { among, cap }
    Spread { cost, from, along, onto, units, nothing, cite }
    Turn { node, uses, asks }
    Category { id, label, amount }
    Plan { amount, counted, eligible, by_rate, limited, short, band, rate, staff }
    Note { id, label, cite, when, per_line }
    Requirement { id, group, label, cite, advice, decides, applies, met, question }
    Document { id, label, stage, cite, when, reason }
    Deadline { id, label, cite, help, when, due }
    DateRule { id, then, from, until, message, cite, unless }
    FiscalYear { of, years }
    Staffing { fte, heads, cite, proof, caution, roles }
    StaffRole { id, label, by_head }
    Mistakes { steps, order, columns, list }
    Mistake { id, about, label, advice, cite, change }
}

choice! {
    Status { Draft, Announced, Open, Closed, Superseded }
    Checker { Project, Prefecture }
    AnswerKind { Truth, Choice(choices), Number { decimal, min, max, unit, none }, Lines }
    Absent { Unknown, Option(option), Number(number), None, NoLines }
    Outcome { Counted, Excluded, NeedsConfirmation }
    Slot { Inline, Scalar, Column(column) }
    Test {
        All(parts), Any(parts), Not(part), Among(question, set), ItemAmong(question, set), NoNumber(question), Kind(set),
        Counted, Monthly, Reading(reading, option), Route(route), AtLeast(step, bound), Positive(step)
    }
    Unit { Yen, Ratio, Count(suffix) }
    Operand { Step(step), Figure(figure) }
    Op {
        Answer(question), ItemAnswer(question), LineCost(with_tax), Units, Quantity, KindFigure(figure), Add(parts), Multiply(parts),
        Less(a, b), Divide(a, b), Lowest(parts), Highest(parts), Round(of, unit, direction), Lookup(by, table),
        Case(arms, otherwise), Unlimited, Only(of, condition), Total(of, condition), Count(condition), Best(best),
        Taken(best), Spread(spread)
    }
    Node { Counted, Condition(condition), Step(step) }
    Direction { Down, Up, HalfUp }
    Range { Point(value), Span(low, high) }
    Group { Eligibility, Software, Equipment, Promise, AfterGrant }
    Stage { Application, Report, Change }
    DateId { Decision, Contract, Delivery, Payment, Completion }
    Due { On(days), Within(year) }
    DueDay { Fixed(date), After(from, days), InYear(month, day, year) }
    Change { Swap(swaps), Suppose(supposed), Band(tables), Facts(misread) }
    Supposed { Answer(question, answer), Item(question, answer), Reading(reading, option), Kind(of, taken_for) }
    Misread { PriceReadWithTax, PriceReadWithoutTax, TaxPerUnit, WholeContract, FullYear, ExcludedLine, DiscountForgotten, StaffRoundedPerRole, StaffCutPerRole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        for value in [0, 1, 127, 128, u128::from(u64::MAX), u128::MAX] {
            assert_eq!(from_bytes(&to_bytes(&value)), Some(value));
        }
        assert_eq!(from_bytes::<u8>(&[0x80, 0x02]), None, "256 is no byte");
        assert_eq!(from_bytes::<u128>(&[0x80]), None, "nothing follows");
        assert_eq!(from_bytes::<u128>(&[0xff; 30]), None, "too long");
        assert_eq!(from_bytes::<u8>(&[1, 1]), None, "something follows");
    }

    #[test]
    fn a_length_beyond_the_bytes_is_refused() {
        assert_eq!(from_bytes::<Vec<u8>>(&[0xff, 0xff, 0xff, 0x7f]), None);
        assert_eq!(from_bytes::<String>(&[5, b'a']), None);
        assert_eq!(from_bytes::<String>(&[1, 0xff]), None, "no UTF-8");
        assert!(from_bytes::<Op>(&[200]).is_none());
        assert!(from_bytes::<Vec<Op>>(&[2, 3, 200]).is_none());
    }
}
