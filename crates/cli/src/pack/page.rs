//! `hojo pack page`: the whole of a pack as one HTML page to read, print and hold against the text. No script, nothing
//! from elsewhere.

use std::path::Path;
use std::process::ExitCode;

use kaigo_hojo_assess::in_words::{Column, Part, Row, Sheet, Table, Weight, sheet};
use kaigo_hojo_assess::words::yen;
use serde_json::Value;

use super::read;
use crate::{Outcome, print};

const USAGE: &str = "usage: hojo pack page PATH [--cases FILE]... [-o FILE]";

pub(crate) fn run(arguments: &[&str]) -> Outcome {
    let (mut paths, mut cases, mut to) = (Vec::new(), Vec::new(), None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut value = || rest.next().copied().ok_or_else(|| USAGE.to_owned());
        match *argument {
            "--cases" => cases.push(value()?),
            "-o" => to = Some(value()?),
            path => paths.push(path),
        }
    }
    let [path] = paths.as_slice() else { return Err(USAGE.to_owned()) };
    let edition = match read(path) {
        Ok(edition) => edition,
        Err(problems) => {
            eprintln!("{}", problems.trim_end());
            return Ok(ExitCode::from(1));
        }
    };
    let mut sheet = sheet(&edition);
    let mut rows = Vec::new();
    for file in cases {
        rows.extend(cases_of(file, &edition.about.id)?);
    }
    if !rows.is_empty() {
        sheet.parts.push(Part {
            id: "cases",
            heading: "検証用の事例",
            lead: "この定義で計算した結果が、手で確かめた次の結果と同じになることを、試験で確かめています。",
            tables: vec![Table::new("", CASES, rows)],
        });
    }
    let page = html(&sheet);
    let Some(to) = to else { return print(&page) };
    std::fs::write(Path::new(to), page).map_err(|error| format!("{to}: could not be written ({error})"))?;
    Ok(ExitCode::SUCCESS)
}

const CASES: &[Column] = &[
    Column { heading: "事例", weight: Weight::Words },
    Column { heading: "結果", weight: Weight::Words },
    Column { heading: "考え方", weight: Weight::Words },
    Column { heading: "条項", weight: Weight::Clause },
];

// The cases of a file that are about the programme.
fn cases_of(file: &str, programme: &str) -> Result<Vec<Row>, String> {
    let text = std::fs::read_to_string(file).map_err(|error| format!("{file}: 読めません（{error}）"))?;
    let cases: Vec<Value> =
        serde_json::from_str(&text).map_err(|_| format!("{file}: 事例の並び（JSON）ではありません"))?;
    let of_programme = cases.iter().filter(|case| case["application"]["programme"] == programme);
    Ok(of_programme.map(row).collect())
}

fn row(case: &Value) -> Row {
    let text = |key: &str| case[key].as_str().unwrap_or_default().to_owned();
    let expect = &case["expect"];
    let amount = |key: &str| expect[key].as_i64().map(yen);
    let span = amount("lowYen").zip(amount("highYen")).map(|(low, high)| format!("補助額 {low} 〜 {high}"));
    let verdict = match expect["verdict"].as_str() {
        Some("eligible") => "申請できる",
        Some("not-eligible") => "申請できない",
        Some("needs-answers") => "答えが足りない",
        Some("needs-confirmation") => "確認が要る",
        _ => "",
    };
    let results = amount("amountYen").map(|yen| format!("補助額 {yen}")).or(span);
    let results: Vec<String> = results.into_iter().chain(Some(verdict.to_owned()).filter(|v| !v.is_empty())).collect();
    let name = format!("{} {}", text("id"), text("title"));
    let lines = |text: String| Some(text).filter(|text| !text.is_empty()).into_iter().collect();
    Row::new(&text("id"), name.trim(), vec![results, lines(text("why")), lines(text("source"))])
}

/// A style of its own; the policy of the page names its digest, which a test computes.
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
