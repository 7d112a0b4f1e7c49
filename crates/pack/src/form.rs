//! Translates messages of the TOML reader into Japanese, with a remedy.

/// A message and a hint for an error of the TOML reader.
pub(crate) fn in_japanese(said: &str) -> (String, String) {
    let said = said.trim_end_matches('.').replace('\n', " ");
    told(&said).unwrap_or_else(|| {
        (
            format!("TOMLの書式として読めません（{said}）。"),
            "引用符・括弧・コンマの閉じ忘れがないか確かめてください。".to_owned(),
        )
    })
}

fn told(said: &str) -> Option<(String, String)> {
    let quoted = |text: &str| text.split('`').nth(1).map(str::to_owned);
    // The alternatives that the reader expected.
    let expected = || said.split("expected").nth(1).map(|rest| rest.split('`').skip(1).step_by(2).collect::<Vec<_>>());
    if said.starts_with("missing field") {
        let field = quoted(said)?;
        let what = meaning(&field);
        return Some((
            format!("「{field}」{what}がありません。"),
            format!("この位置に「{field} = …」を書き足してください。"),
        ));
    }
    if said.starts_with("unknown field") {
        let (field, known) = (quoted(said)?, expected()?);
        let message = format!("「{field}」という項目はありません。");
        return Some((message, format!("ここに書けるのは、{} です。", known.join("、"))));
    }
    if said.starts_with("unknown variant") {
        let (word, known) = (quoted(said)?, expected()?);
        return Some((
            format!("「{word}」という書き方はありません。"),
            format!("ここに書けるのは、{} です。", known.join("、")),
        ));
    }
    if said.starts_with("duplicate key") {
        return Some(("同じ項目が二度書かれています。".to_owned(), "どちらか一方を消してください。".to_owned()));
    }
    if said.starts_with("string values must be quoted") {
        return Some(("文字が引用符で囲まれていません。".to_owned(), "例: name = \"補助金\"".to_owned()));
    }
    if let Some(found) = said.strip_prefix("invalid type: ") {
        let (found, expected) = found.split_once(", expected ")?;
        if found.starts_with("floating point") {
            let message = format!("小数（{}）は使えません。", quoted(found)?);
            return Some((message, "率は \"1/2\" のような分数を、引用符で囲んで書いてください。".to_owned()));
        }
        let message = format!("{}が書かれていますが、ここには{}が要ります。", sort(found), sort(expected));
        return Some((message, "値の形を直してください。文字は引用符で囲み、数や日付は囲みません。".to_owned()));
    }
    if said.starts_with("invalid length") || said.starts_with("invalid value") {
        return Some((
            format!("値の個数か範囲が合いません（{said}）。"),
            "docs/pack-format.md の例と比べてください。".to_owned(),
        ));
    }
    None
}

// The purpose of the fields that are forgotten most often.
fn meaning(field: &str) -> &'static str {
    match field {
        "cite" => "（根拠となる条項）",
        "label" => "（画面に出す名前）",
        "reason" => "（理由）",
        "answer" => "（答え方）",
        "checked" => "（条文と照合した日と者）",
        "do" => "（計算のしかた）",
        _ => "",
    }
}

// The sort of value in the reader's message.
fn sort(words: &str) -> String {
    const SORTS: &[(&str, &str)] = &[
        ("boolean", "true / false"),
        ("bool", "true / false"),
        ("integer", "整数"),
        ("string", "文字"),
        ("sequence", "並び（[ … ]）"),
        ("map", "組（{ … }）"),
        ("struct", "組（{ … }）"),
        ("datetime", "日付"),
        ("Datetime", "日付"),
        ("a number", "整数"),
        ("i64", "整数"),
        ("u16", "整数"),
        ("enum", "決まった言葉"),
        ("true, false", "true / false、整数、または文字"),
    ];
    // `a string` has no other of these words in it; the list goes from the particular to the general.
    let found = SORTS.iter().rev().find(|(word, _)| words.contains(word)).or_else(|| SORTS.first());
    let name = found.map_or("", |(_, name)| name);
    match words.split('`').nth(1) {
        Some(value) if !words.contains("struct") => format!("{name}「{value}」"),
        _ => match words.split('"').nth(1) {
            Some(value) => format!("{name}「{value}」"),
            None => name.to_owned(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::in_japanese;

    #[test]
    fn what_the_reader_says_is_told_in_japanese() {
        for (said, message, hint) in [
            ("missing field `cite`", "「cite」（根拠となる条項）がありません。", "「cite = …」を書き足して"),
            (
                "unknown field `rounding`, expected one of `id`, `label`",
                "「rounding」という項目はありません。",
                "id、label です",
            ),
            (
                "unknown field `form`, expected `from` or `until`",
                "「form」という項目はありません。",
                "from、until です",
            ),
            (
                "unknown variant `sum`, expected one of `add`, `less`",
                "「sum」という書き方はありません。",
                "add、less です",
            ),
            ("duplicate key", "同じ項目が二度書かれています。", "どちらか一方"),
            ("string values must be quoted, expected literal string", "文字が引用符で囲まれていません。", "name ="),
            ("invalid type: floating point `0.5`, expected x", "小数（0.5）は使えません。", "\"1/2\""),
            (
                "invalid type: integer `10`, expected a string",
                "整数「10」が書かれていますが、ここには文字が要ります。",
                "引用符",
            ),
            (
                "invalid type: string \"a\", expected i64",
                "文字「a」が書かれていますが、ここには整数が要ります。",
                "囲みません",
            ),
            (
                "unclosed array, expected `]`",
                "TOMLの書式として読めません（unclosed array, expected `]`）。",
                "閉じ忘れ",
            ),
        ] {
            let told = in_japanese(said);
            assert_eq!(told.0, message);
            assert!(told.1.contains(hint), "{said}: {}", told.1);
        }
    }
}
