//! Which kinds of cost a name on a quote allows.
//!
//! The last noun says what a thing is; what stands before it says for what. The words are the pack's: a kind's label and
//! its `examples`. An example that ends in など is a hint, never certain; one that ends in 用 says for what a thing is used,
//! which makes its kind possible beside the thing's own. A word of several kinds leaves it open between them.

use kaigo_hojo_contract::limits::MOST_KINDS;
use kaigo_hojo_contract::reading::{Class, Sure};
use kaigo_hojo_rules::edition::{Edition, Example, Outcome};

use super::charges::charge_in;
use super::told::without_figures;
use crate::fold::plain;

/// What a name allows: positions of kinds, and whether it leaves no doubt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Allows {
    pub(super) kinds: Vec<usize>,
    pub(super) sure: bool,
}

impl Allows {
    fn guess(kinds: Vec<usize>) -> Self {
        Self { kinds, sure: false }
    }

    /// Both together, no longer certain unless they are one.
    fn or(mut self, other: &Self) -> Self {
        let same = self.kinds == other.kinds;
        self.sure = same && self.sure && other.sure;
        for kind in &other.kinds {
            if !self.kinds.contains(kind) {
                self.kinds.push(*kind);
            }
        }
        self
    }
}

/// The words of an edition's kinds, as they are compared.
pub(super) struct Words {
    words: Vec<Word>,
    /// For what a thing is used, and the kind that this makes possible.
    uses: Vec<(String, usize)>,
    outcomes: Vec<Outcome>,
    ids: Vec<String>,
    /// For each kind which of [`NAMING`] its words have.
    named: Vec<Vec<&'static str>>,
}

struct Word {
    text: String,
    kind: usize,
    hint: bool,
}

// What may follow the noun without changing what it is, as `plain` writes it: what is paid for it, that it is one, that
// it is made or bought.
const TAILS: &[&str] = &[
    "一式",
    "1式",
    "等",
    "費用",
    "費",
    "料金",
    "料",
    "代金",
    "代",
    "本体",
    "作成",
    "導入",
    "パック",
    "セット",
    "購入",
    "工事",
    "新規",
    "追加",
    "初期",
];
// What may follow the noun of a kind whose own words have it: 〜ソフト is what such kinds are, and no device is.
const NAMING: &[&str] = &["ソフトウェア", "ソフト", "システム", "端末"];
// What leaves a doubt behind.
const WEAK: &[&str] = &["設置", "作業", "機器", "装置", "関連", "類", "サビス"];
// What a word may be without.
const FEES: &[&str] = &["費用", "料金", "費", "料", "代", "工事"];
// What remarks say of things that are there already, or that no subsidy is asked for.
const OUTSIDE: &[&str] = &["対象外", "既存"];

impl Words {
    pub(super) fn of(edition: &Edition) -> Self {
        let mut all = Self {
            words: Vec::new(),
            uses: Vec::new(),
            outcomes: edition.kinds.iter().map(|kind| kind.outcome).collect(),
            ids: edition.kinds.iter().map(|kind| kind.id.clone()).collect(),
            named: Vec::new(),
        };
        for (at, kind) in edition.kinds.iter().enumerate() {
            all.add(&kind.label, at, false);
            for example in &kind.examples {
                match Example::of(example) {
                    Example::Name(name) => all.add(name, at, false),
                    Example::Hint(hint) => all.add(hint, at, true),
                    Example::Use(used) => all.uses.push((plain(used), at)),
                }
            }
            let of_kind = all.words.iter().filter(|word| word.kind == at && !word.hint);
            let has = |tail: &&&'static str| of_kind.clone().any(|word| word.text.contains(**tail));
            all.named.push(NAMING.iter().filter(has).copied().collect());
        }
        all
    }

    fn add(&mut self, text: &str, kind: usize, hint: bool) {
        let whole = plain(text);
        let mut put = |text: &str, hint: bool| {
            if text.chars().count() >= 2 {
                self.words.push(Word { text: text.to_owned(), kind, hint });
            }
        };
        put(&whole, hint);
        // Without its fee it is the same; without its brackets perhaps another.
        if let Some(bare) = without_fee(&whole).filter(|bare| !is_charge_alone(bare)) {
            put(bare, hint);
        }
        if let Some((bare, _)) = whole.split_once('(') {
            put(bare, true);
        }
    }

    /// What a name allows.
    pub(super) fn allow(&self, name: &str) -> Allows {
        let whole = plain(name);
        if let Some(found) = self.ending(&whole).filter(|found| found.tail == 0) {
            return self.with_uses(&whole, self.settle(name, &whole, found));
        }
        let (bare, asides) = without_brackets(name);
        let bare = without_model(self, &without_figures(&bare));
        let folded = plain(&bare);
        let own = match self.ending(&folded) {
            Some(found) => self.settle(&bare, &folded, found),
            None => self.unknown(&folded),
        };
        let own = asides.iter().fold(own, |own, aside| match self.ending(&plain(aside)) {
            Some(found) if !own.kinds.contains(&found.kinds[0]) => own.or(&Allows::guess(found.kinds)),
            _ => own,
        });
        let own = asides.iter().fold(own, |own, aside| self.beside(own, aside));
        self.with_uses(&folded, own)
    }

    /// What a remark leaves of it: what the vendor itself puts outside is what the thing is, or nothing that counts.
    pub(super) fn beside(&self, own: Allows, remark: &str) -> Allows {
        let outside = OUTSIDE.iter().any(|word| plain(remark).contains(word));
        if outside { own.or(&Allows::guess(self.other().into_iter().collect())) } else { own }
    }

    /// What a name allows, of which a heading says what is paid for it.
    pub(super) fn allow_charge(&self, name: &str, heading: &str) -> Allows {
        let own = self.allow(name);
        match self.ending(&plain(&without_brackets(heading).0)) {
            Some(found) if own.sure => Allows { sure: found.sure && found.kinds.len() == 1, kinds: found.kinds },
            Some(found) => own.or(&Allows::guess(found.kinds)),
            None => own,
        }
    }

    /// What a name allows under a heading that may name another kind.
    pub(super) fn allow_under(&self, name: &str, heading: &str) -> Allows {
        let own = self.allow(name);
        match self.ending(&plain(&without_brackets(heading).0)) {
            Some(found) if found.tail == 0 && !own.kinds.iter().any(|kind| found.kinds.contains(kind)) => {
                Allows::guess(found.kinds).or(&own)
            }
            _ => own,
        }
    }

    /// What becomes of a line of these kinds.
    pub(super) fn class(&self, allows: &Allows) -> Class {
        let all = |outcome: Outcome| allows.kinds.iter().all(|kind| self.outcomes.get(*kind) == Some(&outcome));
        if all(Outcome::Counted) {
            Class::Counted
        } else if all(Outcome::Excluded) {
            Class::Excluded
        } else {
            Class::Asked
        }
    }

    pub(super) fn ids(&self, allows: &Allows) -> Vec<String> {
        allows.kinds.iter().take(MOST_KINDS).filter_map(|kind| self.ids.get(*kind).cloned()).collect()
    }

    pub(super) const fn sure(allows: &Allows) -> Sure {
        if allows.sure { Sure::Yes } else { Sure::Guess }
    }

    // The word nearest to the end, and of those the longest.
    fn ending(&self, folded: &str) -> Option<Ending> {
        let mut best: Option<Ending> = None;
        for word in &self.words {
            let Some((tail, weak)) = tail_behind(folded, &word.text, &self.named[word.kind]) else { continue };
            let (rank, length) = (tail, word.text.chars().count());
            let better = best.as_ref().is_none_or(|best| (rank, best.length) < (best.tail, length));
            let same = best.as_ref().is_some_and(|best| (rank, length) == (best.tail, best.length));
            if better {
                let from = folded.len() - tail_bytes(folded, tail) - word.text.len();
                best = Some(Ending { kinds: vec![word.kind], sure: !word.hint && !weak, tail, length, from });
            } else if let Some(best) = best.as_mut().filter(|_| same) {
                best.sure &= !word.hint && !weak;
                if !best.kinds.contains(&word.kind) {
                    best.kinds.push(word.kind);
                }
            }
        }
        best
    }

    fn settle(&self, name: &str, folded: &str, found: Ending) -> Allows {
        if found.sure && found.kinds.len() == 1 {
            return Allows { kinds: found.kinds, sure: true };
        }
        // What stands before, by itself, can say which of them it is.
        if let Some((before, _)) = name.trim().rsplit_once(char::is_whitespace) {
            let own = self.ending(&plain(before)).filter(|own| own.sure && own.kinds.len() == 1);
            if let Some(own) = own.filter(|own| found.kinds.contains(&own.kinds[0])) {
                return Allows { kinds: own.kinds, sure: true };
            }
        }
        let before = folded.get(..found.from).unwrap_or_default();
        Allows::guess(found.kinds).or(&Allows::guess(self.contained(before)))
    }

    // No word at the end: what stands before may be only what it is for.
    fn unknown(&self, folded: &str) -> Allows {
        let mut kinds = self.contained(folded);
        match self.other() {
            Some(other) if !kinds.contains(&other) => kinds.push(other),
            None if kinds.is_empty() => kinds = (0..self.outcomes.len()).collect(),
            _ => {}
        }
        Allows::guess(kinds)
    }

    // The kind of what has none: the last that is to be confirmed.
    fn other(&self) -> Option<usize> {
        self.outcomes.iter().rposition(|outcome| *outcome == Outcome::NeedsConfirmation)
    }

    // The kinds whose words stand in a text, those within longer ones aside.
    fn contained(&self, folded: &str) -> Vec<usize> {
        let there: Vec<&Word> = self
            .words
            .iter()
            .filter(|word| !word.hint && word.text.chars().count() > 2 && folded.contains(&word.text))
            .collect();
        let within = |word: &Word| {
            there.iter().any(|other| other.text.len() > word.text.len() && other.text.contains(&word.text))
        };
        let mut kinds: Vec<usize> = Vec::new();
        for word in there.iter().filter(|word| !within(word)) {
            if !kinds.contains(&word.kind) {
                kinds.push(word.kind);
            }
        }
        kinds
    }

    fn with_uses(&self, folded: &str, own: Allows) -> Allows {
        let used = self.uses.iter().filter(|(word, _)| folded.contains(word));
        used.fold(
            own,
            |own, (_, kind)| {
                if own.kinds.contains(kind) { own } else { own.or(&Allows::guess(vec![*kind])) }
            },
        )
    }
}

fn without_fee(folded: &str) -> Option<&str> {
    FEES.iter().find_map(|fee| folded.strip_suffix(fee))
}

// 月額 alone is no thing.
fn is_charge_alone(folded: &str) -> bool {
    folded.chars().count() <= 2 && charge_in(folded).is_some()
}

// A word that a name ends with.
struct Ending {
    kinds: Vec<usize>,
    sure: bool,
    // How many signs stand behind it.
    tail: usize,
    length: usize,
    // Where it begins.
    from: usize,
}

fn tail_bytes(folded: &str, signs: usize) -> usize {
    folded.chars().rev().take(signs).map(char::len_utf8).sum()
}

// How many signs of tails stand behind a word, where nothing else does, and whether they leave a doubt.
fn tail_behind(folded: &str, word: &str, named: &[&str]) -> Option<(usize, bool)> {
    let at = folded.rfind(word)?;
    let mut rest = &folded[at + word.len()..];
    let (mut signs, mut weak) = (0, false);
    while !rest.is_empty() {
        let first = |tails: &[&'static str]| tails.iter().find(|tail| rest.starts_with(**tail)).copied();
        let tail = first(TAILS).or_else(|| first(NAMING)).or_else(|| first(WEAK))?;
        weak |= !TAILS.contains(&tail) && !named.contains(&tail);
        signs += tail.chars().count();
        rest = &rest[tail.len()..];
    }
    Some((signs, weak))
}

// A name without what stands in brackets, and that.
fn without_brackets(name: &str) -> (String, Vec<String>) {
    let (mut bare, mut asides) = (String::new(), Vec::new());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once(['（', '(']) {
        bare.push_str(before);
        let (aside, after) = after.split_once(['）', ')']).unwrap_or((after, ""));
        asides.push(aside.to_owned());
        rest = after;
    }
    bare.push_str(rest);
    if bare.trim().is_empty() { (asides.concat(), Vec::new()) } else { (bare, asides) }
}

// A name without the model at its end: signs that no word of ours ends with.
fn without_model(words: &Words, name: &str) -> String {
    let mut parts: Vec<&str> = name.split_whitespace().collect();
    let is_model = |part: &str| {
        let folded = plain(part);
        let is_size = folded.starts_with(|sign: char| sign.is_ascii_digit());
        (folded.is_ascii() || is_size) && words.ending(&folded).is_none()
    };
    while parts.len() > 1 && parts.last().is_some_and(|part| is_model(part)) {
        parts.pop();
    }
    parts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_as_they_are_compared() {
        for tail in TAILS.iter().chain(NAMING).chain(WEAK).chain(FEES).chain(OUTSIDE) {
            assert_eq!(plain(tail), *tail);
        }
        assert_eq!(tail_behind("名札ソフト一式", "名札", &["ソフト"]), Some((5, false)));
        assert_eq!(tail_behind("名札ソフト一式", "名札", &[]), Some((5, true)));
        assert_eq!(tail_behind("名札機器", "名札", &[]), Some((2, true)));
        assert_eq!(tail_behind("名札洗浄", "名札", &[]), None);
    }

    #[test]
    fn brackets_stand_aside() {
        assert_eq!(without_brackets("名札（大）用"), ("名札用".to_owned(), vec!["大".to_owned()]));
        assert_eq!(without_brackets("（名札）").0, "名札");
    }
}
