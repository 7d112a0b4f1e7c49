//! What goes out comes back: 10,000 random drafts as file, link, storage and CSV.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/drafts.rs"]
mod drafts;
#[path = "support/random.rs"]
mod random;

use std::collections::BTreeMap;

use drafts::random_draft;
use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::application::{Answer, Item};
use kaigo_hojo_contract::decode::draft;
use kaigo_hojo_contract::draft::Draft;
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_exchange::csv::{read, take, write};
use kaigo_hojo_exchange::link::{self, Packing};
use kaigo_hojo_exchange::storage::{self, Kept};
use whole_system_tests::programmes::{Need, held_ids};

const COUNT: u64 = 10_000;

#[test]
fn as_a_file() {
    for seed in 0..COUNT {
        let before = random_draft(seed);
        let text = serde_json::to_string_pretty(&before).expect("JSON");
        let tree: Tree<'_> = serde_json::from_str(&text).expect("JSON");
        assert_eq!(draft(&tree).as_ref(), Ok(&before), "{seed}");
    }
}

fn without_names(draft: &Draft) -> Draft {
    let mut draft = draft.clone();
    draft.name = None;
    draft.application.items.iter_mut().flatten().for_each(|item| item.name = None);
    draft
}

#[test]
fn as_a_link() {
    let mut named = 0;
    for seed in 0..COUNT {
        let before = random_draft(seed);
        let bytes = link::to_bytes(&before, true);
        assert_eq!(link::from_bytes(&bytes).as_ref(), Ok(&before), "{seed}");
        for packing in [Packing::Plain, Packing::Deflated] {
            let text = link::to_text(&bytes, packing);
            assert_eq!(link::from_text(&text), Ok((bytes.clone(), packing)), "{seed}");
        }
        let bare = without_names(&before);
        assert_eq!(link::from_bytes(&link::to_bytes(&before, false)).as_ref(), Ok(&bare), "{seed}");
        named += u32::from(bare != before);
    }
    assert!(named > 5_000, "{named} drafts have names");
}

#[test]
fn in_the_storage() {
    for seed in (0..COUNT).step_by(4) {
        let drafts: Vec<Draft> = (seed..seed + 4).map(random_draft).collect();
        let changed = (0..drafts.len())
            .map(|at| if seed % 8 == 0 { format!("2026-11-{:02}T09:30", at + 1) } else { String::new() });
        let before = Kept { changed: changed.collect(), drafts, current: usize::try_from(seed % 3).expect("small") };
        let text = serde_json::to_string(&before).expect("JSON");
        let tree: Tree<'_> = serde_json::from_str(&text).expect("JSON");
        let found = storage::read(&tree).expect("it is ours");
        assert!(found.kept == before && found.unreadable.is_empty(), "{seed}");
    }
}

/// As lines come back from a table: their ids are their numbers, and an empty name is none.
fn as_taken(items: &[Item]) -> Vec<Item> {
    let ids: BTreeMap<&str, String> =
        items.iter().enumerate().map(|(at, item)| (item.id.as_str(), format!("i{}", at + 1))).collect();
    let taken = |item: &Item| {
        let mut item = item.clone();
        item.id.clone_from(&ids[item.id.as_str()]);
        item.name = item.name.filter(|name| !name.is_empty());
        for answer in item.answers.values_mut() {
            if let Answer::Lines(named) = answer {
                named.iter_mut().for_each(|id| id.clone_from(&ids[id.as_str()]));
            }
        }
        item
    };
    items.iter().map(taken).collect()
}

#[test]
fn as_csv() {
    let editions: BTreeMap<&str, Edition> =
        held_ids(Need::Oracle).into_iter().map(|id| (id, overview::edition(id).expect("a built-in pack"))).collect();
    let (mut lines, mut attached) = (0, 0);
    for seed in 0..COUNT {
        let before = random_draft(seed);
        let edition = &editions[before.application.programme.as_str()];
        let Some(items) = before.application.items else { continue };
        let text = write(edition, &items, &[]);
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
        let table = read(&text).unwrap_or_else(|error| panic!("{seed}: {error}"));
        let taken = take(edition, &table).expect("the headings are ours");
        assert_eq!(taken.rejected, [], "{seed}: {text}");
        let after: Vec<Item> = taken.lines.into_iter().map(|line| line.item).collect();
        let expected = as_taken(&items);
        assert_eq!(after, expected, "{seed}: {text}");
        lines += after.len();
        let is_attached = |answer: &Answer| matches!(answer, Answer::Lines(named) if !named.is_empty());
        attached += after.iter().filter(|item| item.answers.values().any(is_attached)).count();
        // Nothing in the file is a formula.
        for row in read_raw(&text) {
            assert!(!row.starts_with(['=', '+', '-', '@', '\t', '\r']), "{seed}: {row:?}");
        }
    }
    assert!(lines > 20_000 && attached > 500, "{lines} lines, {attached} attached");
}

/// The cells of a CSV text, as a spreadsheet has them: a reader of its own.
fn read_raw(text: &str) -> Vec<String> {
    let (mut cells, mut cell, mut quoted) = (Vec::new(), String::new(), false);
    let mut signs = text.trim_start_matches('\u{feff}').chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if quoted && signs.peek() == Some(&'"') => cell.extend(signs.next()),
            '"' => quoted = !quoted,
            ',' | '\n' if !quoted => cells.push(std::mem::take(&mut cell)),
            '\r' if !quoted => {}
            other => cell.push(other),
        }
    }
    cells
}
