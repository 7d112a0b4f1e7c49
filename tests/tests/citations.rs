//! Every clause that a pack cites is in its text, and every figure that a pack uses is in the clause that it cites, in
//! whatever notation the text has it: 100万円, ５００，０００円, ４分の３, 4 / 5, 2割.
//!
//! The texts are not part of the project: `HOJO_SOURCES` names their folder, or `../shared/sources` beside the project;
//! where there are none this is said and the three programmes are skipped. The invented pack has its text beside it.
//! Dates of a text are looked for in all of it, because nothing cites them.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::dates::{Due, DueDay};
use kaigo_hojo_assess::rules::edition::{Edition, Op, Operand, Unit};
use kaigo_hojo_assess::rules::exact::Exact;
use kaigo_hojo_assess::rules::range::Range;
use kaigo_hojo_pack::figures::{Figures, due_words, figures, has, words};
use kaigo_hojo_pack::load;
use kaigo_hojo_pack::official::{Official, lines, plain};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_path_buf()
}

/// The packs whose text is there, each with it.
fn packs() -> Vec<(Edition, String, Official)> {
    let sources = std::env::var_os("HOJO_SOURCES").map_or_else(|| root().join("../shared/sources"), PathBuf::from);
    let data = root().join("crates/packs/data");
    let invented = root().join("tests/packs/invented");
    let mut packs = Vec::new();
    for (folder, sources) in [
        (data.join("11-saitama/ict/fy2023"), &sources),
        (data.join("43-kumamoto/ict/fy2023"), &sources),
        (data.join("10-gunma/care-tech/fy2026"), &sources),
        (invented.clone(), &invented),
    ] {
        let edition = load(&folder).expect("a sound pack");
        let text = std::fs::read_to_string(folder.join("pack.toml")).expect("text");
        let path = sources.join(&edition.about.id).with_extension("txt");
        match read(&path) {
            Some(source) => packs.push((edition, text, source)),
            None => println!("skipped: {} has no text at {}", edition.about.id, path.display()),
        }
    }
    packs
}

/// The rows of Gunma's 別表: how they are cited, and how the row begins.
const ROWS: &[(&str, &str)] = &[
    ("TAIS", "「福祉用具情報システム」"),
    ("その他", "その他"),
    ("パッケージ型導入支援", "介護テクノロジーのパッケージ型導入支援"),
    ("業務改善支援", "導入支援と一体的に行う業務改善支援"),
];

fn read(path: &Path) -> Option<Official> {
    let text = std::fs::read_to_string(path).ok()?;
    Some(Official::of_lines(box_in_its_place(lines(&text))).with_rows(ROWS))
}

/// In Kumamoto's call the box on care software stands after エ and the notes; it belongs to ア (docs/sources.md).
fn box_in_its_place(mut lines: Vec<String>) -> Vec<String> {
    let start = lines.iter().position(|line| line.starts_with("(1)「ケアプラン標準仕様」"));
    let place = lines.iter().position(|line| line.starts_with("イ情報端末"));
    let end = lines.iter().position(|line| line.starts_with("(3)補助金の交付額等"));
    if let (Some(start), Some(place), Some(end)) = (start, place, end)
        && place < start
    {
        lines[place..end].rotate_left(start - place);
    }
    lines
}

/// Every citation of a pack, as it is written.
fn cites(pack: &str) -> BTreeSet<String> {
    let cited = pack.split("cite = \"").skip(1).filter_map(|rest| rest.split_once('"'));
    cited.map(|(cite, _)| cite.to_owned()).collect()
}

#[test]
fn every_cited_clause_is_in_the_text() {
    let mut wrong = Vec::new();
    for (edition, text, source) in packs() {
        let cites = cites(&text);
        assert!(cites.len() >= 15, "{}: {cites:?}", edition.about.id);
        for cite in cites {
            if let Err(why) = source.passage(&cite) {
                wrong.push(format!("{} {cite}: {why}", edition.about.id));
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

/// Figures that no text has. Each has its reason; nothing else may be missing.
const ASSUMED: &[(&str, &str, &str)] = &[
    (
        "kumamoto-ict-r5",
        "staff_fte_whole",
        "K-A1: the call does not say how staff are counted; the national way is used",
    ),
    ("kumamoto-ict-r5", "supposed_rate", "a percentage is a hundredth: the what-if is asked in percent"),
];

/// What is missing, and the assumptions that explain some of it.
fn audit(edition: &Edition, source: &Official) -> (Figures, BTreeSet<&'static str>) {
    let mut found = figures(edition, source);
    let mut used = BTreeSet::new();
    found.missing.retain(|missing| {
        let assumed = ASSUMED.iter().find(|(pack, id, _)| *pack == edition.about.id && *id == missing.id);
        used.extend(assumed.map(|(_, id, _)| *id));
        assumed.is_none()
    });
    (found, used)
}

#[test]
fn every_figure_is_in_the_clause_it_cites() {
    let (mut wrong, mut used) = (Vec::new(), BTreeSet::new());
    let packs = packs();
    for (edition, _, source) in &packs {
        let (found, assumed) = audit(edition, source);
        println!("{}: {} figures in their clauses", edition.about.id, found.looked);
        assert!(found.looked >= 10, "{}: only {} figures", edition.about.id, found.looked);
        wrong.extend(found.missing.iter().map(|missing| format!("{} {missing:?}", edition.about.id)));
        used.extend(assumed);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    if packs.len() == 4 {
        assert_eq!(used.len(), ASSUMED.len(), "an assumption about a step that is not there any more: {used:?}");
    }
}

/// Every figure of every pack a little off, one at a time: each must be missed in its clause.
#[test]
fn a_wrong_figure_is_found() {
    let off = |figure: &Exact| match figure.to_parts() {
        Some((num, 1)) => Exact::whole(num + 7),
        Some((num, den)) => Exact::fraction(num, den + 7),
        None => Exact::ZERO,
    };
    for (edition, _, source) in packs() {
        let missed = |changed: &Edition, what: &str| {
            assert!(!audit(changed, &source).0.missing.is_empty(), "{}: {what} may be anything", edition.about.id);
        };
        let assumed = |id: &str| ASSUMED.iter().any(|(pack, name, _)| *pack == edition.about.id && *name == id);
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
        for deadline in 0..edition.deadlines.len() {
            let mut changed = edition.clone();
            let Due::On(days) = &mut changed.deadlines[deadline].due else { continue };
            // Of the days that have a figure, the first.
            let Some(day) = days.iter_mut().find(|day| !due_words(day).is_empty()) else { continue };
            match day {
                DueDay::After(_, days) => *days += 7,
                DueDay::InYear(month, ..) => *month = *month % 12 + 1,
                DueDay::Fixed(date) => date.month = date.month % 12 + 1,
            }
            missed(&changed, "a day on which something is due");
        }
        for step in 0..edition.steps.len() {
            let mut changed = edition.clone();
            let yen = changed.steps[step].unit == Unit::Yen;
            let id = changed.steps[step].id.clone();
            match &mut changed.steps[step].op {
                Op::Round(_, unit, _) if yen && *unit > 1 => *unit += 500,
                Op::Lowest(parts) | Op::Multiply(parts) | Op::Add(parts) => {
                    let figure = parts.iter_mut().find_map(|part| match part {
                        Operand::Figure(range) => Some(range),
                        Operand::Step(_) => None,
                    });
                    let Some(range) = figure else { continue };
                    *range = Range::Point(off(range.low()));
                }
                Op::Case(arms, _) => {
                    let figure = arms.iter_mut().find_map(|(_, part)| match part {
                        Operand::Figure(range) if !range.low().is_zero() => Some(range),
                        _ => None,
                    });
                    let Some(range) = figure else { continue };
                    *range = Range::Point(off(range.low()));
                }
                _ => continue,
            }
            if !assumed(&id) {
                missed(&changed, &id);
            }
        }
    }
}

/// Amounts in ten thousand yen that the words add up from two of the text, so that nobody has to.
const SUMS: &[(&str, i64)] = &[("gunma-caretech-r8", 415)];

#[test]
fn every_amount_of_the_words_is_in_the_text() {
    let mut wrong = Vec::new();
    for (edition, text, source) in packs() {
        let whole = source.whole();
        // What people read: labels, reasons, help, ceilings.
        let words = plain(&text.lines().filter(|line| !line.starts_with('#')).collect::<String>());
        let mut seen = BTreeSet::new();
        for (at, unit) in words.match_indices("万円") {
            let digits: String =
                words[..at].chars().rev().take_while(|sign| sign.is_ascii_digit() || *sign == ',').collect();
            let digits: String = digits.chars().rev().filter(char::is_ascii_digit).collect();
            if let Ok(amount) = digits.parse::<i64>()
                && seen.insert(amount)
                && !SUMS.contains(&(edition.about.id.as_str(), amount))
                && !is_there(&whole, &Exact::whole(amount * 10_000), true)
            {
                wrong.push(format!("{}: {amount}{unit}", edition.about.id));
            }
        }
        assert!(!seen.is_empty(), "{}", edition.about.id);
    }
    assert!(wrong.is_empty(), "not in the text: {}", wrong.join(", "));
}

#[test]
fn every_date_is_in_the_text() {
    for (edition, _, source) in packs() {
        let whole = source.whole();
        let about = &edition.about;
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
    let packs = packs();
    for (edition, _, source) in &packs {
        for document in &edition.documents {
            let passage = source.passage(&document.cite).unwrap_or_default().replace('\n', "");
            for form in forms(&document.label) {
                found += 1;
                if !passage.contains(&form) {
                    wrong.push(format!("{} {}: {form} is not in {}", edition.about.id, document.id, document.cite));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(packs.len() < 4 || found >= 15, "only {found} forms");
    assert_eq!(forms("変更の承認申請（様式第3号）"), ["様式第3号"]);
    assert_eq!(forms("ＩＣＴ導入計画（別紙１－１）、第２号様式"), ["別紙1-1", "第2号様式"]);
}

#[test]
fn a_wrong_clause_is_found() {
    let path = root().join("tests/packs/invented/kakuu-robot-r8.txt");
    let source = read(&path).expect("the invented text");
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
