//! The start.

/// What this is.
pub(crate) const LEAD: &str = "介護事業所が、介護テクノロジーやICTの導入でどれだけの補助を受けられそうかを、見積書の行から試算します。\
    どの金額にも、計算式と条文の根拠を示します。";
/// What it is not, first sentence.
pub(crate) const NO_PROMISE: &str = "試算であり、交付を約束するものではありません。";
/// The second.
pub(crate) const COUNTY_DECIDES: &str = "交付の可否と金額は、県の審査で決まります。";
/// Where what is entered goes.
pub(crate) const NOTHING_LEAVES: &str =
    "入力した内容は、この端末の外に送信されません。選ばないかぎり、この端末に保存もされません。";
/// How to go on.
pub(crate) const ANY_ORDER: &str = "途中までの回答でも、金額の幅を示します。順番どおりに答える必要はありません。";
/// An address led nowhere.
pub(crate) const MISSING: &str = "このアドレスの制度は、この試算にはありません。下の一覧から選んでください。";

/// Over the programmes.
pub(crate) const PROGRAMMES: &str = "試算できる制度";

/// The link into a programme.
pub(crate) fn go(prefecture: &str, name: &str) -> String {
    format!("{prefecture}の{name}で試算する")
}

/// Labels of what a programme gives.
pub(crate) const RATE: &str = "補助率";
pub(crate) const CEILINGS: &str = "上限";
pub(crate) const RECEPTION: &str = "受付期間";
pub(crate) const NOT_COVERED: &str = "含まれないもの";

/// When applications are taken.
pub(crate) fn reception(from: &str, until: &str) -> String {
    format!("{from}から{until}まで")
}

/// Over what is not here.
pub(crate) const NOT_HERE: &str = "この試算にないもの";
/// What is not here.
pub(crate) const NOT_HERE_LIST: [&str; 3] = [
    "上の一覧にない都道府県や年度の補助金。事業所のある都道府県の介護保険担当課へお問い合わせください。",
    "提出書類の作成と、申請の受付。",
    "条文に書かれていない判断。あいまいなところは「要確認」として示し、どう読んだかを書き添えます。",
];
