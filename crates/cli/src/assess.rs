//! `hojo assess` and `hojo calendar`: applications or drafts in, assessments or their deadlines out, an error object where
//! a document is bad.

use std::collections::BTreeMap;
use std::io::{self, BufRead, BufWriter, Read as _, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use kaigo_hojo_assess::packs::BUILT_IN;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::{Assessor, overview};
use kaigo_hojo_contract::decode::Document;
use kaigo_hojo_contract::error::Code;
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_contract::{DocumentError, Summary, schema};
use kaigo_hojo_exchange::calendar::{self, Owner, Stamp};
use serde::Serialize;

use crate::out::{Outcome, told};
use crate::{clock, pack};

/// The longest document that is read, far beyond the contract's limits.
const LONGEST: u64 = 64 << 20;

#[derive(Args)]
pub(crate) struct Assess {
    /// An application or a draft each; `-` reads standard input
    #[arg(value_name = "FILE", required_unless_present = "lines", conflicts_with = "lines")]
    files: Vec<PathBuf>,
    /// Read one application or draft per line from standard input, and print one result per line, in order
    #[arg(long)]
    lines: bool,
    /// How much of each assessment to print
    #[arg(long, value_enum, default_value_t = Only::All)]
    only: Only,
    #[command(flatten)]
    basis: Basis,
}

#[derive(Args)]
pub(crate) struct Calendar {
    /// An application or a draft each; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    basis: Basis,
}

/// The reference date and the packs.
#[derive(Args)]
struct Basis {
    #[command(flatten)]
    day: clock::Reference,
    /// A pack's folder, its pack.toml, or a built pack; repeatable; the same id replaces the built-in pack
    #[arg(long = "pack", value_name = "PATH")]
    packs: Vec<PathBuf>,
}

/// How much of an assessment is printed.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Only {
    /// The amount, or why there is none: by far the quickest
    Amount,
    /// The verdict, the amount and its parts, without the lists of lines, steps, requirements and papers
    Summary,
    /// All of it
    All,
}

impl Only {
    /// Its JSON Schema.
    pub(crate) const fn schema(self) -> &'static str {
        match self {
            Self::Amount => schema::AMOUNT,
            Self::Summary => schema::SUMMARY,
            Self::All => schema::ASSESSMENT,
        }
    }
}

/// The form of the output.
#[derive(Clone, Copy)]
enum Form {
    /// JSON on one line.
    Json(Only),
    /// Deadlines, as iCalendar.
    Calendar,
}

pub(crate) fn run(Assess { files, lines, only, basis }: &Assess) -> Outcome {
    let files = if *lines { None } else { Some(files.as_slice()) };
    with_packs(basis, Form::Json(*only), files)
}

pub(crate) fn calendar(Calendar { files, basis }: &Calendar) -> Outcome {
    with_packs(basis, Form::Calendar, Some(files))
}

// `files`: nothing where standard input is read line by line.
fn with_packs(basis: &Basis, form: Form, files: Option<&[PathBuf]>) -> Outcome {
    let editions = match editions(&basis.packs) {
        Ok(editions) => editions,
        Err(problems) => return pack::wrong(&problems),
    };
    let assessor = |edition| (Assessor::new(edition), edition.about.name.as_str());
    let mut batch = Batch {
        assessors: editions.iter().map(|edition| (edition.about.id.as_str(), assessor(edition))).collect(),
        day: basis.day.or_today(),
        stamp: basis.day.stamp(),
        form,
        failed: false,
        out: BufWriter::with_capacity(1 << 16, io::stdout().lock()),
    };
    match files {
        Some(files) => told(files.iter().try_for_each(|file| batch.file(file)))?,
        None => batch.lines()?,
    }
    told(batch.out.flush())?;
    Ok(ExitCode::from(u8::from(batch.failed)))
}

// The named packs, and the built-in ones of other programmes.
pub(crate) fn editions(paths: &[PathBuf]) -> Result<Vec<Edition>, String> {
    let mut editions: Vec<Edition> = Vec::new();
    for path in paths {
        let edition = pack::read(path)?;
        editions.retain(|other| other.about.id != edition.about.id);
        editions.push(edition);
    }
    for built_in in BUILT_IN {
        if editions.iter().all(|edition| edition.about.id != built_in.id) {
            editions.extend(built_in.edition());
        }
    }
    Ok(editions)
}

struct Batch<'e, W: Write> {
    // By the id of the programme, each with its name.
    assessors: BTreeMap<&'e str, (Assessor<'e>, &'e str)>,
    day: Date,
    stamp: Stamp,
    form: Form,
    failed: bool,
    out: W,
}

#[derive(Serialize)]
pub(crate) struct Failure {
    pub(crate) error: DocumentError,
}

impl<W: Write> Batch<'_, W> {
    fn file(&mut self, file: &Path) -> io::Result<()> {
        let mut bytes = Vec::new();
        let read = if file == Path::new("-") {
            io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)
        } else {
            std::fs::File::open(file).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
        };
        match read {
            Ok(_) => self.one(&bytes),
            Err(error) => self.fail(malformed(format!("{} を読めません（{error}）。", file.display()))),
        }
    }

    fn lines(&mut self) -> Result<(), String> {
        let unreadable = |error: io::Error| format!("標準入力を読めません（{error}）");
        let mut input = io::BufReader::with_capacity(1 << 16, io::stdin().lock());
        let mut line = Vec::new();
        loop {
            line.clear();
            if input.by_ref().take(LONGEST).read_until(b'\n', &mut line).map_err(unreadable)? == 0 {
                return Ok(());
            }
            let written = if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST {
                input.skip_until(b'\n').map_err(unreadable)?;
                self.fail(malformed("一行が長すぎます。".to_owned()))
            } else {
                let end = line.iter().rposition(|byte| !matches!(byte, b'\n' | b'\r')).map_or(0, |last| last + 1);
                self.one(&line[..end])
            };
            if written.is_err() {
                return told(written);
            }
        }
    }

    fn one(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self.assess(bytes) {
            Ok(text) => self.out.write_all(&text),
            Err(error) => self.fail(error),
        }
    }

    // The whole text first: an assessment is printed completely or not at all.
    fn assess(&mut self, bytes: &[u8]) -> Result<Vec<u8>, DocumentError> {
        let text = std::str::from_utf8(bytes).map_err(|_| malformed("UTF-8 の文字列ではありません。".to_owned()))?;
        let tree: Tree<'_> = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            malformed(format!("JSON として読めません（{}行目の{}文字目）。", error.line(), error.column()))
        })?;
        let document = kaigo_hojo_contract::decode::document(&tree)?;
        let Some((assessor, name)) = self.assessors.get_mut(document.programme()) else {
            let known: Vec<&str> = self.assessors.keys().copied().collect();
            return Err(document.blamed(overview::unknown(&known)));
        };
        match self.form {
            Form::Json(Only::Amount) => json(&assessor.brief_of(&document)?),
            Form::Json(Only::Summary) => json(&Summary::from(assessor.assess_document(&document, self.day)?)),
            Form::Json(Only::All) => json(&assessor.assess_document(&document, self.day)?),
            Form::Calendar => deadlines(assessor, name, &document, self.day, self.stamp),
        }
    }

    fn fail(&mut self, error: DocumentError) -> io::Result<()> {
        self.failed = true;
        serde_json::to_writer(&mut self.out, &Failure { error })?;
        self.out.write_all(b"\n")
    }
}

fn json(told: &impl Serialize) -> Result<Vec<u8>, DocumentError> {
    let mut text = serde_json::to_vec(told).map_err(|error| malformed(error.to_string()))?;
    text.push(b'\n');
    Ok(text)
}

fn deadlines(
    assessor: &mut Assessor<'_>,
    name: &str,
    document: &Document,
    day: Date,
    stamp: Stamp,
) -> Result<Vec<u8>, DocumentError> {
    let assessment = assessor.assess_document(document, day)?;
    let owner = Owner { programme: assessment.programme, name, office: document.name() };
    let calendar = calendar::write(owner, &calendar::entries(&assessment), stamp);
    calendar.map(String::into_bytes).ok_or_else(|| DocumentError {
        code: Code::MissingField,
        path: "dates".to_owned(),
        message: "日の決まった期限がありません。日付を入力すると決まるものがあります。".to_owned(),
    })
}

pub(crate) fn malformed(message: String) -> DocumentError {
    DocumentError { code: Code::Malformed, path: String::new(), message }
}
