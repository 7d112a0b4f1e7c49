//! The start: what this is and is not, and the programmes with what they give, how old their text is and who checked it.
//!
//! Everything about a programme comes from its edition.

use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::{About, Status};
use kaigo_hojo_assess::words::{date, fiscal_year};

use crate::components::parts::{fact, line, link, section};
use crate::dom::{El, el, said, text};
use crate::words;

/// The start screen. `missing`: somebody followed an address that leads nowhere.
pub(crate) fn start(today: Date, missing: bool) -> El {
    let programmes = overview::editions();
    let cards = programmes.iter().map(|edition| card(&edition.about, edition.status_on(today), today)).collect();
    let mut parts = Vec::new();
    if missing {
        parts.push(said("p", "notice", "このアドレスの制度は、この試算にはありません。下の一覧から選んでください。"));
    }
    let promise = vec![
        said("strong", "", "試算であり、交付を約束するものではありません。"),
        text("交付の可否と金額は、県の審査で決まります。"),
    ];
    let facts = vec![
        el("li", "", promise),
        said("li", "", "入力した内容は、この端末の外に送信されません。保存もされません。"),
        said("li", "", "途中までの回答でも、金額の幅を示します。順番どおりに答える必要はありません。"),
    ];
    let lead = "介護事業所が、介護テクノロジーやICTの導入でどれだけの補助を受けられそうかを、見積書の行から試算します。どの金額にも、計算式と条文の根拠を示します。";
    parts.push(said("p", "lead", lead));
    parts.push(el("ul", "facts", facts));
    parts.push(section("試算できる制度", vec![el("ul", "cards", cards)]));
    let uncovered = [
        "上の一覧にない都道府県や年度の補助金。事業所のある都道府県の介護保険担当課へお問い合わせください。",
        "提出書類の作成と、申請の受付。",
        "条文に書かれていない判断。あいまいなところは「要確認」として示し、どう読んだかを書き添えます。",
    ];
    parts.push(section("この試算にないもの", vec![list("plain-list", &uncovered)]));
    el("section", "", parts).attr("data-screen", "start")
}

fn list(class: &str, items: &[impl AsRef<str>]) -> El {
    el("ul", class, items.iter().map(|item| said("li", "", item)).collect())
}

/// That the rules may have changed since; nothing while they hold.
pub(crate) fn stale(about: &About, today: Date) -> Option<El> {
    let words = || format!("この内容は{}までのものです。その後の変更は確かめていません。", date(about.valid_until));
    (today > about.valid_until).then(|| said("p", "hint", words()))
}

/// The status and what it means.
pub(crate) fn status(status: Status) -> El {
    let (word, meaning) = words::status(status);
    line("card-status", vec![said("span", "status", word), said("span", "", meaning)])
}

fn card(about: &About, status_now: Status, today: Date) -> El {
    let mut rows = vec![fact("補助率", text(&about.rate))];
    if !about.ceilings.is_empty() {
        rows.push(fact("上限", list("", &about.ceilings)));
    }
    if let Some((from, until)) = about.reception {
        rows.push(fact("受付期間", text(format!("{}から{}まで", date(from), date(until)))));
    }
    rows.push(fact("条文の日付", text(date(about.as_of))));
    rows.push(fact("最後の確認", text(words::checked(about))));
    if !about.not_covered.is_empty() {
        rows.push(fact("含まれないもの", list("", &about.not_covered)));
    }
    let place = format!("{} {}", about.prefecture, fiscal_year(about.fiscal_year));
    let mut parts = vec![
        status(status_now),
        el("h3", "", vec![said("span", "card-where", place), text(&about.name)]),
        said("p", "card-title", &about.title),
        el("dl", "rows", rows),
    ];
    parts.extend(stale(about, today));
    let go = format!("{}の{}で試算する", about.prefecture, about.name);
    parts.push(line("card-go", vec![link("main", &format!("#{}", about.id), &go)]));
    el("li", "card", parts)
}
