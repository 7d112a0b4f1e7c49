//! The services of long-term-care insurance, as far as Gunma's text tells them apart.

/// What Gunma's 留意事項 asks of care software beyond 一気通貫.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoftwareCondition {
    /// ① ケアプランデータ連携標準仕様 (`careplan-csv`).
    CarePlan,
    /// ② CSV連携仕様書（LIFE） (`life-csv`).
    Life,
    /// Neither ① nor ② names the service.
    None,
}

/// A service, as Gunma's text sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Service {
    /// The two-character code, or `yogo`, `keihi`.
    pub code: &'static str,
    /// The further condition on care software.
    pub software: SoftwareCondition,
    /// May have +5万円 for five linked offices: home services and care management, preventive ones included.
    pub linkage_bonus: bool,
}

/// 居宅サービス.
const HOME: [&str; 15] = ["11", "12", "13", "14", "15", "16", "17", "21", "22", "23", "2A", "27", "31", "33", "41"];
/// 介護予防サービス.
const PREVENTIVE: [&str; 12] = ["24", "25", "26", "2B", "34", "35", "44", "62", "63", "64", "66", "67"];
/// 居宅介護支援, 介護予防支援.
const CARE_MANAGEMENT: [&str; 2] = ["43", "46"];
/// 介護福祉施設, 介護保健施設, 介護医療院, 地域密着型介護老人福祉施設入所者生活介護.
const FACILITIES: [&str; 4] = ["51", "52", "55", "54"];
/// 介護療養施設, the other 地域密着型サービス, 総合事業, 養護 and 軽費老人ホーム.
const REST: [&str; 35] = [
    "53", "28", "32", "36", "37", "38", "39", "68", "69", "71", "72", "73", "74", "75", "76", "77", "78", "79", "A1",
    "A2", "A3", "A4", "A5", "A6", "A7", "A8", "A9", "AA", "AB", "AC", "AD", "AE", "AF", "yogo", "keihi",
];

/// Every service.
pub fn services() -> impl Iterator<Item = Service> {
    let class = |codes: &'static [&'static str], software, linkage_bonus| {
        codes.iter().map(move |&code| Service { code, software, linkage_bonus })
    };
    class(&HOME, SoftwareCondition::CarePlan, true)
        .chain(class(&PREVENTIVE, SoftwareCondition::CarePlan, true))
        .chain(class(&CARE_MANAGEMENT, SoftwareCondition::CarePlan, true))
        .chain(class(&FACILITIES, SoftwareCondition::Life, false))
        .chain(class(&REST, SoftwareCondition::None, false))
}

/// Every service code.
pub fn service_codes() -> Vec<&'static str> {
    services().map(|service| service.code).collect()
}

pub(crate) fn service(code: &str) -> Option<Service> {
    services().find(|service| service.code == code)
}
