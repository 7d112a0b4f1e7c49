//! A table, and what the person says of it.

use std::sync::Arc;

use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_contract::reading::{Reading, Role};
use kaigo_hojo_exchange::csv::{self, CsvError, Taken};
use kaigo_hojo_exchange::quote_sheet::{self, Answer, Given};
use leptos::prelude::*;
use web_sys::File;

use super::ask::{Ask, subject};
use crate::browser::{files, page};
use crate::store::Desk;
use crate::words::import as words;

/// A larger file is no quote, in bytes.
const MOST_BYTES: f64 = 8_388_608.0;

/// What was given.
#[derive(Debug, Default)]
pub(super) enum Sheet {
    /// Nothing that could be read.
    #[default]
    Nothing,
    /// Lines that were saved here.
    Own(Taken),
    /// A vendor's quote.
    Quote(Box<Reading>),
}

/// A line of the quote: its row, and which of the row's lines it is.
pub(super) type Spot = (usize, usize);

/// What is said of what was given.
#[derive(Clone, Debug, Default)]
pub(super) struct Said {
    /// Why it cannot be read.
    pub(super) refused: Option<String>,
    /// What was read.
    pub(super) read: Vec<String>,
}

/// The state of the screen. What depends on an answer is drawn anew with each new reading of the sheet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Import {
    pub(super) desk: &'static Desk,
    /// What was read last.
    pub(super) sheet: RwSignal<Arc<Sheet>>,
    /// What is said of it.
    pub(super) said: RwSignal<Said>,
    text: StoredValue<String>,
    given: StoredValue<Given>,
    /// All that was asked so far: an answer can be changed.
    asked: StoredValue<Vec<Ask>>,
    /// The kinds that the person has chosen, by their positions.
    kinds: StoredValue<Vec<(Spot, usize)>>,
    /// Whether its lines were added.
    pub(super) entered: StoredValue<bool>,
}

impl Import {
    /// Nothing given yet.
    pub(super) fn new(desk: &'static Desk) -> Self {
        Self {
            desk,
            sheet: RwSignal::default(),
            said: RwSignal::default(),
            text: StoredValue::default(),
            given: StoredValue::default(),
            asked: StoredValue::default(),
            kinds: StoredValue::default(),
            entered: StoredValue::new(false),
        }
    }

    /// The programme.
    pub(super) fn edition(self) -> &'static Edition {
        self.desk.whole()
    }

    /// Takes a file that was chosen.
    pub(super) async fn take_file(self, file: &File) {
        if let Some(refusal) = files::foreign(file).await {
            return self.refuse(refusal.message().to_owned());
        }
        if file.size() > MOST_BYTES {
            return self.refuse(CsvError::TooLarge.to_string());
        }
        let text = files::bytes(file).await.and_then(|bytes| files::any_text(&bytes));
        match text {
            Some(text) if text.is_empty() => self.refuse(words::NO_TABLE.to_owned()),
            Some(text) => {
                if self.take(text) {
                    self.said.update(|said| said.read.push(words::file(&file.name())));
                }
            }
            None => self.refuse(words::NO_ENCODING.to_owned()),
        }
    }

    /// Takes a text in place of what was given before; whether there is a table in it, or nothing at all.
    pub(super) fn take(self, text: String) -> bool {
        self.entered.set_value(false);
        self.given.set_value(Given::default());
        self.asked.set_value(Vec::new());
        self.kinds.set_value(Vec::new());
        if text.is_empty() {
            self.said.set(Said::default());
            self.sheet.set(Arc::default());
            return true;
        }
        self.text.set_value(text);
        match self.read() {
            Ok(count) => {
                self.said.set(Said { read: vec![words::table_read(count)], ..Said::default() });
                true
            }
            Err(sentence) => {
                self.refuse(sentence);
                false
            }
        }
    }

    fn refuse(self, sentence: String) {
        self.sheet.set(Arc::default());
        self.said.set(Said { refused: Some(sentence), ..Said::default() });
    }

    // Reads the text as it is now understood; how many rows it has, or why it is no table.
    fn read(self) -> Result<usize, String> {
        let (sheet, count) = self.text.with_value(|text| self.given.with_value(|given| self.read_text(text, given)))?;
        if let Sheet::Quote(reading) = &sheet {
            self.asked.update_value(|asked| Ask::keep(asked, reading));
        }
        self.sheet.set(Arc::new(sheet));
        Ok(count)
    }

    fn read_text(self, text: &str, given: &Given) -> Result<(Sheet, usize), String> {
        let table = csv::read(text).map_err(|error| error.to_string())?;
        if let Some(taken) = csv::take(self.edition(), &table) {
            return Ok((Sheet::Own(taken), table.rows.len()));
        }
        let reading = quote_sheet::read(self.edition(), text, given).map_err(|error| error.to_string())?;
        if let Some(refused) = &reading.refused {
            return Err(refused.message.to_owned());
        }
        match reading.rows.iter().filter(|row| row.role != Role::Blank).count() {
            0 => Err(words::NO_TABLE.to_owned()),
            count => Ok((Sheet::Quote(Box::new(reading)), count)),
        }
    }

    /// Takes something that the person says of the table; the focus stays where it is.
    fn say(self, change: impl FnOnce()) {
        page::keep_focus_by_id(|| {
            change();
            // What could be read before can be read with every answer.
            let _ = self.read();
        });
    }

    /// What the person has said.
    pub(super) fn given<T>(self, look: impl FnOnce(&Given) -> T) -> T {
        self.given.with_value(look)
    }

    /// What was asked so far.
    pub(super) fn asked<T>(self, look: impl FnOnce(&[Ask]) -> T) -> T {
        self.asked.with_value(|asked| look(asked))
    }

    /// Whether anything is or was asked; followed.
    pub(super) fn asks_anything(self) -> bool {
        let sheet = self.sheet.get();
        let Sheet::Quote(reading) = &*sheet else { return false };
        self.asked(|asked| asked.iter().any(|ask| ask.is_shown(self, reading)))
    }

    /// Takes answers, each in place of an earlier one to the same.
    pub(super) fn answer(self, answers: &[Answer]) {
        self.say(|| {
            self.given.update_value(|given| {
                for answer in answers {
                    given.answers.retain(|other| subject(other) != subject(answer));
                    given.answers.push(*answer);
                }
            });
        });
    }

    /// Says whether prices are with tax.
    pub(super) fn set_tax(self, tax: kaigo_hojo_contract::application::Tax) {
        self.say(|| self.given.update_value(|given| given.tax = Some(tax)));
    }

    /// Leaves a row out, or takes it back.
    pub(super) fn put_aside(self, row: usize, aside: bool) {
        self.say(|| {
            self.given.update_value(|given| {
                given.answers.retain(|answer| *answer != Answer::Aside { row });
                if aside {
                    given.answers.push(Answer::Aside { row });
                }
            });
        });
    }

    /// The kind that the person has chosen for a line.
    pub(super) fn kind_of(self, spot: Spot) -> Option<usize> {
        self.kinds.with_value(|kinds| kinds.iter().find(|(other, _)| *other == spot).map(|(_, kind)| *kind))
    }

    /// Chooses the kind of a line; `None`: what was read stands again.
    pub(super) fn choose_kind(self, spot: Spot, kind: Option<usize>) {
        self.say(|| {
            self.kinds.update_value(|kinds| {
                kinds.retain(|(other, _)| *other != spot);
                kinds.extend(kind.map(|kind| (spot, kind)));
            });
        });
    }
}
