//! The command line as people expect it: help and version everywhere, the nearest known option, completions, and an output
//! that is closed or full.

#![cfg(not(target_arch = "wasm32"))]

#[path = "support/hojo.rs"]
mod hojo;

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use hojo::hojo;
use serde_json::json;
use whole_system_tests::cases;

/// Every command that does something, with arguments that are right and an output that is not empty.
fn commands() -> Vec<Vec<String>> {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/packs/data");
    let (all, one) = (data.display().to_string(), data.join("11-saitama/ict/fy2023").display().to_string());
    let other = data.join("43-kumamoto/ict/fy2023").display().to_string();
    [
        &["assess", "-"][..],
        &["assess", "--lines"],
        &["calendar", "-"],
        &["pack", "check", &all],
        &["pack", "diff", &one, &other],
        &["pack", "page", &one],
        &["pack", "coverage", &all],
        &["pack", "freshness", &one, "--date", "2024-01-10"],
        &["pack", "schema"],
        &["application", "schema"],
        &["draft", "schema"],
        &["assessment", "schema"],
        &["quote", "schema"],
        &["completions", "bash"],
    ]
    .iter()
    .map(|words| words.iter().map(ToString::to_string).collect())
    .collect()
}

/// A draft with a date, so that there is a deadline to print.
fn draft() -> String {
    let case = cases().into_iter().find(|(_, case)| case["id"] == "G1").expect("the case").1;
    let dates = json!({ "decision": "2024-01-10", "completion": "2024-02-10" });
    json!({ "schema": "kaigo-hojo/draft/1", "application": case["application"], "dates": dates }).to_string()
}

/// What a command says that must end well.
fn said(words: &[String]) -> String {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let ran = hojo(&words, draft().as_bytes());
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{words:?}");
    String::from_utf8(ran.stdout).expect("UTF-8")
}

/// The commands below a command, as its help lists them.
fn below(words: &[String]) -> Vec<Vec<String>> {
    let help = said(&[words, &["--help".to_owned()]].concat());
    let Some((_, list)) = help.split_once("Commands:\n") else { return Vec::new() };
    let names = list.lines().take_while(|line| !line.is_empty()).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(|name| [words, &[name.to_owned()]].concat()).collect()
}

/// Every command, those that only have others below them too.
fn tree() -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let (mut groups, mut leaves, mut open) = (Vec::new(), Vec::new(), vec![Vec::new()]);
    while let Some(words) = open.pop() {
        let mut more = below(&words);
        if more.is_empty() {
            leaves.push(words)
        } else {
            groups.push(words)
        }
        open.append(&mut more);
    }
    (groups, leaves)
}

#[test]
fn every_command_has_help_and_a_version() {
    let (groups, leaves) = tree();
    for words in groups.iter().chain(&leaves) {
        let usage = [&["Usage:", "hojo"][..], &words.iter().map(String::as_str).collect::<Vec<_>>()].concat().join(" ");
        for option in ["--help", "-h"] {
            let help = said(&[words.as_slice(), &[option.to_owned()]].concat());
            assert!(help.contains(&usage) && help.contains("--version"), "{words:?}: {help}");
        }
        let help = said(&[&["help".to_owned()], words.as_slice()].concat());
        assert!(help.contains(&usage), "{help}");
        for option in ["--version", "-V"] {
            let version = said(&[words.as_slice(), &[option.to_owned()]].concat());
            assert!(
                version.starts_with("hojo") && version.trim_end().ends_with(env!("CARGO_PKG_VERSION")),
                "{version}"
            );
        }
    }
    // Nothing that prints is left out below.
    let tried = commands();
    for words in leaves.iter().filter(|words| **words != ["pack", "build"]) {
        assert!(tried.iter().any(|tried| tried.starts_with(words)), "{words:?} is not tried");
    }
}

#[test]
fn what_is_unknown_is_told_with_the_nearest_that_is_known() {
    for (words, nearest) in [
        (&["assess", "--line"][..], "'--lines'"),
        (&["assess", "--lines", "--onyl", "amount"], "'--only'"),
        (&["assess", "--lines", "--only", "amuont"], "'amount'"),
        (&["asess"], "'assess'"),
        (&["pack", "chek", "x"], "'check'"),
        (&["pack", "check", "x", "--sorce", "y"], "'--source'"),
        (&["pack", "freshness", "x", "--dte", "2026-11-21"], "'--date'"),
        (&["completions", "bsh"], "'bash'"),
    ] {
        let ran = hojo(words, b"");
        assert_eq!((ran.status, ran.stdout.as_slice()), (2, b"".as_slice()), "{words:?}");
        assert!(ran.stderr.contains(nearest), "{words:?}: {}", ran.stderr);
    }
}

/// As a shell does it: the words so far, and what may come next.
fn completed(words: &str) -> String {
    let script = said(&["completions".to_owned(), "bash".to_owned()]);
    let ask = format!(
        "{script}\nCOMP_WORDS=({words})\nCOMP_CWORD=$((${{#COMP_WORDS[@]}}-1))\n_hojo hojo \"${{COMP_WORDS[-1]}}\" ''\n"
    );
    let output = Command::new("bash").args(["-c", &(ask + "printf '%s ' \"${COMPREPLY[@]}\"")]).output().expect("bash");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{words}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[test]
fn a_shell_completes_commands_and_options() {
    assert_eq!(completed("hojo cal").trim(), "calendar");
    assert_eq!(completed("hojo pack fre").trim(), "freshness");
    assert_eq!(completed("hojo assess --li").trim(), "--lines");
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = said(&["completions".to_owned(), shell.to_owned()]);
        for word in ["assess", "freshness", "lines", "only"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

/// How a command ends, and what it says on standard error, when its output goes there.
fn into(words: &[String], output: Stdio) -> (i32, String) {
    let mut child = Command::new(hojo::binary())
        .args(words)
        .stdin(Stdio::piped())
        .stdout(output)
        .stderr(Stdio::piped())
        .spawn()
        .expect("hojo starts");
    // More than any buffer holds. A process that ends early closes the pipe.
    let lines = if words.iter().any(|word| word == "--lines") { 2_000 } else { 1 };
    let _ = child.stdin.take().expect("a pipe").write_all(format!("{}\n", draft()).repeat(lines).as_bytes());
    let ended = child.wait_with_output().expect("hojo ends");
    (ended.status.code().expect("it is not killed"), String::from_utf8(ended.stderr).expect("UTF-8"))
}

fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    writer.into()
}

/// Every command, and the ways to ask for help.
fn that_print() -> Vec<Vec<String>> {
    let asking = [&["--help"][..], &["--version"], &["pack", "check", "--help"], &["assess", "--version"]];
    let asking = asking.iter().map(|words| words.iter().map(ToString::to_string).collect());
    commands().into_iter().chain(asking).collect()
}

#[test]
fn a_reader_that_goes_away_ends_every_command_quietly() {
    for words in that_print() {
        assert!(!said(&words).is_empty(), "{words:?} has nothing to print");
        assert_eq!(into(&words, closed()), (0, String::new()), "{words:?}");
    }
}

#[test]
fn nobody_to_hear_of_an_error_does_not_make_it_well() {
    for words in [&["pack", "check", "missing"][..], &["assess", "--lines", "--pack", "missing"]] {
        let status = Command::new(hojo::binary()).args(words).stdout(closed()).stderr(closed()).status();
        assert_eq!(status.expect("hojo ends").code(), Some(1), "{words:?}");
    }
    let status = Command::new(hojo::binary()).arg("--nothing").stdout(closed()).stderr(closed()).status();
    assert_eq!(status.expect("hojo ends").code(), Some(2));
}

/// A disk without room, as Linux plays it.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told_and_ends_with_an_error() {
    let full = || std::fs::File::options().write(true).open("/dev/full").expect("/dev/full");
    for words in that_print() {
        let (status, told) = into(&words, full().into());
        assert_eq!(status, 2, "{words:?}");
        assert!(told.starts_with("標準出力に書き込めません") && told.lines().count() == 1, "{words:?}: {told}");
    }
    let pack = commands().into_iter().find(|words| words[1] == "page").expect("a command").remove(2);
    for words in [["pack", "build", &pack, "-o", "/dev/full"], ["pack", "page", &pack, "-o", "/dev/full"]] {
        let ran = hojo(&words, b"");
        assert_eq!((ran.status, ran.stdout.as_slice()), (2, b"".as_slice()), "{words:?}");
        assert!(ran.stderr.starts_with("/dev/full: 書き込めません"), "{}", ran.stderr);
    }
}
