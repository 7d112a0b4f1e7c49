//! `hojo quote`: reads a vendor's quote and prints its rows, their meaning, and the open questions.

use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use encoding_rs::{SHIFT_JIS, UTF_16BE, UTF_16LE};
use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::application::Tax;
use kaigo_hojo_contract::reading::Reading;
use kaigo_hojo_contract::{DocumentError, schema};
use kaigo_hojo_exchange::quote_sheet::{self, Given};

use crate::assess::{Failure, editions, malformed};
use crate::out::{Outcome, print};
use crate::pack;
use crate::schemas::Document;

/// Far more than any quote has.
const LONGEST: u64 = 16 << 20;

#[derive(Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub(crate) struct Quote {
    #[command(subcommand)]
    document: Option<Document>,
    /// A quote as CSV, as cells of a spreadsheet or as text of a PDF, in UTF-8, UTF-16 or Shift_JIS; `-` reads standard input
    #[arg(value_name = "FILE", required = true)]
    file: Option<PathBuf>,
    /// The programme whose kinds of cost its lines are
    #[arg(long, value_name = "ID", required = true)]
    programme: Option<String>,
    /// Whether tax is in the prices, where the quote does not say it
    #[arg(long, value_enum)]
    tax: Option<Prices>,
    /// A pack's folder, its pack.toml, or a built pack; repeatable; the same id replaces the built-in pack
    #[arg(long = "pack", value_name = "PATH")]
    packs: Vec<PathBuf>,
}

/// Whether tax is in prices.
#[derive(Clone, Copy, ValueEnum)]
enum Prices {
    /// They are without tax
    Excluded,
    /// They are with tax
    Included,
}

pub(crate) fn run(Quote { document, file, programme, tax, packs }: &Quote) -> Outcome {
    let (Some(file), Some(programme)) = (file, programme) else {
        return match document {
            Some(Document::Schema) => print(schema::QUOTE),
            None => Err("見積書のファイルと制度を指定してください。".to_owned()),
        };
    };
    let editions = match editions(packs) {
        Ok(editions) => editions,
        Err(problems) => return pack::wrong(&problems),
    };
    let Some(edition) = editions.iter().find(|edition| edition.about.id == *programme) else {
        let known: Vec<&str> = editions.iter().map(|edition| edition.about.id.as_str()).collect();
        return fail(overview::unknown(&known));
    };
    let tax = tax.map(|tax| match tax {
        Prices::Excluded => Tax::Excluded,
        Prices::Included => Tax::Included,
    });
    match bytes(file).and_then(|bytes| read(edition, &bytes, &Given { tax, ..Given::default() })) {
        Ok(reading) => print(&[json(&reading)?.as_str(), "\n"].concat()),
        Err(error) => fail(error),
    }
}

fn bytes(file: &Path) -> Result<Vec<u8>, DocumentError> {
    let mut bytes = Vec::new();
    let read = if file == Path::new("-") {
        io::stdin().lock().take(LONGEST).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(file).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes))
    };
    read.map_err(|error| malformed(format!("{} を読めません（{error}）。", file.display())))?;
    Ok(bytes)
}

fn read(edition: &Edition, bytes: &[u8], given: &Given) -> Result<Reading, DocumentError> {
    if let Some(refusal) = quote_sheet::refused(bytes) {
        return Ok(quote_sheet::nothing(edition, refusal));
    }
    let text = decoded(bytes).ok_or_else(|| {
        malformed("文字として読めません。UTF-8 か Shift_JIS の CSV で保存して、もう一度試してください。".to_owned())
    })?;
    quote_sheet::read(edition, &text, given).map_err(|error| malformed(error.to_string()))
}

// UTF-8, marked UTF-16, or what Japanese spreadsheets write.
fn decoded(bytes: &[u8]) -> Option<String> {
    let marked = match bytes {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        _ => None,
    };
    if let (None, Ok(text)) = (marked, std::str::from_utf8(bytes)) {
        return Some(text.to_owned());
    }
    let (text, broken) = marked.unwrap_or(SHIFT_JIS).decode_with_bom_removal(bytes);
    (!broken).then(|| text.into_owned())
}

fn json(told: &impl serde::Serialize) -> Result<String, String> {
    serde_json::to_string(told).map_err(|error| error.to_string())
}

fn fail(error: DocumentError) -> Outcome {
    print(&[json(&Failure { error })?.as_str(), "\n"].concat())?;
    Ok(ExitCode::from(1))
}

#[cfg(test)]
mod tests {
    use super::decoded;

    #[test]
    fn encodings_of_spreadsheets() {
        let (sheet, ..) = encoding_rs::SHIFT_JIS.encode("見積①～￥");
        assert_eq!(decoded(&sheet).as_deref(), Some("見積①～￥"));
        assert_eq!(decoded("見積".as_bytes()).as_deref(), Some("見積"));
        assert_eq!(decoded(b"\xff\xfe\x8b\x89").as_deref(), Some("見"));
        assert_eq!(decoded(b"\x81\x00\xff\xff"), None);
    }
}
