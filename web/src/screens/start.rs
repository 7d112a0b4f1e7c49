//! The start: what this is and is not, and the programmes with what they give, how old their text is and who checked it.
//!
//! Everything about a programme comes from its edition.

use kaigo_hojo_assess::overview;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::{About, Status};
use kaigo_hojo_assess::words::{date, fiscal_year};
use leptos::prelude::*;

use crate::components::parts::{el, said, text};
use crate::words;

/// The start screen. `missing`: somebody followed an address that leads nowhere.
pub(crate) fn start(today: Date, missing: bool) -> AnyView {
    let cards: Vec<AnyView> =
        overview::editions().into_iter().map(|edition| card(&edition.about, edition.status_on(today), today)).collect();
    let notice = missing.then(|| {
        said("p", "notice", "このアドレスの制度は、この試算にはありません。下の一覧から選んでください。")
    });
    view! {
        <section data-screen="start">
            {notice}
            <div class="lead">
                <p>
                    "介護事業所が、介護テクノロジーやICTの導入でどれだけの補助を受けられそうかを、見積書の行から試算します。どの金額にも、計算式と条文の根拠を示します。"
                </p>
                <ul class="facts">
                    <li><strong>"試算であり、交付を約束するものではありません。"</strong>" 交付の可否と金額は、県の審査で決まります。"</li>
                    <li>"入力した内容は、この端末の外に送信されません。保存もされません。"</li>
                    <li>"途中までの回答でも、金額の幅を示します。順番どおりに答える必要はありません。"</li>
                </ul>
            </div>
            <section class="part" aria-labelledby="programmes">
                <h2 id="programmes">"試算できる制度"</h2>
                <ul class="cards">{cards}</ul>
            </section>
            <section class="part" aria-labelledby="uncovered">
                <h2 id="uncovered">"この試算にないもの"</h2>
                <ul class="plain-list">
                    <li>"上の一覧にない都道府県や年度の補助金。事業所のある都道府県の介護保険担当課へお問い合わせください。"</li>
                    <li>"提出書類の作成と、申請の受付。"</li>
                    <li>"条文に書かれていない判断。あいまいなところは「要確認」として示し、どう読んだかを書き添えます。"</li>
                </ul>
            </section>
        </section>
    }
    .into_any()
}

fn card(about: &About, status: Status, today: Date) -> AnyView {
    let (word, meaning) = words::status(status);
    let row = |label: &'static str, value: AnyView| {
        el("div", "", vec![said("dt", "", label), el("dd", "", vec![value])])
    };
    let list = |items: &[String]| el("ul", "", items.iter().map(|item| said("li", "", item.clone())).collect());
    let mut rows = vec![row("補助率", text(about.rate.clone()))];
    if !about.ceilings.is_empty() {
        rows.push(row("上限", list(&about.ceilings)));
    }
    if let Some((from, until)) = about.reception {
        rows.push(row("受付期間", text(format!("{}から{}まで", date(from), date(until)))));
    }
    rows.push(row("もとにした条文の日付", text(date(about.as_of))));
    rows.push(row("最後に確かめた日と人", text(words::checked(about))));
    if !about.not_covered.is_empty() {
        rows.push(row("含まれないもの", list(&about.not_covered)));
    }
    let stale = (today > about.valid_until).then(|| {
        said("p", "hint", format!("この内容は{}までのものです。その後の変更は確かめていません。", date(about.valid_until)))
    });
    let year = fiscal_year(about.fiscal_year);
    let (prefecture, name, title) = (about.prefecture.clone(), about.name.clone(), about.title.clone());
    let address = format!("#{}", about.id);
    let label = format!("{prefecture}の{name}で試算する");
    view! {
        <li class="card">
            <p class="card-status"><span class="status">{word}</span> <span>{meaning}</span></p>
            <h3><span class="card-where">{prefecture}" "{year}</span> {name}</h3>
            <p class="card-title">{title}</p>
            <dl class="rows">{rows}</dl>
            {stale}
            <p><a class="main" href=address>{label}</a></p>
        </li>
    }
    .into_any()
}
