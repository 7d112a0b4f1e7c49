//! `cargo xtask new-edition`: next year's edition of a pack, as a copy in which every date waits to be written.
//!
//! It works on the text, so that comments and order stay. What it cannot know is left for `hojo pack check` to name:
//! every date becomes `0000-01-01`, and lines that speak of a year are listed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::Outcome;

const USAGE: &str = "usage: cargo xtask new-edition FOLDER YEAR (the year of the common era, such as 2027)";
/// A date that is still to be written.
const UNWRITTEN: &str = "0000-01-01";

/// Copies a pack's folder to the one of another year beside it.
pub(crate) fn command(arguments: &[String]) -> Outcome {
    let [old, year] = arguments else { return Err(USAGE.to_owned()) };
    let year: u16 = year.parse().ok().filter(|year| (2019..=2100).contains(year)).ok_or_else(|| USAGE.to_owned())?;
    let old = PathBuf::from(old);
    let text = fs::read_to_string(old.join("pack.toml")).map_err(|error| {
        format!("{} がありません（{error}）。制度のフォルダを指定してください。", old.join("pack.toml").display())
    })?;
    let new = old.parent().unwrap_or_else(|| Path::new("")).join(format!("fy{year}"));
    if new.exists() {
        return Err(format!("{} はもうあります。上書きはしません。", new.display()));
    }
    let renewed = renewed(&text, year);
    copy(&old, &new).map_err(|error| format!("{} に写せません（{error}）。", new.display()))?;
    let file = new.join("pack.toml");
    fs::write(&file, &renewed.text).map_err(|error| format!("{} に書けません（{error}）。", file.display()))?;
    println!("{} を作りました（{}、案）。", file.display(), renewed.id);
    println!("\n日付を書き込むところ（{}か所）:", renewed.dates.len());
    renewed.dates.iter().for_each(|line| println!("  {line}行目"));
    println!("\n年度の言葉が残っているところ。要綱と照らして直してください（{}か所）:", renewed.years.len());
    renewed.years.iter().for_each(|(line, text)| println!("  {line}行目: {text}"));
    println!("\n書き込んだら、次の命令で確かめます。\n  hojo pack check {}", new.display());
    Ok(ExitCode::SUCCESS)
}

fn copy(from: &Path, to: &Path) -> std::io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// A pack's text for another year.
#[derive(Debug, PartialEq, Eq)]
struct Renewed {
    text: String,
    id: String,
    /// The lines with a date that waits to be written.
    dates: Vec<usize>,
    /// The lines that speak of a year.
    years: Vec<(usize, String)>,
}

fn renewed(text: &str, year: u16) -> Renewed {
    let mut new = Renewed { text: String::new(), id: String::new(), dates: Vec::new(), years: Vec::new() };
    let mut head = true;
    for (ix, line) in text.lines().enumerate() {
        head &= !line.starts_with('[');
        let key = line.split_once('=').map_or("", |(key, _)| key.trim());
        let line = match key {
            "id" if head => {
                new.id = id_for(line.split('"').nth(1).unwrap_or_default(), year);
                format!("id = \"{}\"", new.id)
            }
            "fiscal-year" if head => format!("fiscal-year = {year}"),
            "status" if head => "status = \"draft\"".to_owned(),
            _ => {
                let (line, changed) = without_dates(line);
                if changed {
                    new.dates.push(ix + 1);
                }
                if speaks_of_a_year(&line) {
                    new.years.push((ix + 1, line.trim().to_owned()));
                }
                line
            }
        };
        new.text.push_str(&line);
        new.text.push('\n');
    }
    new
}

// `a-robot-r5` becomes `a-robot-r8`; an id without a year gets one.
fn id_for(id: &str, year: u16) -> String {
    let stem = match id.rsplit_once("-r") {
        Some((stem, digits)) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => id,
    };
    format!("{stem}-r{}", year - 2018)
}

// TOML dates stand outside quotes.
fn without_dates(line: &str) -> (String, bool) {
    let is_date = |text: &[u8]| {
        text.iter().enumerate().all(|(at, byte)| if at == 4 || at == 7 { *byte == b'-' } else { byte.is_ascii_digit() })
    };
    let (mut new, mut changed) = (String::new(), false);
    for (ix, part) in line.split('"').enumerate() {
        if ix > 0 {
            new.push('"');
        }
        let (code, comment) = part.split_at(part.find('#').unwrap_or(part.len()));
        let mut rest = code;
        while ix.is_multiple_of(2) && !rest.is_empty() {
            if rest.as_bytes().get(..10).is_some_and(is_date) {
                new.push_str(UNWRITTEN);
                changed = true;
                rest = &rest[10..];
            } else {
                let next = rest.chars().next().map_or(rest.len(), char::len_utf8);
                new.push_str(&rest[..next]);
                rest = &rest[next..];
            }
        }
        new.push_str(rest);
        new.push_str(comment);
    }
    (new, changed)
}

fn speaks_of_a_year(line: &str) -> bool {
    let after_era = |(at, era): (usize, &str)| {
        line[at + era.len()..]
            .starts_with(|sign: char| sign.is_ascii_digit() || ('０'..='９').contains(&sign) || sign == '元')
    };
    line.match_indices("令和").any(after_era)
}

#[cfg(test)]
mod tests {
    use super::{id_for, renewed, without_dates};

    #[test]
    fn the_head_is_renewed_and_the_rest_stays() {
        let old = "# 令和8年度の版\nid = \"x-robot-r8\"\nfiscal-year = 2026\nstatus = \"open\"\nas-of = 2026-04-01 # 施行\n\
                   reception = { from = 2026-06-01, until = 2027-01-29 }\n\n[[step]]\nid = \"rate\"\nlabel = \"令和８年度の率\"\n\
                   due = { on = 2027-09-30 }\n";
        let new = renewed(old, 2027);
        let text = "# 令和8年度の版\nid = \"x-robot-r9\"\nfiscal-year = 2027\nstatus = \"draft\"\nas-of = 0000-01-01 # 施行\n\
                    reception = { from = 0000-01-01, until = 0000-01-01 }\n\n[[step]]\nid = \"rate\"\nlabel = \"令和８年度の率\"\n\
                    due = { on = 0000-01-01 }\n";
        assert_eq!(new.text, text);
        assert_eq!((new.id.as_str(), new.dates), ("x-robot-r9", vec![5, 6, 11]));
        let years: Vec<usize> = new.years.iter().map(|(line, _)| *line).collect();
        assert_eq!(years, [1, 10]);
    }

    #[test]
    fn dates_in_texts_and_comments_stay() {
        for line in
            ["label = \"2026-04-01 から\"", "x = 1 # 2026-04-01", "version = 2026-04", "note = \"a\" # \"2026-04-01\""]
        {
            assert_eq!(without_dates(line), (line.to_owned(), false));
        }
    }

    #[test]
    fn an_id_carries_the_year() {
        for (old, new) in
            [("a-r5", "a-r8"), ("a", "a-r8"), ("a-robot", "a-robot-r8"), ("a-r", "a-r-r8"), ("a-r12", "a-r8")]
        {
            assert_eq!(id_for(old, 2026), new);
        }
    }
}
