//! The loaded editions, each with its assessor, kept between calls.

use std::cell::RefCell;

use kaigo_hojo_assess::rules::built::{self, BuiltError};
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::trial::try_out;
use kaigo_hojo_assess::{Assessor, overview as built_in};
use kaigo_hojo_contract::DocumentError;
use kaigo_hojo_contract::error::Code;
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_exchange::csv::CsvError;
use kaigo_hojo_exchange::quote_sheet::{self, Given};
use sha2::{Digest as _, Sha256};
use wasm_bindgen::JsValue;

use crate::failure::Failure;
use crate::objects::to_js;
use crate::options::{Options, day, options, tax};
use crate::overview::{Programme, programme, questionnaire};

/// An edition. It stays as long as this instance; loading the same pack again reuses it.
struct Desk {
    /// The digest of its pack; empty if it is built in.
    digest: Vec<u8>,
    edition: &'static Edition,
    assessor: Assessor<'static>,
    /// Whether no later pack has replaced it.
    in_use: bool,
}

impl Desk {
    fn new(digest: &[u8], edition: Edition) -> Self {
        let edition: &'static Edition = Box::leak(Box::new(edition));
        Self { digest: digest.to_vec(), edition, assessor: Assessor::new(edition), in_use: true }
    }

    fn is_for(&self, programme: &str) -> bool {
        self.in_use && self.edition.about.id == programme
    }
}

thread_local! {
    static DESKS: RefCell<Vec<Desk>> =
        RefCell::new(built_in::editions().into_iter().map(|edition| Desk::new(&[], edition)).collect());
}

fn tree(text: &str) -> Result<Tree<'_>, Failure> {
    // `npm/plain.js` makes nothing that does not parse.
    serde_json::from_str(text).map_err(|_| Failure::document(Code::Malformed, "", "JSON として読めません。"))
}

// `unknown`: the error for an unknown programme.
fn at<T>(
    programme: &str,
    unknown: impl FnOnce(DocumentError) -> Failure,
    work: impl FnOnce(&mut Desk) -> Result<T, Failure>,
) -> Result<T, Failure> {
    DESKS.with_borrow_mut(|desks| match desks.iter_mut().find(|desk| desk.is_for(programme)) {
        Some(desk) => work(desk),
        None => {
            let in_use = desks.iter().filter(|desk| desk.in_use);
            let mut known: Vec<&str> = in_use.map(|desk| desk.edition.about.id.as_str()).collect();
            known.sort_unstable();
            Err(unknown(built_in::unknown(&known)))
        }
    })
}

fn today(number: u32) -> Result<Date, Failure> {
    day(number).ok_or_else(|| Failure::document(Code::OutOfRange, "", "この端末の日付を読めません。"))
}

/// Assesses an application or a draft.
///
/// # Errors
/// The first mistake of the document or the options.
pub(crate) fn assess(document: &str, chosen: &str, now: u32) -> Result<JsValue, Failure> {
    let chosen = if chosen.is_empty() { Options::default() } else { options(&tree(chosen)?)? };
    let day = chosen.date.map_or_else(|| today(now), Ok)?;
    let document = kaigo_hojo_contract::decode::document(&tree(document)?)?;
    let unknown = |error| Failure::from(document.blamed(error));
    at(document.programme(), unknown, |Desk { assessor, .. }| {
        if chosen.brief {
            to_js(&assessor.brief_of(&document)?)
        } else {
            to_js(&assessor.assess_document(&document, day)?)
        }
    })
}

/// All programmes: the built-in ones in their order, then the loaded ones.
///
/// # Errors
/// Where `now` is no date.
pub(crate) fn programmes(now: u32) -> Result<JsValue, Failure> {
    let day = today(now)?;
    DESKS.with_borrow(|desks| {
        let in_use = desks.iter().filter(|desk| desk.in_use);
        to_js(&in_use.map(|desk| programme(desk.edition, day)).collect::<Vec<Programme<'_>>>())
    })
}

/// The questions and kinds of a programme.
///
/// # Errors
/// Where there is none of this id.
pub(crate) fn questions(programme: &str) -> Result<JsValue, Failure> {
    at(programme, Failure::from, |desk| to_js(&questionnaire(desk.edition)))
}

/// Reads a vendor's quote for a programme.
///
/// # Errors
/// Where there is none of this id, no table in the text, or something is wrong with the options.
pub(crate) fn quote(programme: &str, text: &str, chosen: &str) -> Result<JsValue, Failure> {
    let tax = if chosen.is_empty() { None } else { tax(&tree(chosen)?)? };
    at(programme, Failure::from, |desk| {
        let given = Given { tax, ..Given::default() };
        let refused = |error: CsvError| Failure::document(Code::Malformed, "text", &error.to_string());
        to_js(&quote_sheet::read(desk.edition, text, &given).map_err(refused)?)
    })
}

/// Loads a built pack; it replaces one of the same programme. Returns the programme's id.
///
/// # Errors
/// Where it is no built pack, or a damaged one.
pub fn load_pack(file: &[u8]) -> Result<String, Failure> {
    let refused = |error: BuiltError| Failure::bad_pack(format!("{error}。"));
    let edition = built::from_anybody(file, |body| Sha256::digest(body).into()).map_err(refused)?;
    let (digest, _) = built::open(file).ok_or_else(|| refused(BuiltError::Foreign))?;
    DESKS.with_borrow_mut(|desks| {
        let place = match desks.iter().position(|desk| desk.digest == digest) {
            Some(place) => place,
            None => {
                // A contradictory pack panics here, and `npm/core.js` reports it.
                try_out(&edition).map_err(|_| refused(BuiltError::Damaged))?;
                desks.push(Desk::new(digest, edition));
                desks.len() - 1
            }
        };
        let programme = desks[place].edition.about.id.clone();
        for desk in desks.iter_mut().filter(|desk| desk.is_for(&programme)) {
            desk.in_use = false;
        }
        desks[place].in_use = true;
        Ok(programme)
    })
}
