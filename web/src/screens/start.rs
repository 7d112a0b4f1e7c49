//! The start: what this is and is not, and the programmes with what they give, how old their text is and who checked it.
//!
//! Everything about a programme comes from its edition.

use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::rules::edition::About;
use kaigo_hojo_assess::words::{date, fiscal_year};
use kaigo_hojo_parts::clock::today;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::outcome::{put_sources, put_status};

use crate::route::Places;

const LEAD: &str = "<div><p class=lead>介護事業所が、介護テクノロジーやICTの導入でどれだけの補助を受けられそうかを、見積書の行から試算します。\
    どの金額にも、計算式と条文の根拠を示します。</p><ul class=facts>\
    <li><strong>試算であり、交付を約束するものではありません。</strong>交付の可否と金額は、県の審査で決まります。</li>\
    <li>入力した内容は、この端末の外に送信されません。選ばないかぎり、この端末に保存もされません。</li>\
    <li>途中までの回答でも、金額の幅を示します。順番どおりに答える必要はありません。</li></ul></div>";

const REST: &str = "<section class=part><h2>この試算にないもの</h2><ul class=plain-list>\
    <li>上の一覧にない都道府県や年度の補助金。事業所のある都道府県の介護保険担当課へお問い合わせください。</li>\
    <li>提出書類の作成と、申請の受付。</li>\
    <li>条文に書かれていない判断。あいまいなところは「要確認」として示し、どう読んだかを書き添えます。</li></ul></section>";

/// The start screen. `missing`: somebody followed an address that leads nowhere.
pub(crate) fn start(places: &'static Places, missing: bool, place: &El) {
    let place = place.add("section", "");
    place.set("data-screen", "start");
    if missing {
        place.put("p", "notice", "このアドレスの制度は、この試算にはありません。下の一覧から選んでください。");
    }
    place.shape(LEAD);
    let cards = place.section("試算できる制度").add("ul", "cards");
    let today = today();
    places.packs.each(|about| card(about, today, &cards));
    place.shape(REST);
}

fn card(about: &About, today: Date, place: &El) {
    let place = place.add("li", "card");
    put_status(about, today, &place);
    let heading = place.add("h3", "");
    heading.put("span", "card-where", &format!("{} {}", about.prefecture, fiscal_year(about.fiscal_year)));
    heading.write(&about.name);
    place.put("p", "card-title", &about.title);
    let go = format!("{}の{}で試算する", about.prefecture, about.name);
    place.add("p", "card-go").link("main", &format!("#{}", about.id), &go);
    let rows = place.add("dl", "rows");
    rows.fact("", "補助率").say(&about.rate);
    list(&rows, "上限", &about.ceilings);
    if let Some((from, until)) = about.reception {
        rows.fact("", "受付期間").say(&format!("{}から{}まで", date(from), date(until)));
    }
    put_sources(about, &rows);
    list(&rows, "含まれないもの", &about.not_covered);
}

fn list(rows: &El, label: &str, items: &[String]) {
    if !items.is_empty() {
        let list = rows.fact("", label).add("ul", "");
        items.iter().for_each(|item| list.put("li", "", item));
    }
}
