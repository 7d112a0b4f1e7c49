//! Whether every figure of a pack stands in the clause that it cites, in whatever notation the text has it: 100万円,
//! ５００，０００円, ４分の３, 4 / 5, 2割.

use kaigo_hojo_rules::dates::{Due, DueDay};
use kaigo_hojo_rules::edition::{ConditionIx, Edition, Op, Operand, Step, Test, Unit};
use kaigo_hojo_rules::exact::{Direction, Exact};

use crate::official::Official;

/// A figure that is not in the clause that it cites.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The name of its user.
    pub id: String,
    /// Where it stands in the pack.
    pub place: Place,
    /// The clause.
    pub cite: String,
    /// The figure as a text may write it.
    pub figure: String,
}

/// Where a figure stands in a pack: positions among things of their sort.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// An operation.
    Step(usize),
    /// A band of a table.
    Band(usize, usize),
    /// A kind of cost.
    Kind(usize),
    /// A deadline.
    Deadline(usize),
    /// The first or last day of a date.
    DateRule(usize),
    /// A named condition, or a part of one.
    Condition(usize),
}

/// The result of the search.
#[derive(Clone, Debug, Default)]
pub struct Figures {
    /// The number of figures.
    pub looked: usize,
    /// The figures missing from their clauses.
    pub missing: Vec<Missing>,
}

/// Looks up every figure of an edition. Clauses that are not in the text are another check, and skipped here.
#[must_use]
pub fn figures(edition: &Edition, official: &Official) -> Figures {
    let mut search = Search { edition, official, found: Figures::default() };
    (0..).zip(&edition.steps).for_each(|(ix, step)| search.step(ix, step));
    search.tables();
    for (ix, kind) in edition.kinds.iter().enumerate() {
        for figure in kind.figures.iter().filter(|figure| !figure.is_zero()) {
            search.look(&kind.id, Place::Kind(ix), &kind.cite, &words(figure, true));
        }
    }
    for (ix, deadline) in edition.deadlines.iter().enumerate() {
        let Due::On(days) = &deadline.due else { continue };
        for words in days.iter().map(due_words).filter(|words| !words.is_empty()) {
            search.look(&deadline.id, Place::Deadline(ix), &deadline.cite, &words);
        }
    }
    for (ix, rule) in edition.date_rules.iter().enumerate() {
        let days = rule.from.days().iter().chain(rule.until.days()).filter(|day| !matches!(day, DueDay::After(_, 0)));
        for words in days.map(due_words).filter(|words| !words.is_empty()) {
            search.look(&rule.id, Place::DateRule(ix), &rule.cite, &words);
        }
    }
    search.bounds();
    search.found
}

struct Search<'a> {
    edition: &'a Edition,
    official: &'a Official,
    found: Figures,
}

impl Search<'_> {
    // One of the words must be there.
    fn look(&mut self, id: &str, place: Place, cite: &str, words: &[String]) {
        let Ok(passage) = self.official.passage(cite) else { return };
        self.hold(id, place, cite, words, words.iter().any(|word| has(&passage, word)));
    }

    fn hold(&mut self, id: &str, place: Place, cite: &str, words: &[String], is_there: bool) {
        self.found.looked += 1;
        if !is_there {
            // What people write oftenest comes last.
            let figure = words.last().cloned().unwrap_or_default();
            let missing = Missing { id: id.to_owned(), place, cite: cite.to_owned(), figure };
            self.found.missing.push(missing);
        }
    }

    fn step(&mut self, ix: usize, step: &Step) {
        let yen = step.unit == Unit::Yen;
        for operand in step.op.operands() {
            // 0 and 1 are no figures of a text.
            if let Operand::Figure(range) = operand
                && let Some(figure) = range.point().filter(|figure| !figure.is_zero() && **figure != Exact::ONE)
            {
                // A bare factor or divisor is no amount of yen.
                let scales = matches!(step.op, Op::Multiply(_) | Op::Divide(..));
                self.look(&step.id, Place::Step(ix), &step.cite, &words(figure, yen && !scales));
            }
        }
        // Yen have no parts: less than one is dropped by the reading that the pack says, not by a clause.
        if let Op::Round(_, unit, direction) = &step.op
            && !(yen && *unit == 1)
            && let Ok(passage) = self.official.passage(&step.cite)
        {
            let flat = passage.replace('\n', "");
            let ways = match direction {
                Direction::Down => ["切捨て", "切り捨て"],
                Direction::Up => ["切上げ", "切り上げ"],
                Direction::HalfUp => ["四捨五入", "四捨五入"],
            };
            let units = words(&Exact::whole(*unit), true);
            let unit_there = !yen
                || units.iter().any(|word| has(&passage, word))
                || (*unit == 1_000 && flat.contains("千円未満"))
                || (*unit == 10_000 && flat.contains("万円未満"));
            let unit = if yen { units.last().cloned().unwrap_or_default() + "未満" } else { String::new() };
            let is_there = unit_there && ways.iter().any(|way| flat.contains(way));
            self.hold(&step.id, Place::Step(ix), &step.cite, &[unit + ways[0]], is_there);
        }
    }

    fn tables(&mut self) {
        for (ix, table) in self.edition.tables.iter().enumerate() {
            // The unit of the text may be another word for the same people.
            let limit = |n: i64, word: &str| ["名", "人"].map(|unit| format!("{n}{unit}{word}"));
            for (at, (first, figure)) in table.bands.iter().enumerate() {
                let place = Place::Band(ix, at);
                self.look(&table.id, place, &table.cite, &words(figure, true));
                self.look(&table.id, place, &table.cite, &limit(*first, "以上"));
                if let Some((next, _)) = table.bands.get(at + 1) {
                    self.look(&table.id, place, &table.cite, &limit(next - 1, "以下"));
                }
            }
        }
    }

    /// Bounds of conditions: in a clause of a step, a need, a drop or a note that asks for the condition.
    fn bounds(&mut self) {
        let edition = self.edition;
        for (ix, condition) in (0..).zip(&edition.conditions) {
            let Test::AtLeast(tested, bound) = &condition.test else { continue };
            let tested = &edition.steps[usize::from(*tested)];
            // A number of lines only says "one" or "several".
            if matches!(tested.op, Op::Count(_)) || *bound == Exact::ONE {
                continue;
            }
            let asks = |of: ConditionIx| reaches(edition, of, ix);
            let mut cites: Vec<&str> = vec![&tested.cite];
            let steps = edition.steps.iter().filter(|step| step.op.conditions().into_iter().any(asks));
            cites.extend(steps.map(|step| step.cite.as_str()));
            let needs = edition.drops.iter().chain(edition.kinds.iter().flat_map(|kind| &kind.needs));
            cites.extend(needs.filter(|need| asks(need.when)).map(|need| need.cite.as_str()));
            cites
                .extend(edition.notes.iter().filter(|note| note.when.is_some_and(asks)).map(|note| note.cite.as_str()));
            let words = words(bound, tested.unit == Unit::Yen);
            let passages: Vec<String> = cites.iter().filter_map(|cite| self.official.passage(cite).ok()).collect();
            let is_there = passages.iter().any(|passage| words.iter().any(|word| has(passage, word)));
            let named = (0..).zip(&edition.conditions).find(|(named, _)| reaches(edition, *named, ix));
            let place = Place::Condition(usize::from(named.map_or(ix, |(named, _)| named)));
            let (id, cite) = (tested.id.clone(), cites.join("、"));
            self.hold(&id, place, &cite, &words, is_there);
        }
    }
}

fn reaches(edition: &Edition, from: ConditionIx, to: ConditionIx) -> bool {
    from == to
        || match &edition.conditions[usize::from(from)].test {
            Test::All(parts) | Test::Any(parts) => parts.iter().any(|part| reaches(edition, *part, to)),
            Test::Not(part) => reaches(edition, *part, to),
            _ => false,
        }
}

// ---- notations ----

/// Whether a text has a word outside a longer number. A line break may be anywhere in a word, or between two cells.
#[must_use]
pub fn has(text: &str, word: &str) -> bool {
    stands_in(text, word) || stands_in(&text.replace('\n', ""), word)
}

fn stands_in(text: &str, word: &str) -> bool {
    let part_of_number = |sign: char| sign.is_ascii_digit() || sign == ',' || sign == '.';
    text.match_indices(word).any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(part_of_number);
        let after = text[at + word.len()..].chars().next().is_some_and(part_of_number);
        let starts = word.starts_with(|sign: char| sign.is_ascii_digit());
        let ends = word.ends_with(|sign: char| sign.is_ascii_digit());
        let longer = (starts && before) || (ends && after);
        !longer
    })
}

/// The notations of a figure; none beyond 64 bits.
#[must_use]
pub fn words(figure: &Exact, yen: bool) -> Vec<String> {
    match figure.to_parts() {
        None => Vec::new(),
        Some((number, 1)) if yen => yen_words(number),
        Some((number, 1)) => vec![number.to_string()],
        Some((num, den)) => ratio_words(num, den),
    }
}

fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (ix, digit) in digits.chars().enumerate() {
        if ix > 0 && (digits.len() - ix).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn yen_words(yen: i64) -> Vec<String> {
    let mut words = Vec::new();
    for (unit, name) in [(1_000, "千円"), (10_000, "万円"), (1_000_000, "百万円"), (100_000_000, "億円")] {
        if yen % unit == 0 {
            words.push(format!("{}{name}", yen / unit));
            words.push(format!("{}{name}", grouped(yen / unit)));
        }
    }
    words.extend([format!("{yen}円"), format!("{}円", grouped(yen))]);
    words
}

fn ratio_words(num: i64, den: i64) -> Vec<String> {
    let mut words = vec![format!("{num}/{den}")];
    if 10 % den == 0 {
        words.push(format!("{}割", num * 10 / den));
    }
    if 100 % den == 0 {
        let percent = num * 100 / den;
        words.extend(["%", "パーセント"].map(|sign| format!("{percent}{sign}")));
    }
    words.push(format!("{den}分の{num}"));
    words
}

/// The notations of a deadline. The first and the last day of a fiscal year have no figure.
#[must_use]
pub fn due_words(day: &DueDay) -> Vec<String> {
    match day {
        DueDay::After(_, days) => vec![format!("{days}日")],
        DueDay::InYear(4, 1, _) | DueDay::InYear(3, 31, _) => Vec::new(),
        DueDay::InYear(month, 29, _) => {
            vec![format!("{month}月29日"), format!("{month}月末"), format!("{month}月の末日")]
        }
        DueDay::InYear(month, day, _) => vec![format!("{month}月{day}日")],
        // A text may name only the last third of a month, or the month.
        DueDay::Fixed(date) => {
            let year = date.year.saturating_sub(2018);
            let month = format!("令和{year}年({}年){}月", date.year, date.month);
            let day = format!("{}月{}日", date.month, date.day);
            vec![
                format!("同年{day}"),
                format!("{month}{}日", date.day),
                format!("{month}下旬"),
                format!("{month}実績報告"),
                format!("令和{year}年{day}"),
            ]
        }
    }
}
