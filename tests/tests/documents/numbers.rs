//! Numbers in every dress: what is a whole number of the contract, what is none, and what no type holds.

use serde_json::Value;

use super::documents::{LINES, outputs, saitama};
use super::hojo::hojo;
use super::schema::{Extra, validate};
use super::{check, rows};

/// The same number, however a program writes it, is the same: to JSON Schema 600000.0 and 6e5 are integers.
#[test]
fn a_whole_number_with_a_point_is_whole() {
    let schema: Value = serde_json::from_slice(&hojo(&["application", "schema"], b"").stdout).expect("a schema");
    let text = saitama().to_string();
    let plain = hojo(&["assess", "--lines", "--date", "2026-11-21"], text.as_bytes());
    assert_eq!(plain.status, 0);
    for (before, others) in [
        (r#""quantity":1"#, ["1.0", "1e0", "1.000"].as_slice()),
        (r#""unitPriceYen":600000"#, &["600000.0", "6e5", "6.0E+5"]),
        (r#""staff-heads":2"#, &["2.0"]),
        (r#""inYear":5"#, &["5.0"]),
        (r#""donation-yen":100"#, &["100.0", "1e2"]),
        (r#""discountYen":1500"#, &["1500.0"]),
        (r#""taxRatePercent":10"#, &["10.0"]),
    ] {
        let (key, _) = before.rsplit_once(':').expect("a key");
        for number in others {
            let other = text.replace(before, &format!("{key}:{number}"));
            assert_ne!(other, text);
            let value: Value = serde_json::from_str(&other).expect("JSON");
            assert!(validate(&schema, &value, Extra::AsWritten).is_empty(), "{number}");
            let ran = hojo(&["assess", "--lines", "--date", "2026-11-21"], other.as_bytes());
            assert_eq!((ran.status, ran.stdout), (0, plain.stdout.clone()), "{key}:{number}");
        }
    }
}

/// What JSON calls a number and the contract does not call a whole number of 0 to 1,000,000,000.
#[test]
fn numbers_of_every_dress() {
    let text = saitama().to_string();
    let mut documents = Vec::new();
    for (before, path) in [
        (r#""quantity":1"#, "items[0].quantity"),
        (r#""unitPriceYen":600000"#, "items[0].unitPriceYen"),
        (r#""staff-heads":2"#, "answers.staff-heads"),
        (r#""inYear":5"#, "items[0].months.inYear"),
        (r#""donation-yen":100"#, "items[0].answers.donation-yen"),
        (r#""discountYen":1500"#, "items[0].discountYen"),
        (r#""taxRatePercent":10"#, "items[0].taxRatePercent"),
    ] {
        let (key, _) = before.rsplit_once(':').expect("a key");
        assert_eq!(text.matches(before).count(), 1, "{before}");
        for number in ["1e-1", "0.5", "10.5", "1.0000001", "5e-324"] {
            documents.push((text.replace(before, &format!("{key}:{number}")), "wrong-type", path));
        }
        for number in ["1e308", "18446744073709551616"] {
            documents.push((text.replace(before, &format!("{key}:{number}")), "out-of-range", path));
        }
        // JSON has no such numbers.
        for number in ["01", "+1", "1.", ".5", "0x10", "NaN", "Infinity", "1_000", "１", "--1", "1e", "- 1"] {
            documents.push((text.replace(before, &format!("{key}:{number}")), "malformed", ""));
        }
    }
    check(&rows(documents));
}

/// 2^63 and 2^64 − 1 are whole numbers beyond the limit; 1e400 is beyond any number of the parser. The contract wants the
/// path in each case.
#[test]
fn numbers_that_no_type_holds_have_a_path() {
    let text = saitama().to_string();
    let documents: Vec<String> = ["9223372036854775808", "18446744073709551615", "-9223372036854775809"]
        .iter()
        .map(|number| text.replace(r#""quantity":1"#, &format!(r#""quantity":{number}"#)) + "\n")
        .collect();
    for got in outputs(&hojo(LINES, documents.concat().as_bytes()).stdout) {
        assert_eq!(got["error"]["path"], "items[0].quantity", "{got}");
        assert!(matches!(got["error"]["code"].as_str(), Some("out-of-range" | "wrong-type")), "{got}");
    }
}

#[test]
fn numbers_that_no_type_holds_are_out_of_range() {
    let text = saitama().to_string();
    let with = |number: &str| text.replace(r#""quantity":1"#, &format!(r#""quantity":{number}"#));
    check(&rows(vec![
        (with("9223372036854775808"), "out-of-range", "items[0].quantity"),
        (with("18446744073709551616"), "out-of-range", "items[0].quantity"),
        // No number at all to the JSON reader, so nothing that could have a path.
        (with("1e400"), "malformed", ""),
    ]));
}
