//! Whether a page of the papers tells all that a JSON Schema has.

use std::collections::BTreeSet;

use serde_json::Value;

/// Every key and every word of a schema: what a document can be written with.
pub(crate) fn words(schema: &Value, found: &mut BTreeSet<String>) {
    match schema {
        Value::Object(keywords) => {
            for (keyword, rule) in keywords {
                match (keyword.as_str(), rule) {
                    ("properties", Value::Object(properties)) => {
                        found.extend(properties.keys().cloned());
                        properties.values().for_each(|rule| words(rule, found));
                    }
                    ("enum", Value::Array(words)) => {
                        found.extend(words.iter().filter_map(Value::as_str).map(str::to_owned))
                    }
                    (_, rule) => words(rule, found),
                }
            }
        }
        Value::Array(rules) => rules.iter().for_each(|rule| words(rule, found)),
        _ => {}
    }
}

/// Whether a word stands in the page as code.
pub(crate) fn is_told(page: &str, word: &str) -> bool {
    let part = |sign: char| sign.is_ascii_alphanumeric() || sign == '-' || sign == '_';
    let in_code = |at: usize| {
        let line = page[..at].rfind('\n').map_or(0, |start| start + 1);
        // Between two backticks of the line, or in a block of code.
        page[line..at].matches('`').count() % 2 == 1 || page[..at].matches("```").count() % 2 == 1
    };
    page.match_indices(word).any(|(at, _)| {
        let before = page[..at].chars().next_back();
        let after = page[at + word.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part) && in_code(at)
    })
}
