//! Diagnostics of packs: a stable code, a Japanese sentence, the place, and the remedy.

use core::fmt;
use core::ops::Range;
use std::collections::HashSet;
use std::iter;

/// Only errors stop a build.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// The pack cannot be used.
    Error,
    /// The pack can be used, but a person should look at it.
    Warning,
}

/// One mistake in a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Error or warning.
    pub severity: Severity,
    /// Stable: `P` and three digits. `docs/pack-format.md` lists them.
    pub code: &'static str,
    /// The file as it was named.
    pub file: String,
    /// The line, from 1; 0 where the mistake has no place.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// How many characters the caret underlines.
    pub width: usize,
    /// The text of that line.
    pub excerpt: String,
    /// The mistake in a Japanese sentence.
    pub message: String,
    /// The remedy in Japanese; may be empty.
    pub hint: String,
}

impl Diagnostic {
    pub(crate) fn unreadable(file: &str, message: &str) -> Self {
        Self {
            severity: Severity::Error,
            code: "P001",
            file: file.to_owned(),
            line: 0,
            column: 0,
            width: 0,
            excerpt: String::new(),
            message: format!("{message}。"),
            hint: "フォルダ、pack.toml、または hojo pack build で作ったファイルを指定してください。".to_owned(),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sort = match self.severity {
            Severity::Error => "エラー",
            Severity::Warning => "注意",
        };
        writeln!(f, "{sort}[{}]: {}", self.code, self.message)?;
        if self.line == 0 {
            writeln!(f, "  --> {}", self.file)?;
        } else {
            let gutter = self.line.to_string().len();
            writeln!(f, "{:gutter$}--> {}:{}:{}", "", self.file, self.line, self.column)?;
            writeln!(f, "{:gutter$} |", "")?;
            writeln!(f, "{} | {}", self.line, self.excerpt)?;
            // Full-width characters take two cells on a terminal: pad with characters of the same width.
            let before: String = self.excerpt.chars().take(self.column.saturating_sub(1)).collect();
            let pad: String = before.chars().map(|c| if c.is_ascii() { ' ' } else { '　' }).collect();
            writeln!(f, "{:gutter$} | {pad}{}", "", "^".repeat(self.width.max(1)))?;
        }
        if !self.hint.is_empty() {
            writeln!(f, "  = {}", self.hint)?;
        }
        Ok(())
    }
}

/// Mistakes found so far.
pub(crate) struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    /// Where each line begins.
    lines: Vec<usize>,
    found: Vec<Diagnostic>,
    /// Reported so far, to avoid repetition.
    told: HashSet<(&'static str, usize, String)>,
}

impl<'a> Problems<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        let lines = iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file, text, lines, found: Vec::new(), told: HashSet::new() }
    }

    pub(crate) fn add(&mut self, code: &'static str, at: Range<usize>, message: impl Into<String>, hint: &str) {
        let message = message.into();
        if self.told.insert((code, at.start, message.clone())) {
            let problem = self.place(code, at, message, hint);
            self.found.push(problem);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    pub(crate) fn finish(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|d| (d.line, d.column));
        self.found
    }

    // A mistake at a place of the text.
    fn place(&self, code: &'static str, at: Range<usize>, message: String, hint: &str) -> Diagnostic {
        let text = self.text;
        let start = at.start.min(text.len());
        let start = (0..=start).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
        let line = self.lines.partition_point(|begin| *begin <= start);
        let line_start = self.lines[line - 1];
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let end = (at.end.clamp(start, line_end)..=line_end).find(|i| text.is_char_boundary(*i)).unwrap_or(line_end);
        Diagnostic {
            severity: Severity::Error,
            code,
            file: self.file.to_owned(),
            line,
            column: text[line_start..start].chars().count() + 1,
            width: text[start..end].chars().count(),
            excerpt: text[line_start..line_end].trim_end().to_owned(),
            message,
            hint: hint.to_owned(),
        }
    }
}

/// A single mistake at a place of a text.
pub(crate) fn place(
    file: &str,
    text: &str,
    code: &'static str,
    at: Range<usize>,
    message: String,
    hint: &str,
) -> Diagnostic {
    Problems::new(file, text).place(code, at, message, hint)
}
