//! From a document to an [`Application`]. What only an edition knows (kinds, questions, options) is not looked at here.

use std::collections::BTreeMap;

use super::values::{KeyPath, Result, fail, get, known, object, present, required, text, whole};
use crate::application::{Answer, Application, Beyond, Cost, Item, Months, SCHEMA, tax_of};
use crate::error::Code;
use crate::limits::{MOST, MOST_KINDS, MOST_LINES, MOST_MONTHS_IN_YEAR, MOST_UNITS};
use crate::tree::Tree;

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
        answers.insert(key.to_string(), answer(value, KeyPath(path, key))?);
    }
    Ok(answers)
}

fn answer(tree: &Tree<'_>, path: KeyPath<'_>) -> Result<Answer> {
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
    let at = |key: &'static str| KeyPath(path, key);
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
    let cost = Cost { unit_price_yen, quantity, tax, tax_rate_percent, discount_yen };
    let item = Item::new(id, kinds, cost, months).or_else(|Beyond { key }| beyond(at(key)))?;
    Ok(Item { name, answers, ..item })
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
    let at = |key: &'static str| KeyPath(path, key);
    let in_year = whole(required(entries, path, "inYear")?, at("inYear"), i64::from(MOST_MONTHS_IN_YEAR))?;
    let total = get(entries, "total").map(|tree| whole(tree, at("total"), MOST)).transpose()?;
    // Each is within its own limits: they do not fit each other.
    Months::new(in_year, total)
        .or_else(|Beyond { key }| fail(Code::OutOfRange, at(key), "契約全体の月数（total）以下で書いてください。"))
}

fn beyond<T>(path: KeyPath<'_>) -> Result<T> {
    fail(Code::OutOfRange, path, "この項目の範囲を超えています。")
}
