//! The programmes as they are found: every folder with a `pack.toml` below `crates/packs/data`. Nothing lists them.
//!
//! A test that needs more of a programme than its pack asks [`held`] for those that have it. A programme without it
//! fails that test by name, unless `tests.toml` in its folder waives it and says why; what is waived is told as not
//! checked, and a waiver of what is there is a failure too.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_pack::load;
use serde::Deserialize;

use crate::diagnosis::written_cases;
use crate::{FOLDER, cases, not_checked};

/// A programme.
#[derive(Clone, Debug)]
pub struct Programme {
    /// Where its pack is.
    pub folder: PathBuf,
    /// Its pack, as it is written.
    pub edition: Edition,
    /// What else the tests must know.
    pub tests: Tests,
}

/// `tests.toml`, beside a pack.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tests {
    /// The id of the case by hand that is gone through in browsers.
    pub journey: Option<String>,
    /// Figures of the pack that its text does not have: the id of the step, and why.
    pub assumed: BTreeMap<String, String>,
    /// Amounts in ten thousand yen that the words add up from others, and how.
    pub sums: BTreeMap<String, String>,
    /// What this programme does not have, and why.
    pub waived: BTreeMap<Need, String>,
}

/// What a programme must have beside its pack, so that all tests can be made of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Need {
    /// A second implementation in `tests/oracle`.
    Oracle,
    /// Its official text in the folder that `HOJO_SOURCES` names.
    Text,
    /// Cases worked by hand.
    Cases,
    /// Usual mistakes, and a written case of each.
    Diagnosis,
    /// A case that is gone through in browsers.
    Journey,
}

impl Need {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Oracle, Self::Text, Self::Cases, Self::Diagnosis, Self::Journey];

    /// What is to be done about it.
    const fn remedy(self) -> &'static str {
        match self {
            Self::Oracle => "no oracle: write it in tests/oracle and add it to PROGRAMMES there",
            Self::Text => "no official text: put <id>.txt into the folder that HOJO_SOURCES names",
            Self::Cases => "no cases worked by hand: write cases/*.json beside its pack, ten with an amount at least",
            Self::Diagnosis => "no written cases of usual mistakes: write cases/usual-mistakes.json beside its pack",
            Self::Journey => "no case for browsers: name one of its cases as `journey` in tests.toml",
        }
    }

    /// The name that a waiver has.
    fn key(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

impl Programme {
    /// The pack in a folder, with its `tests.toml`.
    ///
    /// # Panics
    /// Where one of them is wrong.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        let shown = folder.display();
        let edition = load(folder).unwrap_or_else(|problems| panic!("{shown}: {problems:?}"));
        let file = folder.join("tests.toml");
        let text = if file.exists() { std::fs::read_to_string(&file).expect("text") } else { String::new() };
        let tests: Tests = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let told = tests.waived.values().chain(tests.assumed.values()).chain(tests.sums.values());
        assert!(told.clone().all(|why| why.chars().count() >= 10), "{}: a reason is a sentence", file.display());
        Self { folder: folder.to_owned(), edition, tests }
    }

    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.edition.about.id
    }

    /// Whether it is there; `None` where nobody can tell, because nobody says where texts are.
    fn has(&self, need: Need) -> Option<bool> {
        let of_it = |case: &&serde_json::Value| case["application"]["programme"] == self.id();
        let cases = || cases().into_iter().map(|(_, case)| case);
        Some(match need {
            Need::Oracle => oracle::PROGRAMMES.contains(&self.id()),
            Need::Text => self.text()?.exists(),
            Need::Cases => cases().filter(|case| of_it(&case) && case["expect"]["amountYen"].is_i64()).count() >= 10,
            Need::Diagnosis => written_cases().iter().any(|case| case.draft.application.programme == self.id()),
            Need::Journey => cases().any(|case| of_it(&&case) && case["id"].as_str() == self.tests.journey.as_deref()),
        })
    }

    /// Where its official text is; `None` where nobody says where texts are.
    #[must_use]
    pub fn text(&self) -> Option<PathBuf> {
        let sources = std::env::var_os("HOJO_SOURCES").filter(|folder| !folder.is_empty())?;
        Some(PathBuf::from(sources).join(self.id()).with_extension("txt"))
    }

    /// The text of its pack.
    #[must_use]
    pub fn toml(&self) -> String {
        std::fs::read_to_string(self.folder.join("pack.toml")).expect("the pack has a text")
    }
}

/// Every programme, in the order of the folders. `KAIGO_HOJO_EXTRA_PACKS` names more folders, as for the build.
#[must_use]
pub fn programmes() -> &'static [Programme] {
    static FOUND: LazyLock<Vec<Programme>> = LazyLock::new(|| {
        let mut folders = Vec::new();
        collect(&Path::new(FOLDER).join("../crates/packs/data"), &mut folders);
        let extra = std::env::var_os("KAIGO_HOJO_EXTRA_PACKS").unwrap_or_default();
        std::env::split_paths(&extra).for_each(|folder| collect(&folder, &mut folders));
        folders.sort();
        let found: Vec<Programme> = folders.iter().map(|folder| Programme::of(folder)).collect();
        assert!(!found.is_empty(), "no programme was found");
        found
    });
    &FOUND
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    if folder.join("pack.toml").exists() {
        found.push(folder.to_owned());
    }
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.path()).filter(|path| path.is_dir()).for_each(|path| collect(&path, found));
}

/// The invented programme, which has its text beside it.
#[must_use]
pub fn invented() -> Programme {
    Programme::of(&Path::new(FOLDER).join("packs/invented"))
}

/// The programmes that have what a test needs.
///
/// # Panics
/// Where one has not, and does not waive it; or has, and waives it.
#[must_use]
pub fn held(need: Need) -> Vec<&'static Programme> {
    let (held, left_out) = sorted(programmes(), need).unwrap_or_else(|wrong| panic!("{}", wrong.join("\n")));
    left_out.iter().for_each(|what| not_checked(what));
    held
}

/// Their ids.
#[must_use]
pub fn held_ids(need: Need) -> Vec<&'static str> {
    held(need).into_iter().map(Programme::id).collect()
}

type Sorted<'p> = (Vec<&'p Programme>, Vec<String>);

/// Those that have it, and what is said of those that waive it.
///
/// # Errors
/// Those that lack it, and those that waive it for nothing.
pub fn sorted(programmes: &[Programme], need: Need) -> Result<Sorted<'_>, Vec<String>> {
    let (mut held, mut left_out, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for programme in programmes {
        let (id, file) = (programme.id(), programme.folder.join("tests.toml"));
        match (programme.has(need), programme.tests.waived.get(&need)) {
            (Some(true) | None, None) => held.push(programme),
            (Some(false) | None, Some(why)) => left_out.push(format!("{id}: {} ({why})", need.key())),
            (Some(true), Some(_)) => {
                wrong.push(format!("{id}: the waiver of `{}` in {} is needless", need.key(), file.display()))
            }
            (Some(false), None) => wrong.push(format!(
                "{id}: {}; or waive `{}` in {} and say why",
                need.remedy(),
                need.key(),
                file.display()
            )),
        }
    }
    if wrong.is_empty() { Ok((held, left_out)) } else { Err(wrong) }
}
