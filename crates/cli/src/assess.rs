//! `hojo assess` and `hojo calendar`: applications or drafts in, assessments or their deadlines out, an error object where
//! a document is bad.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufWriter, Read as _, Write};
use std::process::ExitCode;

use kaigo_hojo_assess::draft::{self, Document};
use kaigo_hojo_assess::error::Code;
use kaigo_hojo_assess::packs::BUILT_IN;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::tree::Tree;
use kaigo_hojo_assess::{Assessor, DocumentError, calendar, overview};
use serde::Serialize;

use crate::{Outcome, clock, pack};

/// The longest line that is read: far beyond any document within the contract's limits.
const LONGEST: u64 = 64 << 20;

/// What is printed of an assessment.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// All of it, as JSON on one line.
    Assessment,
    /// Its deadlines, as iCalendar.
    Calendar,
}

pub(crate) fn run(arguments: &[&str], form: Form) -> Outcome {
    let options = options(arguments)?;
    if form == Form::Calendar && options.lines {
        return Err("usage: hojo calendar FILE...".to_owned());
    }
    let mut editions: Vec<Edition> = Vec::new();
    for path in &options.packs {
        match pack::read(path) {
            Ok(edition) => {
                editions.retain(|other| other.about.id != edition.about.id);
                editions.push(edition);
            }
            Err(problems) => {
                eprintln!("{}", problems.trim_end());
                return Ok(ExitCode::from(1));
            }
        }
    }
    for built_in in BUILT_IN {
        if editions.iter().all(|edition| edition.about.id != built_in.id) {
            editions.extend(built_in.edition());
        }
    }
    let assessor = |edition| (Assessor::new(edition), edition.about.name.as_str());
    let mut desk = Desk {
        assessors: editions.iter().map(|edition| (edition.about.id.as_str(), assessor(edition))).collect(),
        day: options.day,
        form,
        failed: false,
    };
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let done = if options.lines { desk.lines(&mut out) } else { desk.files(&options.files, &mut out) };
    match done.and_then(|()| out.flush()) {
        Ok(()) => {}
        // The reader has gone away: nothing more to say.
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => {}
        Err(error) => return Err(format!("standard output or input failed: {error}")),
    }
    Ok(ExitCode::from(u8::from(desk.failed)))
}

struct Options<'a> {
    lines: bool,
    day: Date,
    packs: Vec<&'a str>,
    files: Vec<&'a str>,
}

fn options<'a>(arguments: &[&'a str]) -> Result<Options<'a>, String> {
    let mut options = Options { lines: false, day: clock::today(), packs: Vec::new(), files: Vec::new() };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = |what: &str| rest.next().copied().ok_or_else(|| format!("{argument} needs {what}"));
        match *argument {
            "--lines" => options.lines = true,
            "--date" => {
                let text = value("a date")?;
                options.day = Date::parse(text).ok_or_else(|| format!("--date: `{text}` is no date (YYYY-MM-DD)"))?;
            }
            "--pack" => options.packs.push(value("a path")?),
            option if option.starts_with("--") => return Err(format!("unknown option: {option}")),
            file => options.files.push(file),
        }
    }
    if options.lines != options.files.is_empty() {
        return Err("usage: hojo assess FILE... | hojo assess --lines | hojo calendar FILE...".to_owned());
    }
    Ok(options)
}

struct Desk<'e> {
    // By the id of the programme, each with its name.
    assessors: BTreeMap<&'e str, (Assessor<'e>, &'e str)>,
    day: Date,
    form: Form,
    failed: bool,
}

#[derive(Serialize)]
struct Failure {
    error: DocumentError,
}

impl Desk<'_> {
    fn files(&mut self, files: &[&str], out: &mut impl Write) -> std::io::Result<()> {
        for file in files {
            let mut bytes = Vec::new();
            let read = if *file == "-" {
                std::io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)
            } else {
                std::fs::File::open(file).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
            };
            match read {
                Ok(_) => self.one(&bytes, out)?,
                Err(error) => self.fail(malformed(format!("{file} を読めません（{error}）。")), out)?,
            }
        }
        Ok(())
    }

    fn lines(&mut self, out: &mut impl Write) -> std::io::Result<()> {
        let mut input = std::io::stdin().lock();
        let mut line = Vec::new();
        loop {
            line.clear();
            if input.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
                return Ok(());
            }
            if line.last() != Some(&b'\n') && line.len() as u64 == LONGEST {
                self.fail(malformed("一行が長すぎます。".to_owned()), out)?;
                skip_line(&mut input)?;
                continue;
            }
            while line.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
                line.pop();
            }
            self.one(&line, out)?;
        }
    }

    fn one(&mut self, bytes: &[u8], out: &mut impl Write) -> std::io::Result<()> {
        match self.assess(bytes) {
            Ok(text) => out.write_all(&text),
            Err(error) => self.fail(error, out),
        }
    }

    fn assess(&mut self, bytes: &[u8]) -> Result<Vec<u8>, DocumentError> {
        let text = std::str::from_utf8(bytes).map_err(|_| malformed("UTF-8 の文字列ではありません。".to_owned()))?;
        let tree: Tree<'_> = serde_json::from_str(text.trim_start_matches('\u{feff}')).map_err(|error| {
            malformed(format!("JSON として読めません（{}行目の{}文字目）。", error.line(), error.column()))
        })?;
        let document = draft::document(&tree)?;
        let application = match &document {
            Document::Application(application) => application,
            Document::Draft(draft) => &draft.application,
        };
        let Some((assessor, name)) = self.assessors.get_mut(application.programme.as_str()) else {
            let known: Vec<&str> = self.assessors.keys().copied().collect();
            let unknown = overview::unknown(&known);
            return Err(if matches!(document, Document::Draft(_)) { unknown.within("application") } else { unknown });
        };
        let assessment = match &document {
            Document::Application(application) => assessor.assess(application, self.day)?,
            Document::Draft(draft) => assessor.assess_draft(draft, self.day)?,
        };
        match self.form {
            Form::Assessment => {
                let mut text = serde_json::to_vec(&assessment).map_err(|error| malformed(error.to_string()))?;
                text.push(b'\n');
                Ok(text)
            }
            Form::Calendar => {
                let calendar = calendar::write(assessment.programme, name, &calendar::entries(&assessment), self.day);
                calendar.map(String::into_bytes).ok_or_else(|| DocumentError {
                    code: Code::MissingField,
                    path: "dates".to_owned(),
                    message: "日の決まった期限がありません。日付を入力すると決まるものがあります。".to_owned(),
                })
            }
        }
    }

    fn fail(&mut self, error: DocumentError, out: &mut impl Write) -> std::io::Result<()> {
        self.failed = true;
        serde_json::to_writer(&mut *out, &Failure { error })?;
        out.write_all(b"\n")
    }
}

fn malformed(message: String) -> DocumentError {
    DocumentError { code: Code::Malformed, path: String::new(), message }
}

fn skip_line(input: &mut impl std::io::BufRead) -> std::io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let used = end.map_or(buffer.len(), |end| end + 1);
        let done = end.is_some() || used == 0;
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}
