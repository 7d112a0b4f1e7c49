//! Where in a document a mistake is.

use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::words::date_of;
use kaigo_hojo_contract::DateId;

/// A place in words; its path follows, and [`END`].
pub(crate) fn place(path: &str, edition: Option<&Edition>) -> String {
    format!("場所：{}（", where_is(path, edition))
}

/// Behind the path.
pub(crate) const END: &str = "）";

/// The words for a path: `application.items[2].quantity` is 明細の3行目の「数量」. `edition`: whose questions the document
/// answers, where that is known.
fn where_is(path: &str, edition: Option<&Edition>) -> String {
    let mut words = String::new();
    for part in path.split('.') {
        let (key, at) = part.split_once('[').unwrap_or((part, ""));
        let at = at.trim_end_matches(']').parse::<usize>().ok().map(|at| at + 1);
        let word = word(key, edition);
        // What stands around everything says nothing.
        if word.is_empty() {
            continue;
        }
        if !words.is_empty() {
            words.push('の');
        }
        words.push_str(&match at {
            Some(at) if ROWS.contains(&key) => format!("{word}の{at}行目"),
            Some(at) => format!("「{word}」の{at}番目"),
            None => format!("「{word}」"),
        });
    }
    if words.is_empty() { "ファイルの全体".to_owned() } else { words }
}

/// Lists whose entries are rows on the page.
const ROWS: &[&str] = &["items", "rows"];

fn word<'w>(key: &'w str, edition: Option<&'w Edition>) -> &'w str {
    if let Some((_, word)) = WORDS.iter().find(|(known, _)| *known == key) {
        return word;
    }
    if let Some(date) = DateId::of_id(key) {
        return date_of(date);
    }
    let questions = edition.into_iter().flat_map(|edition| edition.questions.iter().chain(&edition.item_questions));
    questions.into_iter().find(|question| question.id == key).map_or(key, |question| &question.label)
}

const WORDS: &[(&str, &str)] = &[
    ("application", ""),
    ("answers", "回答"),
    ("schema", "書式の名前"),
    ("programme", "制度"),
    ("name", "名称"),
    ("items", "明細"),
    ("kind", "経費の種類"),
    ("unitPriceYen", "単価"),
    ("quantity", "数量"),
    ("tax", "税抜・税込"),
    ("taxRatePercent", "税率"),
    ("months", "月数"),
    ("inYear", "年度内の月数"),
    ("total", "契約全体の月数"),
    ("discountYen", "値引き"),
    ("open", "入力中の欄"),
    ("dates", "日付"),
    ("written", "申請書に書いた金額"),
    ("eligibleCostYen", "補助対象経費"),
    ("amountYen", "交付申請額"),
    ("staffNumber", "職員数"),
    ("rate", "補助率"),
    ("ticks", "用意した書類"),
    ("quote", "見積書"),
    ("printedTotalYen", "見積書の合計"),
    ("printedTotalTax", "見積書の合計の税抜・税込"),
    ("staff", "職員の勤務時間"),
    ("fullTimeHours", "常勤の週の勤務時間"),
    ("rows", "表"),
    ("role", "職種"),
    ("people", "人数"),
    ("weeklyHours", "週の勤務時間"),
    ("byHead", "実人数で数える"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_in_words() {
        for (path, expected) in [
            ("application.items[2].quantity", "明細の3行目の「数量」"),
            ("items[0].months.inYear", "明細の1行目の「月数」の「年度内の月数」"),
            ("dates.completion", "「日付」の「事業完了日」"),
            ("staff.rows[1].people", "「職員の勤務時間」の表の2行目の「人数」"),
            ("ticks[3]", "「用意した書類」の4番目"),
            ("application", "ファイルの全体"),
            ("", "ファイルの全体"),
            ("what.is[x]", "「what」の「is」"),
        ] {
            assert_eq!(where_is(path, None), expected, "{path}");
        }
    }

    #[test]
    fn questions_are_named_by_their_labels() {
        let Some(edition) = kaigo_hojo_assess::overview::editions().into_iter().next() else { panic!("an edition") };
        let question = &edition.questions[0];
        let path = format!("application.answers.{}", question.id);
        assert_eq!(where_is(&path, Some(&edition)), format!("「回答」の「{}」", question.label));
    }
}
