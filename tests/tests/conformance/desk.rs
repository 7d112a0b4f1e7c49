//! What the tests of the step language ask of a pack: complete examples, and every combination of open answers.

use kaigo_hojo_assess::Assessor;
use serde_json::{Value, json};
use whole_system_tests::Desk;
use whole_system_tests::agreement::disagreements;

use super::fragment::{application, edition};

/// Complete applications: answers, lines, and the amount worked out by hand (`None`: it cannot be computed).
pub(crate) fn check(name: &str, examples: &[(Value, Value, Option<i64>)]) {
    let edition = edition(name);
    let mut desk = Desk(Assessor::new(&edition));
    for (answers, lines, amount) in examples {
        let got = desk.assess(&application(answers, Some(lines)));
        assert_eq!(got["amount"]["yen"].as_i64(), *amount, "{name}: {answers} {lines}\n{}", got["steps"]);
        assert_eq!(got["amount"].is_null(), amount.is_none(), "{name}: {answers} {lines}");
        let reason = got["notComputable"]["reason"].as_str();
        assert_eq!(reason.is_some_and(|reason| !reason.is_empty()), amount.is_none(), "{name}: a reason is given");
    }
}

/// An answer that may be unknown, and what it can be.
pub(crate) enum Open {
    Answer(&'static str, Vec<Value>),
    OfLine(usize, &'static str, Vec<Value>),
    /// The kind of a line.
    Kind(usize, Vec<Value>),
    /// An answer that is never unknown.
    Given(&'static str, [Value; 1]),
}

impl Open {
    fn values(&self) -> &[Value] {
        match self {
            Self::Answer(_, values) | Self::OfLine(_, _, values) | Self::Kind(_, values) => values,
            Self::Given(_, value) => value,
        }
    }

    /// Whether its values are all that there are: numbers and lists are only examples.
    fn is_whole(&self) -> bool {
        self.values().iter().all(|value| value.is_boolean() || value.is_string())
    }

    /// Writes one of the values, or that it is not known.
    fn set(&self, choice: usize, answers: &mut Value, lines: &mut Value) {
        let value = self.values().get(choice).cloned().unwrap_or(Value::Null);
        match self {
            Self::Answer(id, _) | Self::Given(id, _) => answers[*id] = value,
            Self::OfLine(line, id, _) => {
                if lines[*line].get(3).is_none() {
                    lines[*line].as_array_mut().expect("a line").push(json!({}));
                }
                lines[*line][3][*id] = value;
            }
            Self::Kind(line, values) => lines[*line][0] = if value.is_null() { json!(values) } else { value },
        }
    }
}

/// Every way to choose below each of these limits.
fn combinations(limits: &[usize]) -> Vec<Vec<usize>> {
    limits.iter().fold(vec![Vec::new()], |all, limit| {
        all.iter().flat_map(|chosen| (0..*limit).map(|n| [chosen.as_slice(), &[n]].concat())).collect()
    })
}

/// With every combination of answers unknown, the range has the least and the greatest amount of all completions as its
/// ends, and says so; and no lines at all are within what is said while the lines are unknown. What is said of the lines
/// and of the way taken is what all completions say.
pub(crate) fn explore(name: &str, open: &[Open], lines: &Value) {
    let edition = edition(name);
    let mut desk = Desk(Assessor::new(&edition));
    let sizes: Vec<usize> = open.iter().map(|open| open.values().len()).collect();
    let mut document = |choices: &[usize], with_lines: bool| {
        let (mut answers, mut lines) = (json!({}), lines.clone());
        for (open, choice) in open.iter().zip(choices) {
            open.set(*choice, &mut answers, &mut lines);
        }
        desk.assess(&application(&answers, with_lines.then_some(&lines)))
    };
    let mut completions = Vec::new();
    for choices in combinations(&sizes) {
        let got = document(&choices, true);
        let yen = got["amount"]["yen"].as_i64();
        assert_eq!(yen.is_none(), got["amount"].is_null(), "{name} {choices:?}: complete, so not a range: {got}");
        let any = document(&choices, false)["amount"].clone();
        if let (Some(yen), Some(low)) = (yen, any["lowYen"].as_i64()) {
            let high = any["highYen"].as_i64();
            assert!(low <= yen && high.is_none_or(|high| yen <= high), "{name} {choices:?}: {yen} is outside {any}");
        }
        assert!(yen.is_none() || !any.is_null(), "{name} {choices:?}: with unknown lines there may be an amount");
        completions.push((choices, yen, got));
    }
    let with_unknown: Vec<usize> =
        open.iter().map(|open| open.values().len() + usize::from(!matches!(open, Open::Given(..)))).collect();
    for choices in combinations(&with_unknown) {
        let fits =
            |complete: &[usize]| choices.iter().zip(complete).zip(&sizes).all(|((c, n), size)| c == size || c == n);
        let fitting: Vec<_> = completions.iter().filter(|(complete, ..)| fits(complete)).collect();
        let amounts: Vec<i64> = fitting.iter().filter_map(|(_, yen, _)| *yen).collect();
        let got = document(&choices, true);
        let whole: Vec<&Value> = fitting.iter().map(|(_, _, whole)| whole).collect();
        let all = open.iter().zip(&choices).zip(&sizes).all(|((open, chosen), size)| chosen < size || open.is_whole());
        let wrong = disagreements(&got, &whole, all);
        assert!(wrong.is_empty(), "{name} {choices:?} of {sizes:?}: {}", wrong.join("\n"));
        let got = got["amount"].clone();
        let Some((least, most)) = amounts.iter().min().zip(amounts.iter().max()) else {
            assert!(got.is_null(), "{name} {choices:?}: {got}, but nothing can be computed");
            continue;
        };
        let told = (got["lowYen"].as_i64(), got["highYen"].as_i64(), got["tight"].as_bool());
        assert_eq!(told, (Some(*least), Some(*most), Some(true)), "{name} {choices:?} of {sizes:?}");
    }
}

pub(crate) fn answer(id: &'static str, values: &Value) -> Open {
    Open::Answer(id, values.as_array().expect("values").clone())
}

pub(crate) fn of_line(line: usize, id: &'static str, values: &Value) -> Open {
    Open::OfLine(line, id, values.as_array().expect("values").clone())
}

pub(crate) fn kind_of(line: usize, kinds: &[&str]) -> Open {
    Open::Kind(line, kinds.iter().map(|kind| json!(kind)).collect())
}

pub(crate) fn truth(id: &'static str) -> Open {
    answer(id, &json!([false, true]))
}
