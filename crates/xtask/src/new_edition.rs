//! `cargo xtask new-edition`: next year's edition of a pack, as a copy in which every date waits to be written.
//!
//! Comments and order stay. What it cannot know is left for `hojo pack check` to name: every date becomes `0000-01-01`, and
//! lines that speak of a year are listed.

use crate::{Outcome, files};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use std::path::Path;
use toml_edit::visit_mut::VisitMut;
use toml_edit::{Datetime, DocumentMut, Formatted, Value};

/// A date that is still to be written.
const UNWRITTEN: &str = "0000-01-01";

/// Copies a pack's folder to the one of another year beside it.
pub(crate) fn command(old: &Path, year: u16) -> Outcome {
    let text = fs::read_to_string(old.join("pack.toml")).context("制度のフォルダを指定してください")?;
    let new = old.parent().unwrap_or_else(|| Path::new("")).join(format!("fy{year}"));
    ensure!(!new.exists(), "{} はもうあります。上書きはしません。", new.display());
    let renewed = renewed(&text, year)?;
    for entry in fs::read_dir(old)?.flatten().filter(|entry| entry.path().is_file()) {
        files::copy(&entry.path(), &new.join(entry.file_name()))?;
    }
    let file = new.join("pack.toml");
    files::write(&file, &renewed.text)?;
    println!("{} を作りました（{}、案）。", file.display(), renewed.id);
    println!("\n日付を書き込むところ（{}か所）:", renewed.dates.len());
    renewed.dates.iter().for_each(|line| println!("  {line}行目"));
    println!("\n年度の言葉が残っているところ。要綱と照らして直してください（{}か所）:", renewed.years.len());
    renewed.years.iter().for_each(|(line, text)| println!("  {line}行目: {text}"));
    println!("\n書き込んだら、次の命令で確かめます。\n  hojo pack check {}", new.display());
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

/// Writes a date that is to be written over every other.
struct Dates(Datetime);

impl VisitMut for Dates {
    fn visit_datetime_mut(&mut self, node: &mut Formatted<Datetime>) {
        let decor = node.decor().clone();
        *node = Formatted::new(self.0);
        *node.decor_mut() = decor;
    }
}

fn renewed(text: &str, year: u16) -> Result<Renewed> {
    let mut pack: DocumentMut = text.parse().context("pack.toml")?;
    let id = id_for(pack.get("id").and_then(|id| id.as_str()).unwrap_or_default(), year);
    for (key, value) in [("id", Value::from(&id)), ("fiscal-year", i64::from(year).into()), ("status", "draft".into())]
    {
        if let Some(old) = pack.get_mut(key).and_then(|item| item.as_value_mut()) {
            let decor = old.decor().clone();
            *old = value;
            *old.decor_mut() = decor;
        }
    }
    Dates(UNWRITTEN.parse()?).visit_document_mut(&mut pack);
    let text = pack.to_string();
    let lines = || text.lines().enumerate().map(|(at, line)| (at + 1, line));
    let dates = lines().filter(|(_, line)| line.contains(UNWRITTEN)).map(|(at, _)| at).collect();
    let years = lines().filter(|(_, line)| speaks_of_a_year(line)).map(|(at, line)| (at, line.trim().to_owned()));
    Ok(Renewed { years: years.collect(), dates, id, text: text.clone() })
}

// `a-robot-r5` becomes `a-robot-r8`; an id without a year gets one.
fn id_for(id: &str, year: u16) -> String {
    let stem = match id.rsplit_once("-r") {
        Some((stem, digits)) if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) => stem,
        _ => id,
    };
    format!("{stem}-r{}", year - 2018)
}

fn speaks_of_a_year(line: &str) -> bool {
    let is_year = |sign: char| sign.is_ascii_digit() || ('０'..='９').contains(&sign) || sign == '元';
    line.split("令和").skip(1).any(|after| after.starts_with(is_year))
}

#[cfg(test)]
mod tests {
    use super::{id_for, renewed};

    #[test]
    fn the_head_is_renewed_and_the_rest_stays() {
        let old = "# 令和8年度の版\nid = \"x-robot-r8\"\nfiscal-year = 2026\nstatus = \"open\"\nas-of = 2026-04-01 # 施行\n\
                   reception = { from = 2026-06-01, until = 2027-01-29 }\n\n[[step]]\nid = \"rate\"\nlabel = \"令和８年度の率\"\n\
                   due = { on = 2027-09-30 }\n";
        let new = renewed(old, 2027).expect("a pack");
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
        let line = "label = \"2026-04-01 から\"\nx = 1 # 2026-04-01\nnote = \"a\" # \"2026-04-01\"\n";
        let new = renewed(line, 2027).expect("a pack");
        assert_eq!((new.text.as_str(), new.dates), (line, vec![]));
        assert!(renewed("version = 2026-04", 2027).is_err());
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
