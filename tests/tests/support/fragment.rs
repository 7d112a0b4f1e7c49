//! The packs of `tests/packs/conformance/`: each a fragment, with what they have in common around it.

use std::path::Path;

use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_pack::check as check_pack;
use serde_json::{Value, json};
use whole_system_tests::FOLDER;

pub(crate) fn text_of(name: &str) -> String {
    let path = Path::new(FOLDER).join("packs/conformance").join(name).with_extension("toml");
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The fragment with what all packs of the folder have in common around it. Keys of the pack itself, which TOML wants
/// before the first table, stand at the top of a fragment.
pub(crate) fn edition(name: &str) -> Edition {
    edition_of(name, &text_of(name))
}

/// As [`edition`], of a fragment that is no file.
pub(crate) fn edition_of(name: &str, own: &str) -> Edition {
    let tables_from = |text: &str| text.find("\n[").map_or(text.len(), |at| at + 1);
    let head = text_of("head");
    let (head_keys, head_tables) = head.split_at(tables_from(&head));
    let (own_keys, own_tables) = own.split_at(tables_from(own));
    let text = format!("{head_keys}{own_keys}\n{head_tables}\n{own_tables}");
    check_pack(name, &text).unwrap_or_else(|problems| {
        panic!("{}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

/// An application from answers and lines, each line `[kind, price, quantity]` or `[kind, price, quantity, answers]`. In
/// the place of a kind there may be a list of those that it may be of.
pub(crate) fn application(answers: &Value, lines: Option<&Value>) -> Value {
    let mut document = json!({ "schema": "kaigo-hojo/application/1", "programme": "conformance", "answers": answers });
    if let Some(lines) = lines {
        let items = lines.as_array().expect("a list of lines").iter().enumerate().map(|(ix, line)| {
            let mut item = json!({
                "id": format!("i{}", ix + 1), "unitPriceYen": line[1], "quantity": line[2], "tax": "exempt",
            });
            item[if line[0].is_array() { "kindAmong" } else { "kind" }] = line[0].clone();
            if let Some(answers) = line.get(3) {
                item["answers"] = answers.clone();
            }
            item
        });
        document["items"] = items.collect();
    }
    document
}
