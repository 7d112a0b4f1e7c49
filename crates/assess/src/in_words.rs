//! A whole edition in words: every question, kind, step, table, reading, paper and deadline, with its clause.
//!
//! An edition becomes a [`Sheet`] of headings and tables, which a web page, a printed page or a comparison of two
//! editions is made of. Nothing here knows HTML or an application. A step or condition is told by what it is made of, so
//! that somebody who knows the text, not the program, can hold one against the other.

pub mod changes;
pub(crate) mod condition;
pub(crate) mod formula;
mod parts;
mod self_check;
mod table;

use kaigo_hojo_rules::edition::{About, Checker, Edition, Status};

use self::table::line;
pub use self::table::{Column, Part, Row, Sheet, Table, Weight};
use crate::words::{date, fiscal_year};

/// The whole of an edition in words.
#[must_use]
pub fn sheet(edition: &Edition) -> Sheet {
    let mut parts = vec![about(&edition.about)];
    parts.extend(parts::all(edition));
    parts.extend(self_check::all(edition));
    for part in &mut parts {
        part.tables.retain(|table| !table.rows.is_empty());
        tell_apart(part);
    }
    parts.retain(|part| !part.tables.is_empty());
    let about = &edition.about;
    Sheet { title: format!("{} {}（{}）", about.prefecture, about.name, fiscal_year(about.fiscal_year)), parts }
}

// Some names may stand twice in an edition: the second time they get a number.
fn tell_apart(part: &mut Part) {
    let mut seen: Vec<String> = Vec::new();
    for row in part.tables.iter_mut().flat_map(|table| &mut table.rows) {
        seen.push(row.id.clone());
        let times = seen.iter().filter(|id| **id == row.id).count();
        if times > 1 {
            row.id = format!("{}#{times}", row.id);
        }
    }
}

const ABOUT: &[Column] =
    &[Column { heading: "項目", weight: Weight::Words }, Column { heading: "内容", weight: Weight::Words }];
/// The same, of what has to be kept to.
const ABOUT_DUTY: &[Column] =
    &[Column { heading: "項目", weight: Weight::Duty }, Column { heading: "内容", weight: Weight::Duty }];

fn about(about: &About) -> Part {
    let row = |id: &str, name: &str, text: String| Row::new(id, name, vec![line(text)]);
    let window = |(from, until)| format!("{}から{}まで", date(from), date(until));
    let dates = vec![
        row("status", "定義に書いた状態", status_until(about.status).to_owned()),
        row("reception", "申請の受付", about.reception.map_or_else(|| "日付の定めなし".to_owned(), window)),
        row("valid-until", "この規則を使う期限", date(about.valid_until)),
    ];
    let lines = |id: &str, name: &str, all: &[String]| Row::new(id, name, vec![all.to_vec()]);
    let words = vec![
        row("title", "制度の名前", about.title.clone()),
        row("name", "短い名前", about.name.clone()),
        row("prefecture", "都道府県", about.prefecture.clone()),
        row("domain", "県のドメイン", about.domain.clone().unwrap_or_default()),
        row("fiscal-year", "年度", fiscal_year(about.fiscal_year)),
        row("as-of", "もとにした文書の日付", date(about.as_of)),
        row("checked", "条文との照合", format!("{}（{}）", date(about.checked_on), checker(about.checked_by))),
        row("rate", "補助率のあらまし", about.rate.clone()),
        lines("ceilings", "上限額のあらまし", &about.ceilings),
        row("ceiling-term", "上限額の呼び方", about.ceiling_term.clone()),
        row("counts-tax", "消費税", if about.counts_tax { "経費に含める" } else { "経費から除く" }.to_owned()),
        lines("not-covered", "この試算に含まれないもの", &about.not_covered),
        row("id", "定義の名前", about.id.clone()),
        row("hash", "定義のハッシュ値", about.hash.clone()),
    ];
    let words = words.into_iter().filter(|row| row.cells.iter().all(|cell| !cell.is_empty())).collect();
    Part {
        id: "about",
        heading: "制度のあらまし",
        lead: "",
        tables: vec![Table::new("受付と期限", ABOUT_DUTY, dates), Table::new("制度とこの定義", ABOUT, words)],
    }
}

// What a pack says of its state, which its days move on.
const fn status_until(of: Status) -> &'static str {
    match of {
        Status::Announced => "公表済み（受付の期間に入ると受付中、過ぎると受付終了）",
        Status::Open => "受付中（受付の期間か、規則を使う期限を過ぎると受付終了）",
        _ => status(of),
    }
}

/// The state of a programme, in a few words.
#[must_use]
pub const fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "案（施行前）",
        Status::Announced => "公表済み（受付前）",
        Status::Open => "受付中",
        Status::Closed => "受付終了",
        Status::Superseded => "新しい版あり",
    }
}

/// Who compared an edition with its text.
#[must_use]
pub const fn checker(by: Checker) -> &'static str {
    match by {
        Checker::Project => "この試算の作成者が照合",
        Checker::Prefecture => "都道府県が照合",
    }
}
