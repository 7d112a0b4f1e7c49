//! Clauses as paths of marks: `第5条(2)※3、※4` is 第5条 › (2) › ※3 and 第5条 › (2) › ※4.

/// The paths that a clause of a pack (`、`, `〜`) or of the list of rules (`; `, `–`) names.
pub(crate) fn paths(clause: &str) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for whole in clause.split(';') {
        let mut before: Vec<String> = Vec::new();
        for part in whole.split('、') {
            let (from, until) = part.split_once(['〜', '–']).map_or((part, None), |(from, until)| (from, Some(until)));
            let own = marks(from);
            let Some(first) = own.first() else { continue };
            // `(2)` after 第8条(1) is 第8条(2): it goes on where the path before has a mark of its sort.
            let at = before.iter().position(|mark| sort(mark) == sort(first)).unwrap_or(before.len());
            let fresh = matches!(sort(first), Sort::Article | Sort::Word);
            before = if fresh { own } else { [&before[..at], &own].concat() };
            all.push(before.clone());
            let Some(last) = before.last().cloned() else { continue };
            for mark in span(&last, until.unwrap_or_default().trim()) {
                before.pop();
                before.push(mark);
                all.push(before.clone());
            }
        }
    }
    all
}

/// Whether an entry's clause stands for a rule's: it is the same, or a part of it.
pub(crate) fn stands_for(entry: &[String], rule: &[String]) -> bool {
    entry.starts_with(rule)
}

#[derive(PartialEq, Eq)]
enum Sort {
    Article,
    Number,
    Bracket,
    Kana,
    Circled,
    Note,
    Word,
}

fn is_kana(sign: char) -> bool {
    "アイウエオカキクケコサシスセソタチツテト".contains(sign)
}

fn is_circled(sign: char) -> bool {
    ('①'..='⑳').contains(&sign)
}

fn sort(mark: &str) -> Sort {
    match mark.chars().next() {
        Some('第') => Sort::Article,
        Some('(') => Sort::Bracket,
        Some('※') => Sort::Note,
        Some(sign) if sign.is_ascii_digit() => Sort::Number,
        Some(sign) if is_circled(sign) => Sort::Circled,
        Some(sign) if is_kana(sign) && mark.chars().count() == 1 => Sort::Kana,
        _ => Sort::Word,
    }
}

fn marks(part: &str) -> Vec<String> {
    let mut marks = Vec::new();
    let mut rest = part.trim_start();
    while let Some(sign) = rest.chars().next() {
        let digits = |from: usize| from + rest[from..].bytes().take_while(u8::is_ascii_digit).count();
        let next_is_kana = rest.chars().nth(1).is_some_and(|next| ('ァ'..='ー').contains(&next));
        let end = match sign {
            '第' => digits(sign.len_utf8()) + rest[digits(sign.len_utf8())..].chars().next().map_or(0, char::len_utf8),
            '(' => rest.find(')').map_or(rest.len(), |at| at + 1),
            '※' => digits(sign.len_utf8()),
            sign if sign.is_ascii_digit() => digits(0),
            sign if is_circled(sign) || (is_kana(sign) && !next_is_kana) => sign.len_utf8(),
            _ => {
                let ends = |(at, sign): &(usize, char)| {
                    *at > 0 && (" (※".contains(*sign) || sign.is_ascii_digit() || is_circled(*sign))
                };
                rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at)
            }
        };
        marks.push(rest[..end].to_owned());
        rest = rest[end..].trim_start();
    }
    marks
}

const ROMAN: &[&str] = &["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x"];

/// The marks after the first one of a range such as (1)–(6).
fn span(first: &str, until: &str) -> Vec<String> {
    let inside = |mark: &str| mark.trim_matches(['(', ')']).to_owned();
    let (from, to) = (inside(first), inside(until));
    let written = |word: &str| if first.starts_with('(') { format!("({word})") } else { word.to_owned() };
    let roman = |word: &str| ROMAN.iter().position(|n| *n == word);
    if let (Ok(from), Ok(to)) = (from.parse::<usize>(), to.parse::<usize>()) {
        (from + 1..=to).map(|n| written(&n.to_string())).collect()
    } else if let (Some(from), Some(to)) = (roman(&from), roman(&to)) {
        (from + 1..=to).map(|n| written(ROMAN[n])).collect()
    } else {
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clause_is_a_path() {
        for (clause, expected) in [
            ("第10条", vec!["第10条"]),
            ("第5条(2)※3、※4", vec!["第5条>(2)>※3", "第5条>(2)>※4"]),
            ("第14条、第16条", vec!["第14条", "第16条"]),
            ("第14条; 第16条", vec!["第14条", "第16条"]),
            ("2(4)、(5)", vec!["2>(4)", "2>(5)"]),
            ("3(1)、(3)、(4)", vec!["3>(1)", "3>(3)", "3>(4)"]),
            ("第6条(1)〜(3)", vec!["第6条>(1)", "第6条>(2)", "第6条>(3)"]),
            ("第6条(1)–(3)", vec!["第6条>(1)", "第6条>(2)", "第6条>(3)"]),
            ("備考1(iii)–(v)", vec!["備考>1>(iii)", "備考>1>(iv)", "備考>1>(v)"]),
            ("第4条2–4", vec!["第4条>2", "第4条>3", "第4条>4"]),
            ("2(2)ア(1)②", vec!["2>(2)>ア>(1)>②"]),
            ("別表 A 2 表1", vec!["別表>A>2>表>1"]),
            ("4 実施スケジュール", vec!["4>実施スケジュール"]),
            ("第3条(2)※2、第9条(3)", vec!["第3条>(2)>※2", "第9条>(3)"]),
            ("第5条 ただし書", vec!["第5条>ただし書"]),
        ] {
            let found: Vec<String> = paths(clause).iter().map(|path| path.join(">")).collect();
            assert_eq!(found, expected, "{clause}");
        }
    }

    #[test]
    fn a_part_stands_for_the_whole() {
        let stands = |entry: &str, rule: &str| stands_for(&paths(entry)[0], &paths(rule)[0]);
        assert!(stands("第5条(2)※3", "第5条(2)") && stands("第5条", "第5条"));
        assert!(!stands("第5条", "第5条(2)") && !stands("第10条", "第1条") && !stands("第5条(1)", "第5条(2)"));
    }
}
