//! Products that somebody's page brings along in the address of the frame: from plain values to the lines of a document.
//!
//! The frame's script has looked at their shape; whether the programme knows their kinds and options is found out where
//! the document is read.

use std::collections::BTreeMap;

use kaigo_hojo_assess::application::{Tax, tax_of};
use kaigo_hojo_assess::draft::Draft as Document;
use kaigo_hojo_assess::{Answer, Application, Item, Months};
use wasm_bindgen::JsValue;
use web_sys::js_sys::Array;

use crate::draft::Draft;
use crate::ids::item_id;
use crate::store::Desk;

/// Puts products as lines in place of what is entered; the path of what is wrong with them, if anything is.
pub(crate) fn prefill(desk: &'static Desk, products: &Array) -> String {
    match Draft::from_document(desk.edition, &document(&desk.edition.about.id, products)) {
        Ok(mut draft) => {
            // It is not the person's own input.
            draft.touched = false;
            desk.renew(draft);
            String::new()
        }
        Err(error) => error.path,
    }
}

// A document with nothing but the products.
fn document(programme: &str, products: &Array) -> Document {
    let items = (0..products.length()).map(|at| item(at + 1, &Array::from(&products.get(at)))).collect();
    let application = Application { programme: programme.to_owned(), items: Some(items), ..Application::default() };
    Document { application, ..Document::default() }
}

// A product: kind, name, price, quantity, tax, months of the year, all months, and pairs of options.
fn item(key: u32, product: &Array) -> Item {
    let text = |at: u32| product.get(at).as_string();
    let number = |at: u32| product.get(at).as_f64().map(|value| value as i64);
    let mut answers = BTreeMap::new();
    let options = Array::from(&product.get(7));
    for at in 0..options.length() {
        let pair = Array::from(&options.get(at));
        answers.insert(pair.get(0).as_string().unwrap_or_default(), answer(&pair.get(1)));
    }
    Item {
        id: item_id(key),
        kinds: vec![text(0).unwrap_or_default()],
        name: text(1),
        unit_price_yen: number(2).unwrap_or_default(),
        quantity: number(3).unwrap_or_default(),
        tax: text(4).and_then(|tax| tax_of(&tax)).unwrap_or(Tax::Excluded),
        tax_rate_percent: 10,
        months: number(5).map(|months| Months { in_year: months as u8, total: number(6) }),
        discount_yen: 0,
        answers,
    }
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
