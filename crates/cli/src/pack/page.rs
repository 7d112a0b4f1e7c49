//! `hojo pack page`: a whole pack as one HTML page, to read, print and compare with the text. No script, no external file.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use kaigo_hojo_assess::in_words::{Part, Sheet, sheet};

use super::cases::Cases;
use super::reading::{read, wrong};
use crate::out::{Outcome, print, save};

#[derive(Args)]
pub(crate) struct Page {
    /// A pack's folder, its pack.toml, or a built pack
    path: PathBuf,
    /// With the cases of a file (JSON); repeatable
    #[arg(long, value_name = "FILE")]
    cases: Vec<PathBuf>,
    /// The file to write; without it the page is printed
    #[arg(short, value_name = "FILE")]
    output: Option<PathBuf>,
}

pub(crate) fn run(Page { path, cases, output }: &Page) -> Outcome {
    let edition = match read(path) {
        Ok(edition) => edition,
        Err(problems) => return wrong(&problems),
    };
    let mut sheet = sheet(&edition);
    let cases = Cases::of(&edition, cases)?;
    sheet.parts.extend(cases.part());
    let page = html(&sheet);
    match output {
        None => print(&page),
        Some(to) => save(to, page.as_bytes()),
    }?;
    if cases.different.is_empty() {
        return Ok(ExitCode::SUCCESS);
    }
    let heading = format!("検証用の事例のうち{}件で、計算した結果が違います。", cases.different.len());
    wrong(&[&[heading], cases.different.as_slice()].concat().join("\n  "))
}

/// Inline style; the policy of the page allows its digest, and a test computes that.
const STYLE: &str = include_str!("page.css");
const DIGEST: &str = "sha256-7uy+4UvGsuF8UMVeeXoytHxrn84Bb9wv44yWpx4m3uk=";

fn html(sheet: &Sheet) -> String {
    let title = format!("{}の計算方法", escaped(&sheet.title));
    let mut page = format!(
        "<!doctype html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{DIGEST}'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>\n\
         <p>この制度の定義を、そのまま言葉にしたものです。条文と並べて、違いがないかを確かめてください。\
         実際の交付は、都道府県の要綱と審査によります。</p>\n</header>\n<nav aria-labelledby=\"contents\">\n\
         <h2 id=\"contents\">目次</h2>\n<ul>\n"
    );
    for part in &sheet.parts {
        page.push_str(&format!("<li><a href=\"#{}\">{}</a></li>\n", part.id, part.heading));
    }
    page.push_str("</ul>\n</nav>\n<main>\n");
    sheet.parts.iter().for_each(|part| write_part(part, &mut page));
    page.push_str("</main>\n</body>\n</html>\n");
    page
}

fn write_part(part: &Part, page: &mut String) {
    page.push_str(&format!("<section aria-labelledby=\"{0}\">\n<h2 id=\"{0}\">{1}</h2>\n", part.id, part.heading));
    if !part.lead.is_empty() {
        page.push_str(&format!("<p>{}</p>\n", part.lead));
    }
    for table in &part.tables {
        page.push_str("<table>\n");
        let lead = if table.lead.is_empty() { String::new() } else { format!("<br>{}", escaped(&table.lead)) };
        let caption = if table.caption.is_empty() { part.heading } else { &table.caption };
        page.push_str(&format!("<caption>{}{lead}</caption>\n<thead><tr>", escaped(caption)));
        for column in table.columns {
            page.push_str(&format!("<th scope=\"col\">{}</th>", column.heading));
        }
        page.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            page.push_str("<tr>");
            for (at, cell) in row.cells.iter().enumerate() {
                let lines: Vec<String> = cell.iter().map(|line| escaped(line)).collect();
                let (open, close) = if at == 0 { ("<th scope=\"row\">", "</th>") } else { ("<td>", "</td>") };
                page.push_str(&format!("{open}{}{close}", lines.join("<br>")));
            }
            page.push_str("</tr>\n");
        }
        page.push_str("</tbody>\n</table>\n");
    }
    page.push_str("</section>\n");
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
