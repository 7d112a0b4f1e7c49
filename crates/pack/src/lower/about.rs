//! What an edition is: state, dates, words for the overview, the digest of its text.

use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::edition::About;
use sha2::{Digest, Sha256};

use crate::dates::day;
use crate::diagnostic::Problems;
use crate::source::{Day, Pack};

pub(super) fn about(pack: &Pack, text: &str, problems: &mut Problems<'_>) -> Option<About> {
    let mut day = |at: &Day| day(at, problems);
    let (as_of, checked_on) = (day(&pack.as_of), day(&pack.checked.date));
    let valid_until = pack.valid_until.as_ref().map(&mut day);
    let reception = pack.reception.as_ref().map(|window| (day(&window.from), day(&window.until)));
    let reception = match (reception, &pack.reception) {
        (Some((from, until)), Some(window)) => {
            let (from, until) = (from?, until?);
            if from > until {
                let hint = "from と until を入れ替えてください。";
                problems.add("P016", window.from.span(), "受付の始まりが終わりより後です。", hint);
            }
            Some((from, until))
        }
        _ => None,
    };
    if let Some(domain) = pack.domain.as_ref().filter(|domain| !is_domain(domain.get_ref())) {
        let hint =
            "例: domain = \"pref.example.lg.jp\"（英小文字・数字・ハイフンを点で区切り、http:// などは付けません）";
        problems.add("P034", domain.span(), "ドメイン名ではありません。", hint);
    }
    let fiscal_year = *pack.fiscal_year.get_ref();
    if !(2000..=2100).contains(&fiscal_year) {
        problems.add("P016", pack.fiscal_year.span(), "年度は西暦で書いてください。", "例: fiscal-year = 2026");
        return None;
    }
    Some(About {
        id: pack.id.get_ref().clone(),
        prefecture: pack.prefecture.clone(),
        title: pack.title.clone(),
        name: pack.name.clone(),
        domain: pack.domain.as_ref().map(|domain| domain.get_ref().clone()),
        fiscal_year,
        status: pack.status,
        as_of: as_of?,
        valid_until: valid_until.unwrap_or_else(|| Some(Date::end_of_fiscal_year(fiscal_year)))?,
        reception,
        checked_on: checked_on?,
        checked_by: pack.checked.by,
        rate: pack.rate.clone(),
        ceilings: pack.ceilings.clone(),
        not_covered: pack.not_covered.clone(),
        ceiling_term: pack.ceiling_term.clone(),
        counts_tax: pack.counts_tax,
        hash: hash(text),
    })
}

/// Whether it is a domain name, as browsers write it.
fn is_domain(name: &str) -> bool {
    let is_label = |label: &str| {
        let signs = label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        (1..=63).contains(&label.len()) && signs && !label.starts_with('-') && !label.ends_with('-')
    };
    name.contains('.') && name.split('.').all(is_label)
}

/// `sha256:` and the digest of a pack's text.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().fold("sha256:".to_owned(), |hash, byte| hash + &format!("{byte:02x}"))
}
