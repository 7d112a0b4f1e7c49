//! The options of a call.

use std::borrow::Cow;

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_contract::application::Tax;
use kaigo_hojo_contract::error::Code;
use kaigo_hojo_contract::tree::Tree;

use crate::failure::Failure;

/// Options of `assess`; by default the whole assessment, for today.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The reference date.
    pub date: Option<Date>,
    /// The amount alone.
    pub brief: bool,
}

fn fail<T>(code: Code, path: &str, message: &str) -> Result<T, Failure> {
    Err(Failure::document(code, path, message))
}

fn entries<'t, 'a>(tree: &'t Tree<'a>) -> Result<&'t [(Cow<'a, str>, Tree<'a>)], Failure> {
    match tree {
        Tree::Object(entries) => Ok(entries),
        _ => fail(Code::WrongType, "options", "オブジェクト（{ … }）で書いてください。"),
    }
}

/// Reads the options.
///
/// # Errors
/// The first mistake, with its path.
pub fn options(tree: &Tree<'_>) -> Result<Options, Failure> {
    let mut options = Options::default();
    for (key, value) in entries(tree)? {
        match (key.as_ref(), value) {
            ("date", Tree::Text(text)) => match Date::parse(text) {
                Some(date) => options.date = Some(date),
                None => return fail(Code::OutOfRange, "options.date", "実在する日を YYYY-MM-DD で書いてください。"),
            },
            ("only", Tree::Text(text)) if text == "amount" => options.brief = true,
            ("only", Tree::Text(_)) => return fail(Code::UnknownOption, "options.only", "\"amount\" だけを選べます。"),
            ("date" | "only", _) => {
                return fail(Code::WrongType, &format!("options.{key}"), "文字列で書いてください。");
            }
            _ => return fail(Code::UnknownField, &format!("options.{key}"), "知らない項目です（date、only）。"),
        }
    }
    Ok(options)
}

/// The `tax` option of `quote`: for quotes that do not say whether tax is in the prices.
///
/// # Errors
/// The first mistake, with its path.
pub fn tax(tree: &Tree<'_>) -> Result<Option<Tax>, Failure> {
    let mut tax = None;
    for (key, value) in entries(tree)? {
        tax = match (key.as_ref(), value) {
            ("tax", Tree::Text(text)) if text == "excluded" => Some(Tax::Excluded),
            ("tax", Tree::Text(text)) if text == "included" => Some(Tax::Included),
            ("tax", Tree::Text(_)) => {
                return fail(
                    Code::UnknownOption,
                    "options.tax",
                    "\"excluded\"（税抜）か \"included\"（税込）を選べます。",
                );
            }
            ("tax", _) => return fail(Code::WrongType, "options.tax", "文字列で書いてください。"),
            _ => return fail(Code::UnknownField, &format!("options.{key}"), "知らない項目です（tax）。"),
        };
    }
    Ok(tax)
}

/// A date from the number `yyyymmdd`.
#[must_use]
pub fn day(number: u32) -> Option<Date> {
    let narrow = |value: u32| u8::try_from(value % 100).ok();
    Date::new(u16::try_from(number / 10_000).ok()?, narrow(number / 100)?, narrow(number)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Options, (String, String)> {
        let tree: Tree<'_> = serde_json::from_str(text).expect("JSON");
        options(&tree).map_err(|failure| (serde_json::to_string(&failure.code).expect("a code"), failure.path))
    }

    #[test]
    fn options_are_read_whole_or_not_at_all() {
        assert_eq!(read("{}"), Ok(Options::default()));
        let both = Options { date: Date::new(2024, 2, 29), brief: true };
        assert_eq!(read(r#"{"only": "amount", "date": "2024-02-29"}"#), Ok(both));
        for (text, code, path) in [
            ("[]", "wrong-type", "options"),
            ("null", "wrong-type", "options"),
            (r#"{"date": "2023-02-29"}"#, "out-of-range", "options.date"),
            (r#"{"date": "today"}"#, "out-of-range", "options.date"),
            (r#"{"date": 20240229}"#, "wrong-type", "options.date"),
            (r#"{"date": null}"#, "wrong-type", "options.date"),
            (r#"{"only": "amounts"}"#, "unknown-option", "options.only"),
            (r#"{"only": true}"#, "wrong-type", "options.only"),
            (r#"{"day": "2024-02-29"}"#, "unknown-field", "options.day"),
        ] {
            assert_eq!(read(text), Err((format!("\"{code}\""), path.to_owned())), "{text}");
        }
    }

    #[test]
    fn the_tax_of_a_quote_is_one_of_two_or_not_said() {
        let read = |text: &str| {
            let tree: Tree<'_> = serde_json::from_str(text).expect("JSON");
            tax(&tree).map_err(|failure| (serde_json::to_string(&failure.code).expect("a code"), failure.path))
        };
        assert_eq!(read("{}"), Ok(None));
        assert_eq!(read(r#"{"tax": "excluded"}"#), Ok(Some(Tax::Excluded)));
        assert_eq!(read(r#"{"tax": "included"}"#), Ok(Some(Tax::Included)));
        for (text, code, path) in [
            ("[]", "wrong-type", "options"),
            (r#"{"tax": "exempt"}"#, "unknown-option", "options.tax"),
            (r#"{"tax": null}"#, "wrong-type", "options.tax"),
            (r#"{"date": "2024-02-29"}"#, "unknown-field", "options.date"),
        ] {
            assert_eq!(read(text), Err((format!("\"{code}\""), path.to_owned())), "{text}");
        }
    }

    #[test]
    fn a_day_is_a_number() {
        assert_eq!(day(20_240_229), Date::new(2024, 2, 29));
        for wrong in [0, 20_230_229, 20_241_301, 20_240_100, u32::MAX] {
            assert_eq!(day(wrong), None, "{wrong}");
        }
    }
}
