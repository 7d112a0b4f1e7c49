//! Official texts, cut into what their citations name: `第5条(2)※4`, `2(2)ア(1)②`, `別表 表2 なお書`.
//!
//! A text is a list of lines in one spelling (half-width, without spaces). A citation is a path of marks; each mark narrows
//! the lines to those under it. Nothing is guessed: a missing mark makes the citation wrong. Peculiarities of one text
//! are in its [`Layout`].

use crate::layout::{Layout, Row};

/// The lines under a mark.
type Lines = Vec<String>;

/// A text, in one spelling.
#[derive(Clone, Debug)]
pub struct Official {
    lines: Lines,
    layout: Layout,
}

/// One mark of a citation.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Mark {
    /// 第5条
    Article(u32),
    /// A section of its own beside the articles: 別表, 留意事項, 附則.
    Heading(String),
    /// A row of a table: how it begins, and how the next one does.
    Row(String, Option<String>),
    /// 表2
    Table(u32),
    /// 2: a section, a paragraph, or an item of a row.
    Number(u32),
    /// (2)
    Item(u32),
    /// (ii)
    Roman(usize),
    /// ア
    Kana(char),
    /// ①
    Circled(char),
    /// ※4, or all of them.
    Note(Option<u32>),
    /// ただし書, なお書
    Proviso(&'static str),
    /// A word that stands there.
    Word(String),
}

const HEADINGS: &[&str] = &["別表", "留意事項", "附則", "備考"];

const ROMAN: &[&str] = &["i", "ii", "iii", "iv", "v", "vi", "vii"];

const KANA: &str = "アイウエオカキクケコサシスセソタチツテト";

fn is_circled(sign: char) -> bool {
    ('①'..='⑳').contains(&sign)
}

/// The lines of a text in one spelling; the cells of a table, marked up or with tabs between them, are lines of their own.
#[must_use]
pub fn lines(text: &str) -> Vec<String> {
    let mut flat = String::new();
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        flat.push_str(before);
        flat.push('\n');
        rest = tag.split_once('>').map_or("", |(_, after)| after);
    }
    flat.push_str(rest);
    let lines = flat.split(['\n', '\t']).map(plain).filter(|line| !line.is_empty());
    lines.map(|line| line.strip_prefix('-').map_or(line.clone(), str::to_owned)).collect()
}

/// Full-width signs become half-width, and spaces go.
#[must_use]
pub fn plain(text: &str) -> String {
    let narrow = |sign: char| match sign {
        '！'..='～' => char::from_u32(u32::from(sign) - 0xFEE0).unwrap_or(sign),
        other => other,
    };
    text.chars().filter(|sign| !sign.is_whitespace()).map(narrow).collect()
}

impl Official {
    /// From the content of a file.
    #[must_use]
    pub fn new(text: &str, layout: Layout) -> Self {
        Self { lines: layout.in_order(lines(text)), layout }
    }

    /// The whole text, for citations of the text as a whole.
    #[must_use]
    pub fn whole(&self) -> String {
        self.lines.join("\n")
    }

    /// The passages that a citation names, line by line.
    ///
    /// # Errors
    /// The part of the citation that is not in the text.
    pub fn passage(&self, cite: &str) -> Result<String, String> {
        let mut passages = Vec::new();
        let mut path: Vec<Mark> = Vec::new();
        for part in cite.split('、') {
            let (part, until) = part.split_once('〜').map_or((part, None), |(part, until)| (part, Some(until)));
            let marks =
                marks(part, &self.layout.rows).ok_or_else(|| format!("「{part}」は条項の書き方ではありません"))?;
            path = self.continued(&path, &marks).ok_or_else(|| format!("「{part}」がありません"))?;
            passages.extend(self.narrowed(&path).into_iter().flatten());
            let others = until.map(|until| span(path.last(), until)).unwrap_or_default();
            for mark in others {
                path.pop();
                path.push(mark);
                let lines = self.narrowed(&path).ok_or_else(|| format!("「{cite}」がありません"))?;
                passages.extend(lines);
            }
        }
        Ok(passages.join("\n"))
    }

    /// `(5)ウ` after `第3条(4)` is 第3条(5)ウ: the part goes on where the path before has a mark of its sort.
    fn continued(&self, before: &[Mark], marks: &[Mark]) -> Option<Vec<Mark>> {
        let sort = |mark: &Mark| core::mem::discriminant(mark);
        let first = marks.first()?;
        let same = before.iter().position(|mark| sort(mark) == sort(first));
        let cuts = same.into_iter().chain((0..=before.len()).rev());
        cuts.map(|cut| [&before[..cut], marks].concat()).find(|path| self.narrowed(path).is_some())
    }

    fn narrowed(&self, path: &[Mark]) -> Option<Lines> {
        let mut lines = self.lines.clone();
        let mut article = lines.clone();
        for (depth, mark) in path.iter().enumerate() {
            let here = self.under(&lines, mark, depth == 0);
            // A note that an item points to stands at the end of its article.
            let note = matches!(mark, Mark::Note(Some(_)));
            lines = here.or_else(|| if note { self.under(&article, mark, false) } else { None })?;
            if depth == 0 {
                article.clone_from(&lines);
            }
        }
        (!lines.is_empty()).then_some(lines)
    }

    #[expect(clippy::too_many_lines, reason = "one arm for each mark")]
    fn under(&self, lines: &[String], mark: &Mark, top: bool) -> Option<Lines> {
        let numbered = |line: &str, n: u32| {
            line.strip_prefix(&n.to_string())
                .is_some_and(|rest| rest.starts_with(|next: char| !next.is_ascii_digit() && !"(),.名人".contains(next)))
        };
        match mark {
            Mark::Article(n) => {
                let starts = |line: &str, n: u32| line.starts_with(&format!("第{n}条"));
                // The lines under a heading end before the next article or section.
                let body = lines.iter().position(|line| is_heading(line)).map_or(lines, |at| &lines[..at]);
                let heading =
                    |line: &str, n: u32| starts(line, n) && !line[format!("第{n}条").len()..].starts_with(['(', '第']);
                let (from, to) = in_order(body, *n, heading)?;
                top.then(|| body[from..to].to_vec())
            }
            Mark::Heading(name) if top => section(lines, |line| line == name, |line| is_heading(line) && line != name),
            Mark::Heading(_) => None,
            Mark::Row(begins, next) => {
                // A name of one word is a line of its own; a longer beginning goes on.
                let starts = |line: &str, begins: &str| {
                    if begins.chars().count() < 4 { line == begins } else { line.starts_with(begins) }
                };
                section(lines, |line| starts(line, begins), |line| next.as_ref().is_some_and(|next| starts(line, next)))
            }
            Mark::Table(n) => {
                let labels = |line: &str, n: u32| {
                    line.strip_prefix(&format!("表{n}")).is_some_and(|rest| {
                        !rest.starts_with("のとおり") && !rest.starts_with(|next: char| next.is_ascii_digit())
                    })
                };
                let other =
                    |line: &str| (1..=9).any(|other| other != *n && labels(line, other)) || self.ends_table(line);
                section(lines, |line| labels(line, *n), other)
            }
            Mark::Number(n) if top => in_order(lines, *n, numbered).map(|(from, to)| lines[from..to].to_vec()),
            Mark::Number(1) => {
                // The first paragraph has no number; an item of a row has one.
                let own = lines.iter().any(|line| self.is_row_item(line, 1));
                let begins = |line: &str| !own || self.is_row_item(line, 1);
                section(lines, begins, |line| numbered(line, 2))
            }
            Mark::Number(n) => section(lines, |line| numbered(line, *n), |line| numbered(line, n + 1)),
            Mark::Item(n) => section(
                lines,
                |line| line.starts_with(&format!("({n})")),
                |line| line.starts_with(&format!("({})", n + 1)),
            ),
            Mark::Roman(at) => {
                let begins = |line: &str, at: usize| ROMAN.get(at).is_some_and(|n| line.starts_with(&format!("({n})")));
                section(lines, |line| begins(line, *at), |line| begins(line, at + 1))
            }
            Mark::Kana(kana) => {
                let next = KANA.chars().skip_while(|other| other != kana).nth(1)?;
                section(lines, |line| line.starts_with(*kana), |line| line.starts_with(next))
            }
            Mark::Circled(sign) => {
                let other = |line: &str| line.chars().next().is_some_and(|first| is_circled(first) && first != *sign);
                sections(lines, |line| line.starts_with(*sign), |line| other(line) || self.ends_table(line))
            }
            Mark::Note(None) => sections(lines, |line| line.starts_with('※'), |line| line.starts_with(['(', '・'])),
            Mark::Note(Some(n)) => section(
                lines,
                |line| line.starts_with(&format!("※{n}")),
                |line| line.starts_with('※') && !line.starts_with(&format!("※{n}")),
            ),
            Mark::Proviso(word) => {
                let text = lines.concat();
                let start = text.find(word)?;
                // A full stop within brackets ends no sentence.
                let mut depth = 0;
                let end = text[start..].char_indices().find(|(_, sign)| {
                    depth += i32::from(*sign == '(') - i32::from(*sign == ')');
                    *sign == '。' && depth == 0
                });
                Some(vec![text[start..end.map_or(text.len(), |(end, _)| start + end)].to_owned()])
            }
            Mark::Word(word) => {
                let word = plain(word);
                // A word may be a note's (※職員数) or a heading's; it stands for what follows it.
                if word == "表" {
                    return section(lines, |line| line.contains("(表)"), |_| false);
                }
                let from = lines.iter().position(|line| line.contains(&word))?;
                Some(lines[from..].to_vec())
            }
        }
    }

    fn ends_table(&self, line: &str) -> bool {
        self.layout.table_ends.iter().any(|end| line == end)
    }

    /// Whether a line begins an item of a row.
    fn is_row_item(&self, line: &str, n: u32) -> bool {
        let word = self.layout.row_item.as_deref();
        word.is_some_and(|word| line.strip_prefix(&n.to_string()).is_some_and(|rest| rest.starts_with(word)))
    }
}

fn marks(part: &str, rows: &[Row]) -> Option<Vec<Mark>> {
    let mut marks = Vec::new();
    let plain: String = part.trim().to_owned();
    let mut rest = plain.as_str();
    while !rest.is_empty() {
        rest = rest.trim_start();
        let digits = |text: &str| text.chars().take_while(char::is_ascii_digit).count();
        let number = |text: &str| text[..digits(text)].parse::<u32>().ok();
        let sign = rest.chars().next()?;
        if let Some(article) = rest.strip_prefix('第') {
            let n = number(article)?;
            rest = article[digits(article)..].strip_prefix('条')?;
            marks.push(Mark::Article(n));
        } else if let Some(at) = ROMAN.iter().position(|n| rest.starts_with(&format!("({n})"))) {
            marks.push(Mark::Roman(at));
            rest = &rest[ROMAN[at].len() + 2..];
        } else if let Some(item) = rest.strip_prefix('(') {
            marks.push(Mark::Item(number(item)?));
            rest = item[digits(item)..].strip_prefix(')')?;
        } else if let Some(note) = rest.strip_prefix('※') {
            marks.push(Mark::Note(number(note)));
            rest = &note[digits(note)..];
        } else if is_circled(sign) {
            marks.push(Mark::Circled(sign));
            rest = &rest[sign.len_utf8()..];
        } else if sign.is_ascii_digit() {
            marks.push(Mark::Number(number(rest)?));
            rest = &rest[digits(rest)..];
        } else if let Some(after) = rest.strip_prefix("ただし書") {
            marks.push(Mark::Proviso("ただし、"));
            rest = after;
        } else if let Some(after) = rest.strip_prefix("なお書") {
            marks.push(Mark::Proviso("なお、"));
            rest = after;
        } else if let Some(heading) = HEADINGS.iter().find(|heading| rest.starts_with(**heading)) {
            marks.push(Mark::Heading((*heading).to_owned()));
            rest = &rest[heading.len()..];
        } else if let Some(at) = rows.iter().position(|row| rest.starts_with(&row.name)) {
            let next = rows.get(at + 1).map(|row| row.begins.clone());
            marks.push(Mark::Row(rows[at].begins.clone(), next));
            rest = &rest[rows[at].name.len()..];
        } else if let Some(table) = rest.strip_prefix('表').filter(|table| digits(table) > 0) {
            marks.push(Mark::Table(number(table)?));
            rest = &table[digits(table)..];
        } else if KANA.contains(sign) && rest.chars().nth(1).is_none_or(|next| !('ァ'..='ー').contains(&next)) {
            marks.push(Mark::Kana(sign));
            rest = &rest[sign.len_utf8()..];
        } else {
            let end = rest.find([' ', '※', '(']).unwrap_or(rest.len());
            marks.push(Mark::Word(rest[..end].to_owned()));
            rest = &rest[end..];
        }
    }
    (!marks.is_empty()).then_some(marks)
}

/// The marks after the first one of a range such as (1)〜(6).
fn span(first: Option<&Mark>, until: &str) -> Vec<Mark> {
    match (first, marks(until, &[]).as_deref()) {
        (Some(Mark::Item(from)), Some([Mark::Item(to)])) => (from + 1..=*to).map(Mark::Item).collect(),
        (Some(Mark::Circled(from)), Some([Mark::Circled(to)])) => (*from..=*to).skip(1).map(Mark::Circled).collect(),
        _ => Vec::new(),
    }
}

/// The lines from a beginning to the next end.
fn section(lines: &[String], begins: impl Fn(&str) -> bool, ends: impl Fn(&str) -> bool) -> Option<Lines> {
    let from = lines.iter().position(|line| begins(line))?;
    let to = lines[from + 1..].iter().position(|line| ends(line)).map_or(lines.len(), |at| from + 1 + at);
    Some(lines[from..to].to_vec())
}

/// Every section of a sort together.
fn sections(lines: &[String], begins: impl Fn(&str) -> bool, ends: impl Fn(&str) -> bool) -> Option<Lines> {
    let mut all = Vec::new();
    let mut inside = false;
    for line in lines {
        inside = begins(line) || (inside && !ends(line));
        if inside {
            all.push(line.clone());
        }
    }
    (!all.is_empty()).then_some(all)
}

/// Numbered headings come in order: another line may begin like a heading.
fn in_order(lines: &[String], wanted: u32, begins: impl Fn(&str, u32) -> bool) -> Option<(usize, usize)> {
    let (mut next, mut from) = (1, None);
    for (at, line) in lines.iter().enumerate() {
        if begins(line, next) {
            if let Some(from) = from {
                return Some((from, at));
            }
            if next == wanted {
                from = Some(at);
            }
            next += 1;
        }
    }
    from.map(|from| (from, lines.len()))
}

fn is_heading(line: &str) -> bool {
    HEADINGS.contains(&line)
}
