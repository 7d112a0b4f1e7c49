//! The guides in `docs/packs/`, done as they are written: every file is written, every command is run, and what it says
//! must be what the guide shows.
//!
//! In a guide, "```toml kasou/pack.toml" adds to that file, "```sh" is run and must end well, "```sh 誤り" must end with
//! an error, and each line of the "```text" after it must be in what was printed. A block without a language is not run.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

/// A block of a guide: its language, the word after that, and its lines.
struct Block<'t> {
    language: &'t str,
    word: &'t str,
    body: String,
    line: usize,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let mut inside = false;
    for (ix, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), inside) {
            (Some(info), false) => {
                let (language, word) = info.split_once(' ').unwrap_or((info, ""));
                blocks.push(Block { language, word, body: String::new(), line: ix + 1 });
                inside = true;
            }
            (Some(_), true) => inside = false,
            (None, true) => {
                let body = &mut blocks.last_mut().expect("a block").body;
                body.push_str(line);
                body.push('\n');
            }
            (None, false) => {}
        }
    }
    assert!(!inside, "a block has no end");
    blocks
}

/// Does what a guide says, in a folder; how many commands and files there were.
fn follow(guide: &str, folder: &Path) -> (usize, usize) {
    let text = fs::read_to_string(root().join("docs/packs").join(guide)).expect("the guide");
    let (mut printed, mut ran, mut written) = (String::new(), 0, 0);
    for block in blocks(&text) {
        let place = format!("{guide}:{}", block.line);
        match (block.language, block.word) {
            ("sh", word) => {
                let (ended_well, said) = run(&block.body, folder);
                assert_eq!(ended_well, word != "誤り", "{place}\n{}{said}", block.body);
                printed = said;
                ran += 1;
            }
            ("text", "") => {
                for line in block.body.lines().map(str::trim).filter(|line| !line.is_empty()) {
                    assert!(printed.contains(line), "{place} shows\n{line}\nbut this was printed:\n{printed}");
                }
            }
            ("", _) => {}
            (_, file) => {
                let path = folder.join(file);
                let before = fs::read_to_string(&path).unwrap_or_default();
                let between = if before.is_empty() { "" } else { "\n" };
                fs::write(&path, before + between + &block.body).unwrap_or_else(|error| panic!("{place}: {error}"));
                written += 1;
            }
        }
    }
    (ran, written)
}

/// Runs commands as a shell does; whether they ended well, and all that they said.
fn run(commands: &str, folder: &Path) -> (bool, String) {
    let tools = hojo::binary().parent().expect("the folder of hojo").to_path_buf();
    let others = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths(std::iter::once(tools).chain(std::env::split_paths(&others))).expect("a path");
    let output = Command::new("sh")
        .args(["-e", "-c", commands])
        .current_dir(folder)
        .env("PATH", path)
        .output()
        .expect("a shell");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).expect("UTF-8"))
}

#[test]
fn the_guides_work_as_they_are_written() {
    // Inside the repository: `cargo xtask` is looked for in the folders above.
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pack_guide");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for this test");
    let (ran, written) = follow("tutorial.md", &folder);
    assert!(ran >= 7 && written >= 9, "{ran} {written}");
    let (ran, _) = follow("next-year.md", &folder);
    assert!(ran >= 10, "{ran}");
    // What the tutorial promises is in the pack.
    let pack = fs::read_to_string(folder.join("kasou/pack.toml")).expect("the pack");
    let lowest = pack.matches("do.lowest").count();
    assert!(lowest >= 4 && pack.contains("\"capacity\", 10") && pack.contains("reception"), "{lowest}");
}

#[test]
fn the_guides_name_commands_and_pages_that_there_are() {
    let mut named = 0;
    for guide in ["README.md", "tutorial.md", "next-year.md", "coverage.md"] {
        let text = fs::read_to_string(root().join("docs/packs").join(guide)).expect("the guide");
        for (at, _) in text.match_indices("hojo pack ") {
            let word: String = text[at + 10..].chars().take_while(char::is_ascii_lowercase).collect();
            let words = ["pack", &word, "--help"];
            let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
            let ran = hojo::hojo(&words, b"");
            assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{guide}: hojo pack {word}");
            let help = String::from_utf8(ran.stdout).expect("UTF-8");
            assert!(help.contains(&format!("Usage: hojo pack {word}")), "{guide}: hojo pack {word}");
            named += 1;
        }
        for link in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = link.split('#').next().unwrap_or_default();
            assert!(root().join("docs/packs").join(file).exists(), "{guide}: {link}");
        }
    }
    assert!(named > 20, "{named}");
}
