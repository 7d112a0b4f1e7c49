//! Changes of what an applicant goes through before the application is sent.

use kaigo_hojo_rules::dates::{DateId, Due, DueDay, FiscalYear};
use kaigo_hojo_rules::edition::Edition;

use crate::change::Add;

/// Every change of a requirement, a paper, a deadline or an order of dates. What a case cannot see (groups, stages, the
/// table of staff) is held against the list of clauses.
pub(super) fn changes(edition: &Edition, add: &mut Add<'_>) {
    for (ix, requirement) in edition.requirements.iter().enumerate() {
        let (entry, cite) = (format!("requirement/{}", requirement.id), &requirement.cite);
        add(&entry, "removed", cite, &|e| _ = e.requirements.remove(ix));
        add(&entry, "decides or not", cite, &|e| e.requirements[ix].decides ^= true);
    }
    for (ix, document) in edition.documents.iter().enumerate() {
        let (entry, cite) = (format!("document/{}", document.id), &document.cite);
        add(&entry, "removed", cite, &|e| _ = e.documents.remove(ix));
        if document.when.is_some() {
            add(&entry, "always needed", cite, &|e| e.documents[ix].when = None);
        }
    }
    for (ix, deadline) in edition.deadlines.iter().enumerate() {
        let (entry, cite) = (format!("deadline/{}", deadline.id), &deadline.cite);
        add(&entry, "removed", cite, &|e| _ = e.deadlines.remove(ix));
        if deadline.when.is_some() {
            add(&entry, "always there", cite, &|e| e.deadlines[ix].when = None);
        }
        for (what, due) in of_due(&deadline.due) {
            add(&entry, &what, cite, &|e| e.deadlines[ix].due = due.clone());
        }
    }
    for (ix, rule) in edition.date_rules.iter().enumerate() {
        let (entry, cite) = (format!("date-rule/{}", rule.id), &rule.cite);
        add(&entry, "removed", cite, &|e| _ = e.date_rules.remove(ix));
        let first = rule.from.days().iter().find_map(|day| day.follows()).unwrap_or(rule.then);
        add(&entry, "another date", cite, &|e| e.date_rules[ix].then = other(rule.then, first));
        add(&entry, "the other way round", cite, &|e| {
            let rule = &mut e.date_rules[ix];
            core::mem::swap(&mut rule.from, &mut rule.until);
        });
        for (what, from) in of_due(&rule.from) {
            add(&entry, &format!("from: {what}"), cite, &|e| e.date_rules[ix].from = from.clone());
        }
        for (what, until) in of_due(&rule.until) {
            add(&entry, &format!("until: {what}"), cite, &|e| e.date_rules[ix].until = until.clone());
        }
        if rule.unless.is_some() {
            add(&entry, "without exception", cite, &|e| e.date_rules[ix].unless = None);
        }
    }
}

/// Another date than these two.
fn other(date: DateId, taken: DateId) -> DateId {
    DateId::ALL.into_iter().rev().find(|id| ![date, taken].contains(id)).unwrap_or(date)
}

fn of_due(due: &Due) -> Vec<(String, Due)> {
    match due {
        Due::Within(year) => of_year(*year).into_iter().map(|(what, year)| (what, Due::Within(year))).collect(),
        Due::On(days) => {
            let mut all = Vec::new();
            for (nth, day) in days.iter().enumerate() {
                let mut with = |what: &str, changed: Option<DueDay>| {
                    let mut days = days.clone();
                    match changed {
                        Some(changed) => days[nth] = changed,
                        None => _ = days.remove(nth),
                    }
                    all.push((format!("day {}: {what}", nth + 1), Due::On(days)));
                };
                with("removed", None);
                of_day(*day).into_iter().for_each(|(what, changed)| with(&what, Some(changed)));
            }
            all
        }
    }
}

fn of_day(day: DueDay) -> Vec<(String, DueDay)> {
    let all: Vec<(&str, DueDay)> = match day {
        DueDay::Fixed(date) => {
            date.plus_days(1).map(|date| ("the day after", DueDay::Fixed(date))).into_iter().collect()
        }
        DueDay::After(from, days) => {
            vec![
                ("one day more", DueDay::After(from, days + 1)),
                ("another date", DueDay::After(other(from, from), days)),
            ]
        }
        DueDay::InYear(month, day, year) => {
            let other_day = if day > 2 { day - 2 } else { day + 1 };
            let mut all: Vec<(String, DueDay)> =
                of_year(year).into_iter().map(|(what, year)| (what, DueDay::InYear(month, day, year))).collect();
            all.push(("another day".to_owned(), DueDay::InYear(month, other_day, year)));
            all.push(("another month".to_owned(), DueDay::InYear(month % 12 + 1, day, year)));
            return all;
        }
    };
    all.into_iter().map(|(what, day)| (what.to_owned(), day)).collect()
}

fn of_year(year: FiscalYear) -> Vec<(String, FiscalYear)> {
    let of = match year.of {
        None => Some(DateId::Completion),
        Some(_) => None,
    };
    vec![
        ("a year later".to_owned(), FiscalYear { years: year.years + 1, ..year }),
        ("of another year".to_owned(), FiscalYear { of, ..year }),
    ]
}
