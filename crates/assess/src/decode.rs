//! From a document to an [`Application`], and from that to the engine's [`Facts`], with the path of every mistake.
//!
//! Two steps, because the page has an application without a document: what only a document can get wrong (unknown and
//! repeated keys, types) is found in the first, what only an edition knows (kinds, questions, options) in the second.

use std::collections::BTreeMap;

use kaigo_hojo_rules::edition::{AnswerKind, Edition, KindSet, Question};
use kaigo_hojo_rules::exact::Exact;
use kaigo_hojo_rules::facts::{Domain, Facts, Line};
use rust_decimal::Decimal;

use crate::application::{Answer, Application, Item, Months, SCHEMA, tax_of};
use crate::error::{Code, DocumentError};
use crate::tree::Tree;

/// The largest amount and number of an application.
pub const MOST: i64 = 1_000_000_000;
/// The largest quantity.
pub const MOST_UNITS: i64 = 100_000;
/// The largest number of lines.
pub const MOST_LINES: usize = 1_000;
/// The largest number of kinds that a line may be of.
pub const MOST_KINDS: usize = 8;
/// The largest number of entries of an object.
pub const MOST_KEYS: usize = 1_000;

pub(crate) type Result<T> = core::result::Result<T, DocumentError>;

pub(crate) fn fail<T>(code: Code, path: impl Into<String>, message: impl Into<String>) -> Result<T> {
    Err(DocumentError { code, path: path.into(), message: message.into() })
}

pub(crate) type Entries<'t, 'a> = &'t [(std::borrow::Cow<'a, str>, Tree<'a>)];

pub(crate) fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// A key within a path, joined only where something is wrong there.
#[derive(Clone, Copy)]
struct Place<'p>(&'p str, &'p str);

impl From<Place<'_>> for String {
    fn from(Place(path, key): Place<'_>) -> Self {
        join(path, key)
    }
}

pub(crate) fn object<'t, 'a>(tree: &'t Tree<'a>, path: &str) -> Result<Entries<'t, 'a>> {
    let Tree::Object(entries) = tree else {
        let code = if path.is_empty() { Code::Malformed } else { Code::WrongType };
        return fail(code, path, "オブジェクト（{ … }）で書いてください。");
    };
    if entries.len() > MOST_KEYS {
        return fail(Code::OutOfRange, path, format!("項目は{MOST_KEYS}個までです。"));
    }
    for (ix, (key, _)) in entries.iter().enumerate() {
        if entries[..ix].iter().any(|(other, _)| other == key) {
            return fail(Code::Duplicate, join(path, key), "同じ項目が二度書かれています。");
        }
    }
    Ok(entries)
}

pub(crate) fn known(entries: Entries<'_, '_>, path: &str, keys: &[&str]) -> Result<()> {
    match entries.iter().find(|(key, _)| !keys.contains(&key.as_ref())) {
        None => Ok(()),
        Some((key, _)) => {
            fail(Code::UnknownField, join(path, key), format!("知らない項目です（{}）。", keys.join("、")))
        }
    }
}

pub(crate) fn get<'t, 'a>(entries: Entries<'t, 'a>, key: &str) -> Option<&'t Tree<'a>> {
    entries.iter().find(|(other, _)| other == key).map(|(_, value)| value)
}

pub(crate) fn required<'t, 'a>(entries: Entries<'t, 'a>, path: &str, key: &str) -> Result<&'t Tree<'a>> {
    present(get(entries, key), Place(path, key))
}

fn present<'t, 'a>(value: Option<&'t Tree<'a>>, place: Place<'_>) -> Result<&'t Tree<'a>> {
    value.map_or_else(|| fail(Code::MissingField, place, "この項目が必要です。"), Ok)
}

pub(crate) fn text<'t>(tree: &'t Tree<'_>, path: impl Into<String>) -> Result<&'t str> {
    match tree {
        Tree::Text(text) => Ok(text),
        _ => fail(Code::WrongType, path, "文字列で書いてください。"),
    }
}

pub(crate) fn whole(tree: &Tree<'_>, path: impl Into<String>, most: i64) -> Result<i64> {
    match tree {
        Tree::Whole(value) if (0..=most).contains(value) => Ok(*value),
        Tree::Whole(_) | Tree::TooLarge => {
            fail(Code::OutOfRange, path, format!("0から{most}までの整数で書いてください。"))
        }
        _ => fail(Code::WrongType, path, format!("0から{most}までの整数で書いてください。")),
    }
}

/// Reads an application from a document.
///
/// # Errors
/// The first mistake, with its path.
pub fn application(tree: &Tree<'_>) -> Result<Application> {
    let entries = object(tree, "")?;
    let schema = text(required(entries, "", "schema")?, "schema")?;
    if schema != SCHEMA {
        return fail(Code::UnsupportedSchema, "schema", format!("{SCHEMA} だけを読めます。"));
    }
    known(entries, "", &["schema", "programme", "answers", "items"])?;
    let programme = text(required(entries, "", "programme")?, "programme")?.to_owned();
    let answers = match get(entries, "answers") {
        None => BTreeMap::new(),
        Some(tree) => answers(tree, "answers")?,
    };
    let items = match get(entries, "items") {
        None => None,
        Some(Tree::List(list)) if list.len() > MOST_LINES => {
            return fail(Code::OutOfRange, "items", format!("明細は{MOST_LINES}行までです。"));
        }
        Some(Tree::List(list)) => {
            let mut items = Vec::with_capacity(list.len());
            for (ix, tree) in list.iter().enumerate() {
                // The path is only worth making where something is wrong below it.
                items.push(item(tree, "").or_else(|_| item(tree, &format!("items[{ix}]")))?);
            }
            Some(items)
        }
        Some(_) => return fail(Code::WrongType, "items", "リスト（[ … ]）で書いてください。"),
    };
    Ok(Application { programme, answers, items })
}

fn answers(tree: &Tree<'_>, path: &str) -> Result<BTreeMap<String, Answer>> {
    let mut answers = BTreeMap::new();
    for (key, value) in object(tree, path)? {
        answers.insert(key.to_string(), answer(value, Place(path, key))?);
    }
    Ok(answers)
}

fn answer(tree: &Tree<'_>, path: Place<'_>) -> Result<Answer> {
    Ok(match tree {
        Tree::Null => Answer::Unknown,
        Tree::Bool(value) => Answer::Truth(*value),
        Tree::Whole(value) => Answer::Whole(*value),
        Tree::Text(text) => Answer::Text(text.to_string()),
        Tree::List(list) if list.len() > MOST_LINES => {
            return fail(Code::OutOfRange, path, format!("明細は{MOST_LINES}行までです。"));
        }
        Tree::List(list) => {
            let path = String::from(path);
            let ids = list.iter().enumerate().map(|(ix, id)| text(id, format!("{path}[{ix}]")).map(str::to_owned));
            Answer::Lines(ids.collect::<Result<_>>()?)
        }
        Tree::TooLarge => return fail(Code::OutOfRange, path, "数が大きすぎます。"),
        Tree::OtherNumber => {
            return fail(Code::WrongType, path, "整数で書いてください。小数は \"10.5\" のように文字列で書きます。");
        }
        Tree::Object(_) => return fail(Code::WrongType, path, "答えの形が正しくありません。"),
    })
}

const ITEM_KEYS: [&str; 11] = [
    "id",
    "kind",
    "kindAmong",
    "name",
    "unitPriceYen",
    "quantity",
    "tax",
    "taxRatePercent",
    "months",
    "discountYen",
    "answers",
];

// The values of an item by their keys, as after [`object`] and [`known`], in one walk.
fn fields<'t, 'a>(tree: &'t Tree<'a>, path: &str) -> Result<[Option<&'t Tree<'a>>; ITEM_KEYS.len()]> {
    let mut found = [None; ITEM_KEYS.len()];
    let plain = matches!(tree, Tree::Object(entries) if entries.iter().all(|(key, value)| {
        let place = ITEM_KEYS.iter().position(|known| known == key);
        place.is_some_and(|place| found[place].replace(value).is_none())
    }));
    if !plain {
        known(object(tree, path)?, path, &ITEM_KEYS)?;
    }
    Ok(found)
}

fn item(tree: &Tree<'_>, path: &str) -> Result<Item> {
    let [id, kind, among, name, price, quantity, tax, rate, in_months, discount, said] = fields(tree, path)?;
    let at = |key: &'static str| Place(path, key);
    let id = text(present(id, at("id"))?, at("id"))?.to_owned();
    let kinds = match among {
        None => vec![text(present(kind, at("kind"))?, at("kind"))?.to_owned()],
        Some(_) if kind.is_some() => {
            return fail(Code::Duplicate, at("kindAmong"), "kind と kindAmong は、どちらか一方だけを書いてください。");
        }
        Some(among) => kind_among(among, &String::from(at("kindAmong")))?,
    };
    let name = name.map(|tree| text(tree, at("name")).map(str::to_owned)).transpose()?;
    let unit_price_yen = whole(present(price, at("unitPriceYen"))?, at("unitPriceYen"), MOST)?;
    let quantity = whole(present(quantity, at("quantity"))?, at("quantity"), MOST_UNITS)?;
    let Some(tax) = tax_of(text(present(tax, at("tax"))?, at("tax"))?) else {
        return fail(Code::UnknownOption, at("tax"), "excluded、included、exempt のどれかで書いてください。");
    };
    let tax_rate_percent = match rate {
        None | Some(Tree::Whole(10)) => 10,
        Some(Tree::Whole(8)) => 8,
        Some(Tree::Whole(_) | Tree::TooLarge) => {
            return fail(Code::OutOfRange, at("taxRatePercent"), "8 か 10 で書いてください。");
        }
        Some(_) => return fail(Code::WrongType, at("taxRatePercent"), "8 か 10 で書いてください。"),
    };
    let months = in_months.map(|tree| months(tree, &String::from(at("months")))).transpose()?;
    let discount = discount.map(|tree| whole(tree, at("discountYen"), MOST)).transpose()?;
    let discount_yen = discount.unwrap_or(0);
    let answers = said.map(|tree| answers(tree, &String::from(at("answers")))).transpose()?.unwrap_or_default();
    Ok(Item { id, kinds, name, unit_price_yen, quantity, tax, tax_rate_percent, months, discount_yen, answers })
}

fn kind_among(tree: &Tree<'_>, path: &str) -> Result<Vec<String>> {
    let Tree::List(list) = tree else {
        return fail(Code::WrongType, path, "経費の種類の id のリストで書いてください。");
    };
    if !(2..=MOST_KINDS).contains(&list.len()) {
        return fail(Code::OutOfRange, path, format!("経費の種類の id を、2個から{MOST_KINDS}個まで書いてください。"));
    }
    let mut kinds: Vec<String> = Vec::with_capacity(list.len());
    for (ix, tree) in list.iter().enumerate() {
        let path = format!("{path}[{ix}]");
        let kind = text(tree, path.as_str())?;
        if kinds.iter().any(|other| other == kind) {
            return fail(Code::Duplicate, path, "同じ経費の種類が二度書かれています。");
        }
        kinds.push(kind.to_owned());
    }
    Ok(kinds)
}

fn months(tree: &Tree<'_>, path: &str) -> Result<Months> {
    let entries = object(tree, path)?;
    known(entries, path, &["inYear", "total"])?;
    let at = Place(path, "inYear");
    let in_year = whole(required(entries, path, "inYear")?, at, 12)?;
    let total = get(entries, "total").map(|tree| whole(tree, Place(path, "total"), MOST)).transpose()?;
    if total.is_some_and(|total| total < in_year) {
        return fail(Code::OutOfRange, at, "契約全体の月数（total）以下で書いてください。");
    }
    Ok(Months { in_year: u8::try_from(in_year).unwrap_or(12), total })
}

/// Reads what an application says in the terms of an edition.
///
/// # Errors
/// The first mistake, with its path.
pub fn facts(edition: &Edition, application: &Application) -> Result<Facts> {
    let no_ids = BTreeMap::new();
    let of_answers = domains(&edition.questions, &application.answers, "answers", &no_ids, None)?;
    let Some(items) = &application.items else { return Ok(Facts::with_any_lines(edition, of_answers)) };
    let mut ids: BTreeMap<&str, u16> = BTreeMap::new();
    for (ix, item) in items.iter().enumerate() {
        let narrow = u16::try_from(ix).unwrap_or(u16::MAX);
        if ids.insert(&item.id, narrow).is_some() {
            return fail(Code::Duplicate, format!("items[{ix}].id"), "同じ id の明細があります。");
        }
    }
    let mut lines = Vec::with_capacity(items.len());
    for (ix, item) in items.iter().enumerate() {
        let kinds = kinds(edition, item, ix)?;
        let path = if item.answers.is_empty() { String::new() } else { format!("items[{ix}].answers") };
        let answers = domains(&edition.item_questions, &item.answers, &path, &ids, Some(ix))?;
        lines.push(Line {
            kinds,
            unit_price_yen: item.unit_price_yen,
            quantity: item.quantity,
            tax: item.tax,
            tax_rate_percent: item.tax_rate_percent,
            months_in_year: item.months.map(|months| months.in_year),
            discount_yen: item.discount_yen,
            answers,
            any: false,
            insisted: false,
        });
    }
    Ok(Facts { answers: of_answers, lines, lines_unknown: false })
}

// The kinds of the item at a position; one that is listed twice counts once.
fn kinds(edition: &Edition, item: &Item, ix: usize) -> Result<KindSet> {
    let unknown =
        |place: String| fail(Code::UnknownKind, format!("items[{ix}].{place}"), "この制度にない経費の種類です。");
    let mut set = 0;
    for (at, id) in item.kinds.iter().enumerate() {
        match edition.kinds.iter().position(|kind| kind.id == *id) {
            Some(kind) => set |= 1 << kind,
            None if item.kinds.len() > 1 => return unknown(format!("kindAmong[{at}]")),
            None => break,
        }
    }
    if set == 0 { unknown("kind".to_owned()) } else { Ok(set) }
}

// `own`: for the questions about a line, which line it is.
fn domains(
    questions: &[Question],
    answers: &BTreeMap<String, Answer>,
    path: &str,
    ids: &BTreeMap<&str, u16>,
    own: Option<usize>,
) -> Result<Vec<Domain>> {
    let mut used = 0;
    let mut domains = Vec::with_capacity(questions.len());
    for question in questions {
        domains.push(match answers.get(&question.id) {
            None => Domain::absent(question, ids.len()),
            Some(answer) => {
                used += 1;
                domain(question, answer, ids, own)
                    .or_else(|(code, at, message)| fail(code, format!("{}{at}", join(path, &question.id)), message))?
            }
        });
    }
    if used < answers.len()
        && let Some(key) = answers.keys().find(|key| questions.iter().all(|question| question.id != **key))
    {
        return fail(Code::UnknownQuestion, join(path, key), "この制度にない質問です。");
    }
    Ok(domains)
}

type Wrong = (Code, String, String);

fn domain(
    question: &Question,
    answer: &Answer,
    ids: &BTreeMap<&str, u16>,
    own: Option<usize>,
) -> core::result::Result<Domain, Wrong> {
    let wrong = |code: Code, message: &str| Err((code, String::new(), message.to_owned()));
    if *answer == Answer::Unknown {
        return Ok(if question.null_is_absent {
            Domain::absent(question, ids.len())
        } else {
            unknown(question, ids.len(), own)
        });
    }
    match (&question.kind, answer) {
        (AnswerKind::Truth, Answer::Truth(value)) => Ok(Domain::truth(*value)),
        (AnswerKind::Truth, _) => wrong(Code::WrongType, "true か false で書いてください。"),
        (AnswerKind::Choice(choices), Answer::Text(text)) => match choices.iter().position(|choice| choice.id == *text)
        {
            Some(position) => Ok(Domain::Options(1 << position)),
            None => {
                let all: Vec<&str> = choices.iter().take(8).map(|choice| choice.id.as_str()).collect();
                wrong(Code::UnknownOption, &format!("選択肢にありません（{} など）。", all.join("、")))
            }
        },
        (AnswerKind::Choice(_), _) => wrong(Code::WrongType, "選択肢の id を文字列で書いてください。"),
        (AnswerKind::Number { none: Some(_), .. }, Answer::Text(text)) if text == "none" => Ok(Domain::no_number()),
        (AnswerKind::Number { decimal: true, .. }, Answer::Text(text)) => match decimal(text) {
            Some(value) => Ok(Domain::number(Exact::from_decimal(value))),
            None => wrong(Code::OutOfRange, "整数9桁、小数9桁までの数を \"10.5\" のように書いてください。"),
        },
        (AnswerKind::Number { decimal: true, .. }, _) => {
            wrong(Code::WrongType, "数を \"10.5\" のように文字列で書いてください。")
        }
        (AnswerKind::Number { min, max, .. }, Answer::Whole(value)) => {
            if (*min..=*max).contains(value) {
                Ok(Domain::number(Exact::whole(*value)))
            } else {
                wrong(Code::OutOfRange, &format!("{min}から{max}までの整数で書いてください。"))
            }
        }
        (AnswerKind::Number { none: Some(_), .. }, _) => wrong(Code::WrongType, "整数か \"none\" で書いてください。"),
        (AnswerKind::Number { .. }, _) => wrong(Code::WrongType, "整数で書いてください。"),
        (AnswerKind::Lines, Answer::Lines(names)) => named_lines(names, ids, own),
        (AnswerKind::Lines, _) => wrong(Code::WrongType, "明細の id のリストで書いてください。"),
    }
}

fn unknown(question: &Question, lines: usize, own: Option<usize>) -> Domain {
    let mut domain = Domain::unknown(question, lines);
    // A line is never attached to itself.
    if let (Domain::SomeLines(members), Some(own)) = (&mut domain, own) {
        members[own] = kaigo_hojo_rules::range::Truth::False;
    }
    domain
}

fn named_lines(names: &[String], ids: &BTreeMap<&str, u16>, own: Option<usize>) -> core::result::Result<Domain, Wrong> {
    let mut lines: Vec<u16> = Vec::with_capacity(names.len());
    for (ix, name) in names.iter().enumerate() {
        let wrong = |code: Code, message: &str| Err((code, format!("[{ix}]"), message.to_owned()));
        match ids.get(name.as_str()) {
            None => return wrong(Code::UnknownItem, "この id の明細はありません。"),
            Some(line) if own == Some(usize::from(*line)) => return wrong(Code::UnknownItem, "自分自身は選べません。"),
            Some(line) if lines.contains(line) => return wrong(Code::Duplicate, "同じ明細が二度書かれています。"),
            Some(line) => lines.insert(lines.partition_point(|before| before < line), *line),
        }
    }
    Ok(Domain::Lines(lines))
}

/// A decimal of the contract: at most nine digits on either side of the point, nothing else.
#[must_use]
pub fn decimal(text: &str) -> Option<Decimal> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let digits = |text: &str| (1..=9).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if !digits(whole) || !part.is_none_or(digits) {
        return None;
    }
    Decimal::from_str_exact(text).ok()
}
