//! Every clause that a pack cites is in its text, and every figure that a pack uses is in the clause that it cites, in
//! whatever notation the text has it: 100万円, ５００，０００円, ４分の３, 4 / 5, 2割.
//!
//! The texts are not part of the project: `HOJO_SOURCES` names their folder. Where it is not set this is told as not
//! checked; where it is, a text that is missing is a failure. The invented pack has its text beside it.
//! Dates of a text are looked for in all of it, because nothing cites them.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::path::Path;

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::dates::{Due, DueDay};
use kaigo_hojo_assess::rules::edition::{Edition, Op, Operand, Step, Unit};
use kaigo_hojo_assess::rules::exact::Exact;
use kaigo_hojo_assess::rules::range::Range;
use kaigo_hojo_pack::figures::{Figures, due_words, figures, has, words};
use kaigo_hojo_pack::layout::Layout;
use kaigo_hojo_pack::official::{Official, plain};
use whole_system_tests::not_checked;
use whole_system_tests::programmes::{Need, Programme, held, invented};

/// The programmes whose text is there, each with it.
fn texts() -> Vec<(Programme, Official)> {
    let mut texts = vec![(invented(), invented_text())];
    for programme in held(Need::Text) {
        match programme.text() {
            Some(path) => texts.push((programme.clone(), read(programme, &path))),
            None => not_checked(&format!("{}: clauses and figures beside its text (HOJO_SOURCES)", programme.id())),
        }
    }
    texts
}

fn read(programme: &Programme, path: &Path) -> Official {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    Official::new(&text, Layout::beside(&programme.folder).expect("a layout"))
}

fn invented_text() -> Official {
    let invented = invented();
    read(&invented, &invented.folder.join(invented.id()).with_extension("txt"))
}

/// Every citation of a pack, as it is written.
fn cites(pack: &str) -> BTreeSet<String> {
    let cited = pack.split("cite = \"").skip(1).filter_map(|rest| rest.split_once('"'));
    cited.map(|(cite, _)| cite.to_owned()).collect()
}

#[test]
fn every_cited_clause_is_in_the_text() {
    let mut wrong = Vec::new();
    for (programme, source) in texts() {
        let cites = cites(&programme.toml());
        assert!(cites.len() >= 15, "{}: {cites:?}", programme.id());
        for cite in cites {
            if let Err(why) = source.passage(&cite) {
                wrong.push(format!("{} {cite}: {why}", programme.id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

// ---- notations ----

fn date_words(day: Date) -> String {
    format!("令和{}年{}月{}日", day.year - 2018, day.month, day.day)
}

/// Whether a figure of this sort is in a passage.
fn is_there(passage: &str, figure: &Exact, yen: bool) -> bool {
    words(figure, yen).iter().any(|word| has(passage, word))
}

#[test]
fn every_notation_is_read() {
    for (text, yen) in [
        ("１００万円", 1_000_000),
        ("５００，０００円", 500_000),
        ("１，０００円未満", 1_000),
        ("千円未満", 1_000),
        ("30 万円/台", 300_000),
        ("１２０，０００千円", 120_000_000),
        ("1百万円", 1_000_000),
        ("２５０千円", 250_000),
    ] {
        let text = plain(text);
        let thousand = yen == 1_000 && text.contains("千円");
        assert!(thousand || is_there(&text, &Exact::whole(yen), true), "{text}");
        assert!(!is_there(&text, &Exact::whole(yen + 1_000), true), "{text}");
    }
    for (text, num, den) in
        [("４分の３", 3, 4), ("4 / 5", 4, 5), ("４／５", 4, 5), ("2割", 1, 5), ("２０％", 1, 5), ("50パーセント", 1, 2)]
    {
        assert!(is_there(&plain(text), &Exact::fraction(num, den), false), "{text}");
    }
    assert!(!is_there("14分の3", &Exact::fraction(3, 4), false) && !is_there("12割", &Exact::fraction(1, 5), false));
    assert!(!is_there("2,100,000円", &Exact::whole(100_000), true) && !is_there("100万円", &Exact::whole(1_000), true));
    assert!(is_there("5事業所以上", &Exact::whole(5), false) && !is_there("15事業所", &Exact::whole(5), false));
}

// ---- figures ----

/// What is missing, and the assumptions of its `tests.toml` that explain some of it.
fn audit<'p>(programme: &'p Programme, edition: &Edition, source: &Official) -> (Figures, BTreeSet<&'p str>) {
    let mut found = figures(edition, source);
    let mut used = BTreeSet::new();
    found.missing.retain(|missing| {
        let assumed = programme.tests.assumed.get_key_value(&missing.id);
        used.extend(assumed.map(|(id, _)| id.as_str()));
        assumed.is_none()
    });
    (found, used)
}

#[test]
fn every_figure_is_in_the_clause_it_cites() {
    let mut wrong = Vec::new();
    for (programme, source) in &texts() {
        let (found, used) = audit(programme, &programme.edition, source);
        println!("{}: {} figures in their clauses", programme.id(), found.looked);
        assert!(found.looked >= 10, "{}: only {} figures", programme.id(), found.looked);
        wrong.extend(found.missing.iter().map(|missing| format!("{} {missing:?}", programme.id())));
        let needless = programme.tests.assumed.keys().filter(|id| !used.contains(id.as_str()));
        wrong.extend(needless.map(|id| format!("{}: {id} is assumed for nothing", programme.id())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every figure of every pack a little off, one at a time: each must be missed in its clause.
#[test]
fn a_wrong_figure_is_found() {
    for (programme, source) in texts() {
        let edition = &programme.edition;
        let missed = |changed: &Edition, what: &str| {
            let found = audit(&programme, changed, &source).0;
            assert!(!found.missing.is_empty(), "{}: {what} may be anything", programme.id());
        };
        wrong_tables(edition, &missed);
        wrong_kinds(edition, &missed);
        wrong_days(edition, &missed);
        for step in 0..edition.steps.len() {
            let mut changed = edition.clone();
            let is_changed = wrong_step(&mut changed.steps[step]);
            let id = &edition.steps[step].id;
            if is_changed && !programme.tests.assumed.contains_key(id) {
                missed(&changed, id);
            }
        }
    }
}

/// Looks at a changed edition; what was changed.
type Missed<'a> = dyn Fn(&Edition, &str) + 'a;

fn off(figure: &Exact) -> Exact {
    match figure.to_parts() {
        Some((num, 1)) => Exact::whole(num + 7),
        Some((num, den)) => Exact::fraction(num, den + 7),
        None => Exact::ZERO,
    }
}

fn wrong_tables(edition: &Edition, missed: &Missed<'_>) {
    for table in 0..edition.tables.len() {
        for band in 0..edition.tables[table].bands.len() {
            let mut changed = edition.clone();
            let entry = &mut changed.tables[table].bands[band];
            entry.1 = off(&entry.1);
            missed(&changed, "a band's figure");
            changed = edition.clone();
            changed.tables[table].bands[band].0 += 1;
            missed(&changed, "a band's limit");
        }
    }
}

fn wrong_kinds(edition: &Edition, missed: &Missed<'_>) {
    for kind in 0..edition.kinds.len() {
        for figure in 0..edition.kinds[kind].figures.len() {
            let mut changed = edition.clone();
            let entry = &mut changed.kinds[kind].figures[figure];
            if !entry.is_zero() {
                *entry = off(entry);
                missed(&changed, "a kind's figure");
            }
        }
    }
}

fn wrong_days(edition: &Edition, missed: &Missed<'_>) {
    for deadline in 0..edition.deadlines.len() {
        let mut changed = edition.clone();
        let Due::On(days) = &mut changed.deadlines[deadline].due else { continue };
        // Of the days that have a figure, the first.
        let Some(day) = days.iter_mut().find(|day| !due_words(day).is_empty()) else { continue };
        match day {
            DueDay::After(_, days) => *days += 7,
            DueDay::InYear(month, ..) | DueDay::Fixed(Date { month, .. }) => *month = *month % 12 + 1,
        }
        missed(&changed, "a day on which something is due");
    }
    for rule in 0..edition.date_rules.len() {
        let mut changed = edition.clone();
        let rule = &mut changed.date_rules[rule];
        let days = [&mut rule.from, &mut rule.until].into_iter().flat_map(|bound| match bound {
            Due::On(days) => days.as_mut_slice(),
            Due::Within(_) => &mut [],
        });
        let mut figures = days.filter(|day| !matches!(day, DueDay::After(..)) && !due_words(day).is_empty());
        let Some(DueDay::InYear(month, ..) | DueDay::Fixed(Date { month, .. })) = figures.next() else { continue };
        *month = *month % 12 + 1;
        drop(figures);
        missed(&changed, "a day between which a date must be");
    }
}

// Whether it has a figure that was changed.
fn wrong_step(step: &mut Step) -> bool {
    let is_yen = step.unit == Unit::Yen;
    let figure = match &mut step.op {
        Op::Round(_, unit, _) if is_yen && *unit > 1 => {
            *unit += 500;
            return true;
        }
        Op::Lowest(parts) | Op::Multiply(parts) | Op::Add(parts) => parts.iter_mut().find_map(|part| match part {
            Operand::Figure(range) => Some(range),
            Operand::Step(_) => None,
        }),
        Op::Case(arms, _) => arms.iter_mut().find_map(|(_, part)| match part {
            Operand::Figure(range) if !range.low().is_zero() => Some(range),
            _ => None,
        }),
        _ => None,
    };
    figure.map(|range| *range = Range::Point(off(range.low()))).is_some()
}

#[test]
fn every_amount_of_the_words_is_in_the_text() {
    let mut wrong = Vec::new();
    for (programme, source) in texts() {
        let whole = source.whole();
        // What people read: labels, reasons, help, ceilings.
        let words = plain(&programme.toml().lines().filter(|line| !line.starts_with('#')).collect::<String>());
        let (mut seen, mut summed) = (BTreeSet::new(), BTreeSet::new());
        for (at, unit) in words.match_indices("万円") {
            let digits: String =
                words[..at].chars().rev().take_while(|sign| sign.is_ascii_digit() || *sign == ',').collect();
            let digits: String = digits.chars().rev().filter(char::is_ascii_digit).collect();
            let Ok(amount) = digits.parse::<i64>() else { continue };
            if !seen.insert(amount) || is_there(&whole, &Exact::whole(amount * 10_000), true) {
                continue;
            }
            if programme.tests.sums.contains_key(&digits) {
                summed.insert(digits);
            } else {
                wrong.push(format!("{}: {amount}{unit} is not in the text", programme.id()));
            }
        }
        assert!(!seen.is_empty(), "{}", programme.id());
        let needless = programme.tests.sums.keys().filter(|sum| !summed.contains(*sum));
        wrong.extend(needless.map(|sum| format!("{}: {sum}万円 is a sum for nothing", programme.id())));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_date_is_in_the_text() {
    for (programme, source) in texts() {
        let whole = source.whole();
        let about = &programme.edition.about;
        let mut dates = vec![about.as_of];
        if let Some((from, until)) = about.reception {
            dates.extend([from, until]);
        }
        for day in dates {
            // The year may stand before, in both calendars: 令和5年(2023年)8月23日(水)~同年9月11日.
            let plain_form = has(&whole, &date_words(day));
            let short = format!("{}月{}日", day.month, day.day);
            let years = [format!("令和{}年", day.year - 2018), format!("{}年", day.year)];
            let other_form = has(&whole, &short) && years.iter().all(|year| has(&whole, year));
            assert!(plain_form || other_form, "{}: {day} is not in its text", about.id);
        }
    }
}

/// The numbers of forms that a label has: 様式第3号, 第2号様式, 別紙1-1, 別紙様式2.
fn forms(label: &str) -> Vec<String> {
    let label = plain(label);
    let digit = |sign: char| sign.is_ascii_digit() || sign == '-';
    let mut found = Vec::new();
    for part in label.split(['(', ')', '、']) {
        let numbered = part.contains("様式") || part.contains("別紙");
        if let (true, Some(end)) = (numbered, part.rfind(digit)) {
            let number = if part[end + 1..].starts_with('号') { end + 1 + '号'.len_utf8() } else { end + 1 };
            let tail = if part[number..].starts_with("様式") { number + "様式".len() } else { number };
            found.push(part[..tail].to_owned());
        }
    }
    found
}

#[test]
fn every_form_is_in_the_clause_of_its_paper() {
    let (mut wrong, mut found) = (Vec::new(), 0);
    let texts = texts();
    for (programme, source) in &texts {
        for document in &programme.edition.documents {
            let passage = source.passage(&document.cite).unwrap_or_default().replace('\n', "");
            for form in forms(&document.label) {
                found += 1;
                if !passage.contains(&form) {
                    wrong.push(format!("{} {}: {form} is not in {}", programme.id(), document.id, document.cite));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(texts.len() < 4 || found >= 15, "only {found} forms");
    assert_eq!(forms("変更の承認申請（様式第3号）"), ["様式第3号"]);
    assert_eq!(forms("ＩＣＴ導入計画（別紙１－１）、第２号様式"), ["別紙1-1", "第2号様式"]);
}

#[test]
fn a_wrong_clause_is_found() {
    let source = invented_text();
    for cite in ["第11条", "第3条(4)", "第3条3", "別表", "第5条 なお書", "第2条(1)ア", "第3条※1", "2(1)", "第4条①"]
    {
        assert!(source.passage(cite).is_err(), "{cite} is taken for a clause");
    }
    // What a passage holds, and where it ends.
    let passage = |cite: &str| source.passage(cite).unwrap_or_else(|why| panic!("{cite}: {why}"));
    assert!(passage("第3条2").contains("2台を上限") && !passage("第3条2").contains("20万円"));
    assert!(passage("第3条(2)").contains("20万円") && !passage("第3条(2)").contains("250千円"));
    assert!(passage("第4条2").contains("10万円") && !passage("第4条2").contains("300万円"));
    assert_eq!(passage("第5条、第6条"), passage("第5条") + "\n" + &passage("第6条"));
    assert_eq!(passage("第2条(1)〜(2)"), passage("第2条(1)") + "\n" + &passage("第2条(2)"));
}
