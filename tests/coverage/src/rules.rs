//! The rules of the texts (`docs/rules.csv`): which entries of the pack stand for each, and which cases notice them.

use std::collections::BTreeMap;

use crate::clause::{paths, stands_for};

const RULES: &str = include_str!("../../../docs/rules.csv");

/// What a pack's entries and the hand-worked cases say.
#[derive(Default)]
pub(crate) struct Found {
    /// Every entry with a clause: its name, and the clause.
    pub(crate) entries: Vec<(String, String)>,
    /// For each entry that a case notices a change of: the cases.
    pub(crate) noticed: BTreeMap<String, Vec<String>>,
    /// The same by clause.
    pub(crate) noticed_clauses: BTreeMap<String, Vec<String>>,
}

struct Rule<'r> {
    id: &'r str,
    clause: &'r str,
    mark: &'r str,
    paths: Vec<Vec<String>>,
}

fn rules(programme: &str) -> Vec<Rule<'static>> {
    let of = |row: &'static str| {
        let fields: Vec<&str> = row.splitn(5, ',').collect();
        let [id, source, clause, mark, _] = fields.as_slice() else { return None };
        let (id, clause, mark) = (*id, *clause, *mark);
        (*source == programme && mark != "silent").then(|| Rule { id, clause, mark, paths: paths(clause) })
    };
    RULES.lines().skip(1).filter_map(of).collect()
}

/// What the rules of a programme lack. A rule that moves yen (★) wants an entry with its clause or a part of it, and a
/// case that notices a change of such an entry. A rule to check or to know (☑, ⓘ) wants more: an entry that a case notices
/// whose clause no other such rule needs, so that a clause of many rules is not covered by one of them.
pub(crate) fn uncovered(programme: &str, found: &Found, told: bool) -> Vec<String> {
    let rules = rules(programme);
    let stands =
        |rule: &Rule<'_>, cite: &str| paths(cite).iter().any(|path| rule.paths.iter().any(|own| stands_for(path, own)));
    let mut lacking = Vec::new();
    let of_its_own = own_mentions(&rules, found);
    for (rule, own) in rules.iter().zip(of_its_own) {
        let entries: Vec<&str> =
            found.entries.iter().filter(|(_, cite)| stands(rule, cite)).map(|(name, _)| name.as_str()).collect();
        let cases = found.noticed_clauses.iter().filter(|(cite, _)| stands(rule, cite)).flat_map(|(_, cases)| cases);
        let mut cases: Vec<&str> = cases.map(String::as_str).collect();
        cases.sort_unstable();
        cases.dedup();
        if told {
            let own = own.map_or(String::new(), |own| format!(" *{own}*"));
            println!("{},{},{own} {} | {}", rule.id, rule.mark, entries.join(" "), cases.join(" "));
        }
        let of_star = rule.mark.contains("star") && (entries.is_empty() || cases.is_empty());
        let of_check = (rule.mark.contains("check") || rule.mark.contains("info")) && own.is_none();
        if of_star || of_check {
            lacking.push(format!("{} ({})", rule.id, rule.clause));
        }
    }
    lacking
}

/// For each rule to check or to know the entry that stands for it. No clause of an entry stands for two.
fn own_mentions<'f>(rules: &[Rule<'_>], found: &'f Found) -> Vec<Option<&'f str>> {
    let mentions: Vec<(&str, Vec<String>)> = (found.entries.iter())
        .filter(|(name, _)| found.noticed.contains_key(name))
        .flat_map(|(name, cite)| paths(cite).into_iter().map(move |path| (name.as_str(), path)))
        .collect();
    let mut taken: Vec<Option<usize>> = vec![None; mentions.len()];
    for (ix, rule) in rules.iter().enumerate() {
        if rule.mark != "star" {
            give(ix, rules, &mentions, &mut taken, &mut vec![false; mentions.len()]);
        }
    }
    let of_rule = |ix: usize| taken.iter().position(|rule| *rule == Some(ix)).map(|at| mentions[at].0);
    (0..rules.len()).map(of_rule).collect()
}

/// Gives a rule a mention, moving other rules to other mentions where that makes room.
fn give(
    rule: usize,
    rules: &[Rule<'_>],
    mentions: &[(&str, Vec<String>)],
    taken: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    // A note may carry the id of its rule.
    let named = |at: &usize| mentions[*at].0.strip_prefix("note/") == Some(rules[rule].id);
    for at in (0..mentions.len()).filter(named).chain(0..mentions.len()) {
        if tried[at] || !rules[rule].paths.iter().any(|own| stands_for(&mentions[at].1, own)) {
            continue;
        }
        tried[at] = true;
        if taken[at].is_none_or(|other| give(other, rules, mentions, taken, tried)) {
            taken[at] = Some(rule);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_rule_wants_a_mention_of_its_own() {
        let rule = |clause: &'static str| Rule { id: clause, clause, mark: "check", paths: paths(clause) };
        let rules = [rule("第7条"), rule("第7条(1)"), rule("第9条")];
        let found = |entries: &[(&str, &str)]| Found {
            entries: entries.iter().map(|(name, cite)| ((*name).to_owned(), (*cite).to_owned())).collect(),
            noticed: entries.iter().map(|(name, _)| ((*name).to_owned(), vec!["S1".to_owned()])).collect(),
            ..Found::default()
        };
        let given = |entries: &[(&str, &str)]| -> Vec<Option<String>> {
            own_mentions(&rules, &found(entries)).into_iter().map(|own| own.map(str::to_owned)).collect()
        };
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(given(&[("a", "第7条(1)")]), [some("a"), None, None]);
        // The one clause that fits the narrower rule is left to it.
        assert_eq!(given(&[("a", "第7条(1)"), ("b", "第7条(2)")]), [some("b"), some("a"), None]);
        assert_eq!(given(&[("a", "第7条(1)、第9条"), ("b", "第7条(2)")]), [some("b"), some("a"), some("a")]);
    }
}
