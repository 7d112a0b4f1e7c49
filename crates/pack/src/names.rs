//! Names of a pack, and their positions.

use std::collections::BTreeMap;

use kaigo_hojo_rules::edition::KindSet;

use crate::diagnostic::Problems;
use crate::services::services;
use crate::source::{Answer, Input, Literal, Name, Pack, Question};

/// Positions by name.
pub(crate) type Index<'a> = BTreeMap<&'a str, u16>;

pub(crate) struct Names<'a> {
    pub(crate) sections: Index<'a>,
    pub(crate) questions: Index<'a>,
    pub(crate) item_questions: Index<'a>,
    pub(crate) groups: Index<'a>,
    pub(crate) figures: Index<'a>,
    pub(crate) kinds: Index<'a>,
    pub(crate) tags: BTreeMap<&'a str, KindSet>,
    pub(crate) tables: Index<'a>,
    pub(crate) readings: Index<'a>,
    pub(crate) conditions: Index<'a>,
    pub(crate) steps: Index<'a>,
}

impl<'a> Names<'a> {
    pub(crate) fn collect(pack: &'a Pack, problems: &mut Problems<'_>) -> Self {
        index("制度", [&pack.id].into_iter(), problems);
        index("区分", pack.categories.iter().map(|c| &c.id), problems);
        index("要件", pack.requirements.iter().map(|r| &r.id), problems);
        index("誤り", pack.mistakes.iter().map(|m| &m.id), problems);
        index("書類", pack.documents.iter().map(|d| &d.id), problems);
        index("期限", pack.deadlines.iter().map(|d| &d.id), problems);
        index("日付の順序", pack.date_rules.iter().map(|r| &r.id), problems);
        index("職種", pack.staffing.iter().flat_map(|s| &s.roles).map(|role| &role.id), problems);
        for question in pack.questions.iter().chain(&pack.item_questions) {
            if let Answer::Choice(choices) = &question.answer {
                index("選択肢", choices.iter().map(|c| &c.id), problems);
            }
        }
        for reading in &pack.readings {
            index("読み方の選択肢", reading.options.iter().map(|option| &option.id), problems);
        }
        let mut tags: BTreeMap<&str, KindSet> = BTreeMap::new();
        if let Some(kind) = pack.kinds.get(64) {
            problems.add("P015", kind.id.span(), "経費の種類は64までです。", "種類をまとめてください。");
        }
        if let Some(reading) = pack.readings.get(31) {
            problems.add("P015", reading.id.span(), "読み方は31までです。", "読み方をまとめてください。");
        }
        for (bit, kind) in pack.kinds.iter().take(64).enumerate() {
            for tag in &kind.tags {
                *tags.entry(tag.get_ref()).or_default() |= 1 << bit;
            }
        }
        Self {
            sections: index("区画", pack.sections.iter().map(|s| &s.id), problems),
            questions: index("質問", pack.questions.iter().map(|q| &q.id), problems),
            item_questions: index("明細の質問", pack.item_questions.iter().map(|q| &q.id), problems),
            groups: index("種類の組", pack.kind_groups.iter(), problems),
            figures: index("種類の数値", pack.kind_figures.iter(), problems),
            kinds: index("経費の種類", pack.kinds.iter().map(|k| &k.id), problems),
            tags,
            tables: index("表", pack.tables.iter().map(|t| &t.id), problems),
            readings: index("読み方", pack.readings.iter().map(|r| &r.id), problems),
            conditions: index("条件", pack.conditions.iter().map(|c| &c.id), problems),
            steps: index("計算の段階", pack.steps.iter().map(|s| &s.id), problems),
        }
    }
}

fn index<'a>(what: &str, names: impl Iterator<Item = &'a Name>, problems: &mut Problems<'_>) -> Index<'a> {
    let mut index = Index::new();
    for (position, name) in names.enumerate() {
        let text = name.get_ref().as_str();
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
        if what != "種類の組" && (text.is_empty() || !text.chars().all(plain)) {
            problems.add(
                "P003",
                name.span(),
                format!("{what}の名前「{text}」には、英小文字・数字・「-」「_」だけを使えます。"),
                "",
            );
        }
        if index.insert(text, u16::try_from(position).unwrap_or(u16::MAX)).is_some() {
            problems.add(
                "P004",
                name.span(),
                format!("{what}「{text}」が二度定義されています。"),
                "どちらかの名前を変えてください。",
            );
        }
    }
    index
}

/// The position of a name, or a diagnostic that offers the nearest one.
pub(crate) fn find(what: &str, index: &Index<'_>, name: &Name, problems: &mut Problems<'_>) -> Option<u16> {
    let found = index.get(name.get_ref().as_str()).copied();
    if found.is_none() {
        unknown(what, index.keys().copied(), name, problems);
    }
    found
}

pub(crate) fn unknown<'n>(what: &str, known: impl Iterator<Item = &'n str>, name: &Name, problems: &mut Problems<'_>) {
    let wanted = name.get_ref();
    let nearest = known.map(|other| (distance(wanted, other), other)).min();
    let hint = match nearest {
        Some((far, other)) if far <= 3 => format!("「{other}」ではありませんか。"),
        _ => format!("{what}を先に定義してください。"),
    };
    problems.add("P005", name.span(), format!("{what}「{wanted}」は定義されていません。"), &hint);
}

/// The edit distance of two names.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, cb) in b.iter().enumerate() {
            let here = if ca == *cb { before } else { before.min(row[j]).min(row[j + 1]) + 1 };
            before = row[j + 1];
            row[j + 1] = here;
        }
    }
    row[b.len()]
}

/// The options of a question, in order; none for a question that has no options.
pub(crate) fn options(question: &Question) -> Vec<&str> {
    match &question.answer {
        Answer::Truth => vec!["false", "true"],
        Answer::Choice(choices) => choices.iter().map(|c| c.id.get_ref().as_str()).collect(),
        Answer::Service => services().map(|row| row.code).collect(),
        Answer::Lines | Answer::Number(_) => Vec::new(),
    }
}

/// A whole number, or a fraction or decimal written as a text; `None` where the text is a name.
pub(crate) fn figure(input: &Input) -> Option<kaigo_hojo_rules::exact::Exact> {
    use kaigo_hojo_rules::exact::Exact;
    match input.get_ref() {
        Literal::Whole(value) => (*value >= 0).then(|| Exact::whole(*value)),
        Literal::Truth(_) => None,
        Literal::Text(text) => {
            let part =
                |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<i64>().ok()).flatten();
            let (num, den) = text.split_once('/')?;
            match (part(num), part(den)) {
                (Some(num), Some(den)) if den > 0 => Some(Exact::fraction(num, den)),
                _ => None,
            }
        }
    }
}
