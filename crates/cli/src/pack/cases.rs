//! `hojo pack page --cases`: computes each case and shows the expected and the computed result side by side.

use std::path::PathBuf;

use kaigo_hojo_assess::Assessor;
use kaigo_hojo_assess::in_words::{Column, Part, Row, Table, Weight};
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::words::yen;
use kaigo_hojo_contract::assessment::{Amount, Verdict};
use kaigo_hojo_contract::tree::Tree;
use kaigo_hojo_contract::{DocumentError, decode};
use serde_json::Value;

use crate::clock;

const COMPARED: &[Column] = &[
    Column { heading: "事例", weight: Weight::Words },
    Column { heading: "手で確かめた結果", weight: Weight::Words },
    Column { heading: "計算した結果", weight: Weight::Words },
    Column { heading: "考え方", weight: Weight::Words },
    Column { heading: "条項", weight: Weight::Clause },
];

const LEFT_OUT: &[Column] =
    &[Column { heading: "事例", weight: Weight::Words }, Column { heading: "示していない理由", weight: Weight::Words }];

/// Cases with the results of an edition.
#[derive(Default)]
pub(super) struct Cases {
    compared: Vec<Row>,
    left_out: Vec<Row>,
    /// The differences, a sentence each.
    pub(super) different: Vec<String>,
}

impl Cases {
    /// Reads the files and computes their cases.
    pub(super) fn of(edition: &Edition, files: &[PathBuf]) -> Result<Self, String> {
        let (mut all, mut assessor) = (Self::default(), Assessor::new(edition));
        for file in files {
            let name = file.display();
            let text = std::fs::read_to_string(file).map_err(|error| format!("{name}: 読めません（{error}）"))?;
            let cases: Vec<Value> =
                serde_json::from_str(&text).map_err(|_| format!("{name}: 事例の並び（JSON）ではありません"))?;
            cases.iter().for_each(|case| all.add(&mut assessor, &edition.about.id, case));
        }
        Ok(all)
    }

    fn add(&mut self, assessor: &mut Assessor<'_>, programme: &str, case: &Value) {
        let text = |key: &str| case[key].as_str().unwrap_or_default();
        let (id, name) = (text("id"), format!("{} {}", text("id"), text("title")));
        let expected = Claim::expected(&case["expect"]);
        let why_not = match case["application"]["programme"].as_str() {
            Some(other) if other != programme => format!("別の制度または別の版（{other}）の事例です。"),
            None => "どの制度の事例か、書かれていません。".to_owned(),
            _ if expected == Claim::default() => "補助額と、申請できるかどうかのほかを確かめる事例です。".to_owned(),
            _ => String::new(),
        };
        if !why_not.is_empty() {
            self.left_out.push(Row::new(id, name.trim(), vec![vec![why_not]]));
            return;
        }
        let computed = Claim::computed(assessor, &case["application"], &expected);
        let [theirs, ours] = [&expected, &computed].map(|claim| claim.lines().collect::<Vec<_>>());
        let mut shown = ours.clone();
        if expected != computed {
            let (theirs, ours) = (theirs.join("、"), ours.join("、"));
            self.different.push(format!("{id}: 手で確かめた結果は「{theirs}」、計算した結果は「{ours}」です。"));
            shown.push("【違います】".to_owned());
        }
        // A text, or a list of lines.
        let lines = |key: &str| match &case[key] {
            Value::Array(lines) => lines.iter().filter_map(|line| line.as_str().map(str::to_owned)).collect(),
            _ => Some(text(key).to_owned()).filter(|text| !text.is_empty()).into_iter().collect(),
        };
        self.compared.push(Row::new(id, name.trim(), vec![theirs, shown, lines("why"), lines("source")]));
    }

    /// The part of the page; `None` without cases.
    pub(super) fn part(&self) -> Option<Part> {
        let table = |caption: &str, lead: String, columns, rows: &[Row]| {
            let table = Table { lead, ..Table::new(caption, columns, rows.to_vec()) };
            (!rows.is_empty()).then_some(table)
        };
        let lead = match self.different.len() {
            0 => format!("{}件を計算しました。すべて同じです。", self.compared.len()),
            some => format!("{}件を計算しました。{some}件が違います。", self.compared.len()),
        };
        let tables = [
            table("計算した事例", lead, COMPARED, &self.compared),
            table("示していない事例", String::new(), LEFT_OUT, &self.left_out),
        ];
        let tables: Vec<Table> = tables.into_iter().flatten().collect();
        (!tables.is_empty()).then_some(Part {
            id: "cases",
            heading: "検証用の事例",
            lead: "手で確かめた結果と、この定義で計算した結果です。比べたのは、補助額と、申請できるかどうかです。",
            tables,
        })
    }
}

/// The expected or the computed result, as far as the case has an expectation.
#[derive(Debug, Default, PartialEq, Eq)]
struct Claim {
    amount: Option<String>,
    verdict: Option<&'static str>,
}

impl Claim {
    fn expected(expect: &Value) -> Self {
        let yen = |key: &str| expect[key].as_i64();
        let amount = if let Some(path) = expect["errorPath"].as_str() {
            Some(refused(path))
        } else if expect["notComputable"] == true {
            Some(NOT_COMPUTABLE.to_owned())
        } else if let Some(low) = yen("lowYen") {
            Some(span(low, yen("highYen")))
        } else {
            yen("amountYen").map(single)
        };
        let verdict = match expect["verdict"].as_str() {
            Some("eligible") => Some(verdict(Verdict::Eligible)),
            Some("not-eligible") => Some(verdict(Verdict::NotEligible)),
            Some("undetermined") => Some(verdict(Verdict::Undetermined)),
            _ => None,
        };
        Self { amount, verdict }
    }

    fn computed(assessor: &mut Assessor<'_>, application: &Value, expected: &Self) -> Self {
        let text = application.to_string();
        let read = |error: serde_json::Error| error.to_string();
        let tree: Result<Tree<'_>, String> = serde_json::from_str(&text).map_err(read);
        let refused = |error: &DocumentError| Self { amount: Some(refused(&error.path)), verdict: None };
        let application = match tree.as_ref().map(decode::application) {
            Ok(Ok(application)) => application,
            Ok(Err(error)) => return refused(&error),
            Err(message) => return Self { amount: Some(message.clone()), verdict: None },
        };
        match assessor.assess(&application, clock::today()) {
            Err(error) => refused(&error),
            Ok(got) => Self {
                amount: expected.amount.as_ref().map(|_| got.amount.map_or(NOT_COMPUTABLE.to_owned(), amount)),
                verdict: expected.verdict.map(|_| verdict(got.verdict)),
            },
        }
    }

    fn lines(&self) -> impl Iterator<Item = String> + '_ {
        self.amount.iter().cloned().chain(self.verdict.map(str::to_owned))
    }
}

const NOT_COMPUTABLE: &str = "補助額を計算できない";

fn amount(amount: Amount) -> String {
    amount.yen.map_or_else(|| span(amount.low_yen, amount.high_yen), single)
}

fn single(amount: i64) -> String {
    format!("補助額 {}", yen(amount))
}

fn span(low: i64, high: Option<i64>) -> String {
    high.map_or_else(|| format!("補助額 {} 以上", yen(low)), |high| format!("補助額 {} 〜 {}", yen(low), yen(high)))
}

fn refused(path: &str) -> String {
    format!("誤りのある申請として受け付けない（{path}）")
}

const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Eligible => "申請できる",
        Verdict::NotEligible => "申請できない",
        Verdict::Undetermined => "答えが足りず、申請できるかどうかは決まらない",
    }
}
