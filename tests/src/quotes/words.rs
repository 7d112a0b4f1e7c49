//! The words of vendors, by programme and kind: the last noun of each name says what the thing is, without doubt.

use super::reading::Charge;

/// Things of one kind.
#[derive(Debug)]
pub struct Things {
    /// The kind.
    pub kind: &'static str,
    /// What they are called.
    pub names: &'static [&'static str],
    /// What they are counted in.
    pub unit: &'static str,
    /// From how many thousand yen to how many.
    pub thousands: (i64, i64),
    /// How often they are paid for.
    pub charge: Charge,
    /// How often they stand on a quote, beside the others.
    pub weight: usize,
}

const fn once(
    kind: &'static str,
    unit: &'static str,
    thousands: (i64, i64),
    weight: usize,
    names: &'static [&'static str],
) -> Things {
    Things { kind, names, unit, thousands, charge: Charge::Once, weight }
}

const fn paid(kind: &'static str, charge: Charge, thousands: (i64, i64), names: &'static [&'static str]) -> Things {
    Things { kind, names, unit: "式", thousands, charge, weight: 1 }
}

/// What vendors call things in one programme.
#[derive(Debug)]
pub struct Vocabulary {
    /// The programme.
    pub programme: &'static str,
    /// All things.
    pub things: &'static [Things],
}

/// The vocabularies of the three programmes.
pub const VOCABULARIES: &[Vocabulary] = &[
    Vocabulary {
        programme: "saitama-ict-r5",
        things: &[
            once(
                "care-software",
                "式",
                (150, 900),
                8,
                &["介護記録ソフト", "介護請求ソフト", "介護ソフト", "データ移行"],
            ),
            once(
                "portable-terminal",
                "台",
                (30, 120),
                10,
                &["タブレット", "スマートフォン", "ノートパソコン", "10型タブレット"],
            ),
            once("portable-terminal", "個", (2, 9), 4, &["保護ケース", "タブレット用保護ケース"]),
            once(
                "intercom",
                "台",
                (15, 60),
                5,
                &["インカム", "トランシーバー", "インカム用ヘッドセット", "骨伝導イヤホン"],
            ),
            once("network-equipment", "台", (12, 70), 8, &["Wi-Fiルーター", "アクセスポイント", "中継器"]),
            once("network-equipment", "式", (40, 300), 5, &["LAN工事", "配線工事", "LAN配線工事"]),
            once(
                "fixed-terminal",
                "台",
                (20, 250),
                6,
                &["デスクトップパソコン", "プリンター", "複合機", "介護ソフト用サーバー本体"],
            ),
            once(
                "back-office-software",
                "式",
                (80, 400),
                4,
                &["勤怠管理ソフト", "給与計算ソフト", "シフト表作成ソフト"],
            ),
            once(
                "communication-charge",
                "式",
                (3, 40),
                3,
                &["タブレット通信料", "インターネット回線料", "プロバイダー料"],
            ),
            once("e-signature", "式", (50, 200), 1, &["電子サイン", "電子契約システム"]),
            paid("maintenance", Charge::Month, (1, 20), &["介護ソフト保守費", "タブレット保守費"]),
            paid("cloud-service", Charge::Month, (2, 30), &["クラウド利用料", "サーバー利用料"]),
            paid("maintenance", Charge::Year, (12, 90), &["サポート費"]),
            paid("lease", Charge::Month, (1, 5), &["タブレットリース料", "ルーターレンタル料"]),
        ],
    },
    Vocabulary {
        programme: "kumamoto-ict-r5",
        things: &[
            once(
                "care-software",
                "式",
                (150, 900),
                8,
                &["介護記録ソフト", "介護請求ソフト", "介護ソフト", "データ移行"],
            ),
            once(
                "portable-terminal",
                "台",
                (30, 120),
                12,
                &["タブレット", "スマートフォン", "ノートパソコン", "10型タブレット"],
            ),
            once("intercom", "台", (15, 60), 6, &["インカム", "トランシーバー", "インカム用ヘッドセット", "無線機"]),
            once("network-equipment", "台", (12, 70), 9, &["Wi-Fiルーター", "アクセスポイント", "中継器"]),
            once("network-equipment", "式", (40, 300), 5, &["LAN工事", "配線工事", "LAN配線工事"]),
            once(
                "fixed-terminal",
                "台",
                (20, 250),
                5,
                &["デスクトップパソコン", "プリンター", "複合機", "介護ソフト用サーバー本体"],
            ),
            once("insurance", "式", (3, 30), 3, &["端末保険", "タブレット動産総合保険"]),
            once(
                "communication-charge",
                "式",
                (3, 40),
                3,
                &["タブレット通信費", "インターネット回線料", "プロバイダー料"],
            ),
            paid("maintenance", Charge::Month, (1, 20), &["介護ソフト保守費", "タブレット保守費"]),
            paid("cloud-service", Charge::Month, (2, 30), &["クラウド利用料", "ID利用料"]),
            paid("maintenance", Charge::Year, (12, 90), &["サポート費"]),
            paid("lease", Charge::Month, (1, 5), &["タブレットリース料", "ルーターレンタル料"]),
        ],
    },
    Vocabulary {
        programme: "gunma-caretech-r8",
        things: &[
            once("transfer-aid", "台", (150, 1_200), 6, &["床走行リフト", "スタンディングリフト", "アシストスーツ"]),
            once("bathing-aid", "台", (300, 1_500), 5, &["入浴リフト", "機械浴槽", "シャワー入浴装置"]),
            once(
                "monitoring",
                "台",
                (80, 400),
                10,
                &["見守りセンサー", "ベッドセンサー", "離床センサー", "見守りカメラ"],
            ),
            once(
                "intercom",
                "台",
                (15, 110),
                6,
                &["インカム", "トランシーバー", "インカム用ヘッドセット", "骨伝導イヤホン"],
            ),
            once("care-software", "式", (150, 900), 6, &["介護記録ソフト", "介護請求ソフト", "データ移行"]),
            once("recognised-device", "台", (300, 1_500), 3, &["配膳ロボット", "清掃ロボット"]),
            once("back-office-software", "式", (80, 400), 3, &["勤怠管理ソフト", "給与計算ソフト"]),
            once("incidental", "式", (40, 300), 8, &["見守りセンサー設置費", "Wi-Fi工事", "LAN工事", "インカム設置費"]),
            once(
                "incidental",
                "台",
                (15, 120),
                6,
                &["タブレット", "介護ソフト用タブレット", "アクセスポイント", "見守り用管理サーバー"],
            ),
            once("operation-briefing", "回", (20, 80), 2, &["インカム操作説明会", "見守りセンサー操作研修"]),
            once("consulting", "式", (200, 600), 1, &["業務改善支援", "導入コンサルティング"]),
            once("communication-charge", "式", (3, 40), 2, &["見守りカメラ通信料", "インターネット回線料"]),
            paid("care-software", Charge::Month, (5, 40), &["介護ソフトクラウド利用料"]),
        ],
    },
];

/// What may stand before a name without changing what it is.
pub const PLACES: &[&str] = &["", "", "", "", "", "職員用", "新館", "２階", "訪問班用", "本館1階"];

/// What may stand behind a name, on its own line or beside it.
pub const MODELS: &[&str] = &["TB-200", "AX-3", "CK10S", "GX-1/5", "Rev.4"];
