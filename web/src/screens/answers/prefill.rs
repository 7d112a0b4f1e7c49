//! Products that somebody's page brings along in the address of the frame: from plain values to the lines of a document.
//!
//! The frame's script has looked at their shape; whether the programme knows their kinds and options is found out where
//! the document is read.

use std::collections::BTreeMap;

use kaigo_hojo_contract::application::{Beyond, Cost, Tax, tax_of};
use kaigo_hojo_contract::draft::Draft as Document;
use kaigo_hojo_contract::{Answer, Application, Item, Months};
use wasm_bindgen::JsValue;
use web_sys::js_sys::Array;

use crate::draft::Draft;
use crate::ids::item_id;
use crate::store::Desk;

/// Puts products as lines in place of what is entered; the path of what is wrong with them, if anything is.
pub(crate) fn prefill(desk: &'static Desk, products: &Array) -> String {
    let document = document(&desk.edition.about.id, products);
    let draft = document.and_then(|document| Draft::from_document(desk.edition, &document).map_err(|error| error.path));
    match draft {
        Ok(mut draft) => {
            // It is not the person's own input.
            draft.touched = false;
            desk.renew(draft);
            String::new()
        }
        Err(path) => path,
    }
}

// A document with nothing but the products, or the path of a value beyond its limits.
fn document(programme: &str, products: &Array) -> Result<Document, String> {
    let line = |at: u32| {
        let item = item(at + 1, &Array::from(&products.get(at)));
        item.map_err(|Beyond { key }| format!("items[{at}].{key}"))
    };
    let items = (0..products.length()).map(line).collect::<Result<_, _>>()?;
    let application = Application { programme: programme.to_owned(), items: Some(items), ..Application::default() };
    Ok(Document { application, ..Document::default() })
}

// A product: kind, name, price, quantity, tax, months of the year, all months, and pairs of options.
fn item(key: u32, product: &Array) -> Result<Item, Beyond> {
    let text = |at: u32| product.get(at).as_string();
    let number = |at: u32| product.get(at).as_f64().map(|value| value as i64);
    let mut answers = BTreeMap::new();
    let options = Array::from(&product.get(7));
    for at in 0..options.length() {
        let pair = Array::from(&options.get(at));
        answers.insert(pair.get(0).as_string().unwrap_or_default(), answer(&pair.get(1)));
    }
    let cost = Cost {
        unit_price_yen: number(2).unwrap_or_default(),
        quantity: number(3).unwrap_or_default(),
        tax: text(4).and_then(|tax| tax_of(&tax)).unwrap_or(Tax::Excluded),
        tax_rate_percent: 10,
        discount_yen: 0,
    };
    let months = number(5).map(|months| Months::new(months, number(6))).transpose()?;
    let item = Item::new(item_id(key), vec![text(0).unwrap_or_default()], cost, months)?;
    Ok(Item { name: text(1), answers, ..item })
}

// What is no answer becomes a text, which no option is.
fn answer(value: &JsValue) -> Answer {
    if value.is_null() {
        Answer::Unknown
    } else if let Some(value) = value.as_bool() {
        Answer::Truth(value)
    } else if let Some(value) = value.as_f64().filter(|value| value.trunc() == *value) {
        Answer::Whole(value as i64)
    } else if Array::is_array(value) {
        let (list, mut ids) = (Array::from(value), Vec::new());
        for at in 0..list.length() {
            ids.push(list.get(at).as_string().unwrap_or_default());
        }
        Answer::Lines(ids)
    } else {
        Answer::Text(value.as_string().unwrap_or_default())
    }
}
