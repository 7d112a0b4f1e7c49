//! The self-check: requirements, papers, deadlines, the order of dates, and the table of staff.

use core::ops::Range;

use kaigo_hojo_rules::date::Date;
use kaigo_hojo_rules::dates::{DateId, Due, DueDay, FiscalYear};
use kaigo_hojo_rules::edition::{
    AnswerKind, Condition, ConditionIx, DateRule, Deadline, Document, Group, Question, Requirement, StaffRole,
    Staffing, Stage, Test,
};
use kaigo_hojo_rules::facts::YES;
use toml::Spanned;

use crate::dates::day;
use crate::diagnostic::Problems;
use crate::names::{Names, find};
use crate::source::{self, Name, Pack};

/// Context for lowering the self-check.
pub(crate) struct Checks<'a, 'p, 't> {
    pub(crate) pack: &'a Pack,
    pub(crate) names: &'a Names<'a>,
    pub(crate) questions: &'a [Question],
    pub(crate) conditions: &'a [Condition],
    pub(crate) problems: &'p mut Problems<'t>,
}

const GROUPS: &[(&str, Group)] = &[
    ("eligibility", Group::Eligibility),
    ("software", Group::Software),
    ("equipment", Group::Equipment),
    ("promise", Group::Promise),
    ("after-grant", Group::AfterGrant),
];

const STAGES: &[(&str, Stage)] =
    &[("application", Stage::Application), ("report", Stage::Report), ("change", Stage::Change)];

const FORMS: &str = "on、after と days、day と fiscal-year、year、earliest のうち一つの形で書いてください。";

/// The longest periods that a text may name.
const MOST_DAYS: i64 = 3650;
const MOST_YEARS: i64 = 30;

impl Checks<'_, '_, '_> {
    pub(crate) fn requirements(&mut self) -> Vec<Requirement> {
        let mut lowered = Vec::new();
        for r in &self.pack.requirements {
            let (group, applies, met) =
                (self.word(&r.group, GROUPS), self.optional(&r.applies), self.condition(&r.met));
            if let (Some(group), Some(applies), Some(met)) = (group, applies, met) {
                lowered.push(Requirement {
                    id: r.id.get_ref().clone(),
                    group,
                    label: r.label.clone(),
                    cite: r.cite.get_ref().clone(),
                    advice: r.advice.clone(),
                    decides: r.decides,
                    applies,
                    met,
                    question: self.asked_by(met),
                });
            }
        }
        lowered
    }

    // The question of the self-check, if the condition is just "yes" to it.
    fn asked_by(&self, condition: ConditionIx) -> Option<u16> {
        let Test::Among(question, YES) = self.conditions.get(usize::from(condition))?.test else { return None };
        let asked = self.questions.get(usize::from(question))?;
        let section = self.pack.sections.get(usize::from(asked.section))?;
        (section.check && matches!(asked.kind, AnswerKind::Truth)).then_some(question)
    }

    pub(crate) fn documents(&mut self) -> Vec<Document> {
        let mut lowered = Vec::new();
        for d in &self.pack.documents {
            let (stage, when) = (self.word(&d.stage, STAGES), self.optional(&d.when));
            if let (Some(stage), Some(when)) = (stage, when) {
                lowered.push(Document {
                    id: d.id.get_ref().clone(),
                    label: d.label.clone(),
                    stage,
                    cite: d.cite.get_ref().clone(),
                    when,
                    reason: d.reason.clone(),
                });
            }
        }
        lowered
    }

    pub(crate) fn deadlines(&mut self) -> Vec<Deadline> {
        let mut lowered = Vec::new();
        for d in &self.pack.deadlines {
            let when = self.optional(&d.when);
            // No day, if a notice sets it.
            let due = d.due.as_ref().map_or(Some(Due::NONE), |due| self.due(due));
            if let (Some(when), Some(due)) = (when, due) {
                lowered.push(Deadline {
                    id: d.id.get_ref().clone(),
                    label: d.label.clone(),
                    cite: d.cite.get_ref().clone(),
                    help: d.help.clone(),
                    when,
                    due,
                });
            }
        }
        lowered
    }

    pub(crate) fn date_rules(&mut self) -> Vec<DateRule> {
        let mut lowered = Vec::new();
        for r in &self.pack.date_rules {
            let (then, unless) = (self.date(&r.then), self.optional(&r.unless));
            let (from, until) = (self.first_day(r), self.bound(&r.until));
            let mut days = from.iter().chain(&until).flat_map(Due::days);
            if then.is_some() && days.any(|day| day.follows() == then) {
                let hint = "first に早い方、then に遅い方の日付を書いてください。";
                self.problems.add("P033", r.then.span(), "同じ日付どうしを比べています。", hint);
            }
            if let (Some(then), Some(from), Some(until), Some(unless)) = (then, from, until, unless) {
                lowered.push(DateRule {
                    id: r.id.get_ref().clone(),
                    then,
                    from,
                    until,
                    message: r.message.clone(),
                    cite: r.cite.get_ref().clone(),
                    unless,
                });
            }
        }
        lowered
    }

    // The first allowed day: one of the text, or another date.
    fn first_day(&mut self, rule: &source::DateRule) -> Option<Due> {
        match (&rule.first, &rule.from) {
            (Some(first), None) => self.date(first).map(|first| Due::On(vec![DueDay::After(first, 0)])),
            (None, from) if from.is_some() || rule.until.is_some() => self.bound(from),
            _ => {
                let hint = "first か from の一つ、または until を書いてください。";
                self.problems.add("P036", rule.id.span(), "日付の順序の書き方が正しくありません。", hint);
                None
            }
        }
    }

    // A single day, or none.
    fn bound(&mut self, due: &Option<Spanned<source::Due>>) -> Option<Due> {
        let Some(due) = due else { return Some(Due::NONE) };
        self.due(due).and_then(|found| self.one_day(due, found)).map(|day| Due::On(vec![day]))
    }

    // A single day; the other forms are wrong here.
    fn one_day(&mut self, due: &Spanned<source::Due>, found: Due) -> Option<DueDay> {
        match found {
            Due::On(days) if due.get_ref().earliest.is_none() => days.first().copied(),
            _ => {
                let hint = "on、after、day のどれかの形で書いてください。";
                self.problems.add("P028", due.span(), "ここには、一つの日だけを書けます。", hint);
                None
            }
        }
    }

    pub(crate) fn staffing(&mut self) -> Option<Staffing> {
        let s = self.pack.staffing.as_ref()?;
        let (fte, heads) = (self.staff_question(&s.fte, true), self.staff_question(&s.heads, false));
        let role = |role: &source::StaffRole| StaffRole {
            id: role.id.get_ref().clone(),
            label: role.label.clone(),
            by_head: role.by_head,
        };
        Some(Staffing {
            fte: fte?,
            heads: heads?,
            cite: s.cite.get_ref().clone(),
            proof: s.proof.clone(),
            caution: s.caution.clone(),
            roles: s.roles.iter().map(role).collect(),
        })
    }

    fn staff_question(&mut self, name: &Name, with_decimals: bool) -> Option<u16> {
        let ix = find("質問", &self.names.questions, name, self.problems)?;
        let fits = self.questions.get(usize::from(ix)).is_some_and(
            |question| matches!(question.kind, AnswerKind::Number { decimal, .. } if decimal == with_decimals),
        );
        if !fits {
            let hint = if with_decimals {
                "answer.number に decimal = true と書いた質問を指定してください。"
            } else {
                "整数を答える answer.number の質問を指定してください。"
            };
            self.problems.add("P031", name.span(), "この質問には、職員数を入れられません。", hint);
        }
        fits.then_some(ix)
    }

    fn condition(&mut self, name: &Name) -> Option<ConditionIx> {
        find("条件", &self.names.conditions, name, self.problems)
    }

    // `Some(None)` where there is none; `None` where it is wrong.
    fn optional(&mut self, name: &Option<Name>) -> Option<Option<ConditionIx>> {
        match name {
            None => Some(None),
            Some(name) => self.condition(name).map(Some),
        }
    }

    fn word<T: Copy>(&mut self, name: &Name, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| word == name.get_ref());
        if found.is_none() {
            let all: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.unknown_word(name, &all);
        }
        found.map(|(_, value)| *value)
    }

    fn unknown_word(&mut self, name: &Name, words: &[&str]) {
        let message = format!("「{}」は、ここに書ける言葉ではありません。", name.get_ref());
        self.problems.add("P029", name.span(), message, &format!("書ける言葉: {}", words.join(" / ")));
    }

    fn date(&mut self, name: &Name) -> Option<DateId> {
        let found = DateId::of_id(name.get_ref());
        if found.is_none() {
            self.unknown_word(name, &DateId::ALL.map(DateId::id));
        }
        found
    }

    fn due(&mut self, due: &Spanned<source::Due>) -> Option<Due> {
        let source::Due { on, after, days, day: month_day, fiscal_year, year, years, earliest } = due.get_ref();
        let one = |day: DueDay| Due::On(vec![day]);
        match (on, after, days, month_day, fiscal_year, year, years, earliest) {
            (Some(date), None, None, None, None, None, None, None) => {
                day(date, self.problems).map(DueDay::Fixed).map(one)
            }
            (None, Some(from), Some(days), None, None, None, None, None) => {
                let (from, days) = (self.date(from), self.number(days, MOST_DAYS));
                Some(one(DueDay::After(from?, days?)))
            }
            (None, None, None, Some(month_day), Some(year), None, years, None) => {
                let (month_day, year) = (self.month_day(month_day), self.fiscal_year(year, years.as_ref()));
                let (month, day) = month_day?;
                Some(one(DueDay::InYear(month, day, year?)))
            }
            (None, None, None, None, None, Some(year), years, None) => {
                self.fiscal_year(year, years.as_ref()).map(Due::Within)
            }
            (None, None, None, None, None, None, None, Some(parts)) => self.earliest(parts, due.span()),
            _ => {
                self.problems.add("P028", due.span(), "期限の書き方が正しくありません。", FORMS);
                None
            }
        }
    }

    fn earliest(&mut self, parts: &[Spanned<source::Due>], at: Range<usize>) -> Option<Due> {
        if parts.len() < 2 {
            let hint = "一つだけなら、earliest を使わずに書いてください。";
            self.problems.add("P028", at, "earliest には、二つ以上の日が要ります。", hint);
        }
        let mut days = Vec::new();
        for part in parts {
            days.extend(self.due(part).and_then(|found| self.one_day(part, found)));
        }
        (days.len() == parts.len()).then_some(Due::On(days))
    }

    fn number<T: TryFrom<i64>>(&mut self, number: &Spanned<i64>, most: i64) -> Option<T> {
        let fits = (0..=most).contains(number.get_ref());
        if !fits {
            let hint = format!("0から{most}までの整数で書いてください。");
            self.problems.add("P028", number.span(), "期限の数が大きすぎるか、負です。", &hint);
        }
        T::try_from(*number.get_ref()).ok().filter(|_| fits)
    }

    // 29 February is the last day of February, whatever the year.
    fn month_day(&mut self, text: &Name) -> Option<(u8, u8)> {
        let found = Date::parse(&format!("2000-{}", text.get_ref()));
        if found.is_none() {
            let message = format!("「{}」という日はありません。", text.get_ref());
            self.problems.add("P030", text.span(), message, "例: 03-31。2月の末日は 02-29 と書きます。");
        }
        found.map(|date| (date.month, date.day))
    }

    fn fiscal_year(&mut self, of: &Name, years: Option<&Spanned<i64>>) -> Option<FiscalYear> {
        let of = match of.get_ref().as_str() {
            "programme" => Some(None),
            id => DateId::of_id(id).map(Some).or_else(|| {
                let words: Vec<&str> = DateId::ALL.iter().map(|id| id.id()).chain(["programme"]).collect();
                self.unknown_word(of, &words);
                None
            }),
        };
        let years = years.map_or(Some(0), |years| self.number(years, MOST_YEARS));
        Some(FiscalYear { of: of?, years: years? })
    }
}
