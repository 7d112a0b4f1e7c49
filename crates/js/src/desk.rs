//! The editions at hand, each with its room, from one call to the next.

use std::cell::RefCell;
use std::collections::BTreeMap;

use kaigo_hojo_assess::application::Tax;
use kaigo_hojo_assess::error::Code;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::rules::{built, wire};
use kaigo_hojo_assess::tree::Tree;
use kaigo_hojo_assess::{Application, Assessor, DocumentError, Item, Rooms, decode, overview as built_in};
use sha2::{Digest as _, Sha256};
use wasm_bindgen::JsValue;

use crate::failure::Failure;
use crate::options::{Options, day, options};
use crate::overview::{Programme, programme, questionnaire};
use crate::to_js;

/// An edition and the room for assessing with it.
struct Desk {
    edition: Edition,
    rooms: Option<Rooms>,
}

impl Desk {
    const fn new(edition: Edition) -> Self {
        Self { edition, rooms: None }
    }

    fn with<T>(&mut self, work: impl FnOnce(&mut Assessor<'_>) -> T) -> T {
        let mut assessor = match self.rooms.take() {
            Some(rooms) => Assessor::with(&self.edition, rooms),
            None => Assessor::new(&self.edition),
        };
        let given = work(&mut assessor);
        self.rooms = Some(assessor.into_rooms());
        given
    }
}

thread_local! {
    static DESKS: RefCell<Vec<Desk>> = RefCell::new(built_in::editions().into_iter().map(Desk::new).collect());
}

fn tree(text: &str) -> Result<Tree<'_>, Failure> {
    // `npm/plain.js` makes nothing that does not parse.
    serde_json::from_str(text).map_err(|_| Failure::document(Code::Malformed, "", "JSON として読めません。"))
}

fn at<T>(id: &str, work: impl FnOnce(&mut Desk) -> Result<T, Failure>) -> Result<T, Failure> {
    DESKS.with_borrow_mut(|desks| match desks.iter_mut().find(|desk| desk.edition.about.id == id) {
        Some(desk) => work(desk),
        None => {
            let mut known: Vec<&str> = desks.iter().map(|desk| desk.edition.about.id.as_str()).collect();
            known.sort_unstable();
            Err(built_in::unknown(&known).into())
        }
    })
}

fn today(number: u32) -> Result<Date, Failure> {
    day(number).ok_or_else(|| Failure::document(Code::OutOfRange, "", "この端末の日付を読めません。"))
}

/// Assesses an application.
///
/// # Errors
/// The first mistake of the application or the options.
pub(crate) fn assess(application: &str, chosen: &str, now: u32) -> Result<JsValue, Failure> {
    let chosen = if chosen.is_empty() { Options::default() } else { options(&tree(chosen)?)? };
    let application = decode::application(&tree(application)?)?;
    at(&application.programme, |desk| {
        desk.with(|assessor| {
            if chosen.brief {
                return to_js(&assessor.brief(&application)?);
            }
            let day = chosen.date.map_or_else(|| today(now), Ok)?;
            to_js(&assessor.assess(&application, day)?)
        })
    })
}

/// The programmes at hand: the built-in ones in their order, then those that were loaded.
///
/// # Errors
/// Where `now` is no date.
pub(crate) fn programmes(now: u32) -> Result<JsValue, Failure> {
    let day = today(now)?;
    DESKS.with_borrow(|desks| {
        let all: Vec<Programme<'_>> = desks.iter().map(|desk| programme(&desk.edition, day)).collect();
        to_js(&all)
    })
}

/// What a programme asks.
///
/// # Errors
/// Where there is none of this id.
pub(crate) fn questions(id: &str) -> Result<JsValue, Failure> {
    at(id, |desk| to_js(&questionnaire(&desk.edition)))
}

/// Takes a built pack in, in the place of one of the same programme; gives the programme's id.
///
/// # Errors
/// Where it is no built pack, or a damaged one.
pub(crate) fn load_pack(file: &[u8]) -> Result<String, Failure> {
    let (digest, body) = built::open(file)
        .ok_or_else(|| Failure::bad_pack("制度定義のファイルではないか、この版では読めない形式です。"))?;
    let damaged = || Failure::bad_pack("制度定義のファイルが壊れています。");
    if Sha256::digest(body).as_slice() != digest {
        return Err(damaged());
    }
    let mut desk = Desk::new(wire::from_bytes(body).ok_or_else(damaged)?);
    try_out(&mut desk).map_err(|_| damaged())?;
    let id = desk.edition.about.id.clone();
    DESKS.with_borrow_mut(|desks| match desks.iter_mut().find(|other| other.edition.about.id == id) {
        Some(other) => *other = desk,
        None => desks.push(desk),
    });
    Ok(id)
}

// The digest says that a file is as it was written, not that a compiler of packs wrote it. So everything in it is used
// once before it takes a place: what does not hold together stops here, and `npm/core.js` says so.
fn try_out(desk: &mut Desk) -> Result<(), DocumentError> {
    let line = |(ix, kind): (usize, &kaigo_hojo_assess::rules::edition::Kind)| Item {
        id: ix.to_string(),
        kind: kind.id.clone(),
        name: None,
        unit_price_yen: 1_000,
        quantity: 1,
        tax: Tax::Excluded,
        tax_rate_percent: 10,
        months: None,
        answers: BTreeMap::new(),
    };
    let programme = desk.edition.about.id.clone();
    let items = desk.edition.kinds.iter().enumerate().map(line).collect();
    let nothing = Application { programme, ..Application::default() };
    let one_of_each = Application { items: Some(items), ..nothing.clone() };
    let day = desk.edition.about.as_of;
    desk.with(|assessor| {
        assessor.assess(&nothing, day)?;
        assessor.assess(&one_of_each, day).map(drop)
    })
}
