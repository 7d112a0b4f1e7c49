//! `hojo pack coverage` lists the programmes, `hojo pack freshness` those that need a review.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kaigo_hojo_assess::in_words::{checker, status};
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::{About, Status};
use kaigo_hojo_assess::words::{date, fiscal_year};

use super::reading::{Paths, read, wrong};
use crate::clock;
use crate::out::{Outcome, print};

#[derive(Args)]
pub(crate) struct Coverage {
    #[command(flatten)]
    packs: Paths,
}

#[derive(Args)]
pub(crate) struct Freshness {
    #[command(flatten)]
    packs: Paths,
    #[command(flatten)]
    day: clock::Reference,
}

/// The age in days at which a comparison with the text counts as old.
const OLD: u16 = 90;
/// Days before the end of an edition at which the next one should be under way.
const SOON: u16 = 60;

fn all(packs: &Paths) -> Result<Vec<(PathBuf, About)>, String> {
    let about = |path: PathBuf| read(&path).map(|edition| (path, edition.about));
    packs.found().into_iter().map(about).collect()
}

/// A table of the packs, in Markdown.
pub(crate) fn coverage(Coverage { packs }: &Coverage) -> Outcome {
    let packs = match all(packs) {
        Ok(packs) => packs,
        Err(problems) => return wrong(&problems),
    };
    let mut text =
        "| 都道府県 | 制度 | 年度 | もとにした文書 | 状態 | 計算の定義 | 条文との照合 | 定義に含まないもの |\n\
                    |---|---|---|---|---|---|---|---|\n"
            .to_owned();
    for (_, about) in &packs {
        let left_out = if about.not_covered.is_empty() { "なし".to_owned() } else { about.not_covered.join("、") };
        text.push_str(&format!(
            "| {} | {} | {} | {} | {} | `{}` | {}、{} | {left_out} |\n",
            about.prefecture,
            about.name,
            fiscal_year(about.fiscal_year),
            date(about.as_of),
            // Its state on the day of the comparison.
            status(about.status_on(about.checked_on)),
            about.id,
            date(about.checked_on),
            checker(about.checked_by),
        ));
    }
    print(&text)
}

/// Lists the reviews that are due; exit status 1 if there are any.
pub(crate) fn freshness(Freshness { packs, day }: &Freshness) -> Outcome {
    let (packs, day) = match all(packs) {
        Ok(packs) => (packs, day.or_today()),
        Err(problems) => return wrong(&problems),
    };
    let mut text = format!("{} の時点\n", date(day));
    let mut some = false;
    for (path, about) in &packs {
        let told = due(about, &packs, day);
        some |= !told.is_empty();
        text.push_str(&format!("\n{}（{}、{}）\n", about.id, status(about.status_on(day)), path.display()));
        match told.as_slice() {
            [] => text.push_str("- することはありません\n"),
            told => told.iter().for_each(|line| text.push_str(&format!("- {line}\n"))),
        }
    }
    print(&text)?;
    Ok(ExitCode::from(u8::from(some)))
}

fn due(about: &About, packs: &[(PathBuf, About)], day: Date) -> Vec<String> {
    let mut told = Vec::new();
    let same = |other: &About| (&other.prefecture, &other.name) == (&about.prefecture, &about.name);
    let next = packs.iter().any(|(_, other)| same(other) && other.fiscal_year > about.fiscal_year);
    let end = about.valid_until;
    if end < day && !next {
        told.push(format!("この規則を使う期限（{}）を過ぎています。次の年度の版を作ってください。", date(end)));
    } else if day.plus_days(SOON).is_some_and(|soon| end <= soon) && !next {
        told.push(format!("この規則を使う期限（{}）まで{SOON}日以内です。次の年度の版を用意してください。", date(end)));
    }
    if let Some((_, until)) = about.reception.filter(|(_, until)| *until < day)
        && matches!(about.status, Status::Announced | Status::Open)
    {
        told.push(format!("受付は {} に終わりました。status を \"closed\" にしてください。", date(until)));
    }
    if about.checked_on.plus_days(OLD).is_some_and(|last| last < day) && !next {
        let checked = date(about.checked_on);
        told.push(format!(
            "条文と照合してから{OLD}日を超えました（前回は {checked}）。照合して checked を新しくしてください。"
        ));
    }
    if about.status == Status::Draft {
        told.push("案のままです。施行されたら、要綱と照合して status を改めてください。".to_owned());
    }
    told
}
