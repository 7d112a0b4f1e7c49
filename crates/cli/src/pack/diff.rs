//! `hojo pack diff`: the differences between two editions in words, those that move yen first.

use std::path::PathBuf;

use clap::Args;
use kaigo_hojo_assess::in_words::Weight;
use kaigo_hojo_assess::in_words::changes::{Change, between};
use kaigo_hojo_assess::words::fiscal_year;

use super::reading::{read, wrong};
use crate::out::{Outcome, print};

#[derive(Args)]
pub(crate) struct Diff {
    /// The edition before
    old: PathBuf,
    /// The edition after
    new: PathBuf,
}

pub(crate) fn run(Diff { old, new }: &Diff) -> Outcome {
    let (old, new) = match (read(old), read(new)) {
        (Ok(old), Ok(new)) => (old, new),
        (old, new) => return wrong(&old.err().into_iter().chain(new.err()).collect::<Vec<_>>().join("\n")),
    };
    let name = |about: &kaigo_hojo_assess::rules::edition::About| {
        format!("{}（{}、{}）", about.name, fiscal_year(about.fiscal_year), about.id)
    };
    let mut text = format!("{} から {} への変更\n", name(&old.about), name(&new.about));
    let changes = between(&old, &new);
    if changes.is_empty() {
        text.push_str("\n変わったところはありません。\n");
    }
    for (weight, heading) in HEADINGS {
        let under: Vec<&Change> = changes.iter().filter(|change| change.weight == *weight).collect();
        if under.is_empty() {
            continue;
        }
        text.push_str(&format!("\n■ {heading}（{}件）\n", under.len()));
        under.iter().for_each(|change| text.push_str(&format!("- 【{}】{}\n", change.part, change.text)));
    }
    print(&text)
}

const HEADINGS: &[(Weight, &str)] = &[
    (Weight::Amount, "補助額にかかわること"),
    (Weight::Verdict, "申請できるかどうかにかかわること"),
    (Weight::Duty, "書類・期限・約束にかかわること"),
    (Weight::Words, "名前と説明"),
    (Weight::Clause, "条項"),
];
