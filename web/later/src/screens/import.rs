//! 見積書の行を読み込む: a table that was pasted or chosen, what was read of it, what has to be asked, and only then its lines.
//!
//! Nothing that is entered changes before the last button. Invariants: every row of the table is a line, or told with what
//! it is; nothing is added while a question is open, unless its row is put aside; what is added is added once.

mod asks;
mod enter;
mod rows;

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use kaigo_hojo_assess::csv::{self, CsvError, Taken};
use kaigo_hojo_assess::quote_sheet::reading::{Reading, Role};
use kaigo_hojo_assess::quote_sheet::{self, Answer, Given};
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_parts::clock::soon;
use kaigo_hojo_parts::dom::{El, Shared, Watched, ticked, value_of};
use kaigo_hojo_parts::page;
use leptos::prelude::document;
use web_sys::File;
use web_sys::js_sys::futures::spawn_local;

use self::asks::Ask;
use crate::desk::Desk;
use crate::files;
use crate::nav::screen;

const NO_TABLE: &str = "表が見つかりません。表計算ソフトの行をコピーして貼り付けてください。";
const NO_ENCODING: &str =
    "文字コードが分からないため、読めません。表計算ソフトで「CSV（UTF-8）」として保存し直してください。";

/// A larger file is no quote, in bytes.
const MOST_BYTES: f64 = 8_388_608.0;

/// What was given.
#[derive(Debug, Default)]
enum Sheet {
    /// Nothing that could be read.
    #[default]
    Nothing,
    /// Lines that were saved here.
    Own(Taken),
    /// A vendor's quote.
    Quote(Box<Reading>),
}

/// A line of the quote: its row, and which of the row's lines it is.
type Spot = (usize, usize);

/// A table, and what the person says of it.
struct Import {
    desk: &'static Desk,
    sheet: Watched<Shared<Sheet>>,
    text: RefCell<String>,
    given: RefCell<Given>,
    /// All that was asked so far: an answer can be changed.
    asked: RefCell<Vec<Ask>>,
    /// The kinds that the person has chosen, by their positions.
    kinds: RefCell<Vec<(Spot, usize)>>,
    /// Whether its lines were added.
    entered: Cell<bool>,
}

const PASTE: &str = "<div class=field><label class=label for=paste>表を貼り付ける</label>\
    <p class=help id=paste-help>見積書の行を選んでコピーし、ここに貼り付けてください。見出しの行や合計の行も一緒に選べます。\
    PDFからコピーした文字も読めます。</p>\
    <textarea data-at class='input paste' id=paste rows=5 spellcheck=false aria-describedby=paste-help></textarea></div>";

/// The screen of a programme.
pub(crate) fn import(desk: &'static Desk, place: &El) {
    let place = screen(desk, "import", "見積書の行を読み込む", place);
    place.put("p", "help", "読み込む内容を確かめるまで、いまの入力は変わりません。");
    let import = Rc::new(Import {
        desk,
        sheet: Watched::new(Shared::default()),
        text: RefCell::default(),
        given: RefCell::default(),
        asked: RefCell::default(),
        kinds: RefCell::default(),
        entered: Cell::new(false),
    });
    source(&import, &place.section("表を渡す"));
    let asks = place.section("確かめること");
    let rows = place.section("行を確かめて読み込む");
    let (told, shown) = (Rc::clone(&import), asks.clone());
    asks.add("div", "").live(move |place| {
        shown.flag("hidden", !asks::asks(&told, place));
    });
    let told = Rc::clone(&import);
    rows.hide_while(move || matches!(**told.sheet.get(), Sheet::Nothing));
    rows::rows(&import, &rows);
}

fn source(import: &Rc<Import>, place: &El) {
    let told = Rc::clone(import);
    let paste = place.shape(PASTE).take();
    let choosing = place.add("div", "");
    let said = place.add("div", "");
    said.set("role", "status");
    let heard = said.clone();
    paste.on("input", move |event| {
        told.take(value_of(&event), &heard);
    });
    let told = Rc::clone(import);
    let label = "または、ファイルを選ぶ（.csv）";
    files::choose(&choosing, "table-file", label, ".csv,.tsv,.txt,text/csv", move |file| {
        let (told, said) = (Rc::clone(&told), said.clone());
        spawn_local(async move { told.take_file(&file, &said).await });
    });
}

impl Import {
    fn edition(&self) -> &'static Edition {
        self.desk.edition
    }

    async fn take_file(&self, file: &File, said: &El) {
        if let Some(refusal) = files::foreign(file).await {
            return self.refuse(refusal.message(), said);
        }
        if file.size() > MOST_BYTES {
            return self.refuse(&CsvError::TooLarge.to_string(), said);
        }
        let name = file.name();
        let Some(bytes) = files::bytes(file).await else { return self.refuse(NO_ENCODING, said) };
        match files::any_text(&bytes) {
            Some(text) if text.is_empty() => self.refuse(NO_TABLE, said),
            Some(text) => {
                if self.take(text, said) {
                    said.put("p", "hint", &format!("ファイル「{name}」"));
                }
            }
            None => self.refuse(NO_ENCODING, said),
        }
    }

    // Whether there is a table in the text.
    fn take(&self, text: String, said: &El) -> bool {
        said.clear();
        self.entered.set(false);
        self.given.take();
        self.asked.take();
        self.kinds.take();
        if text.is_empty() {
            self.sheet.set(Shared::default());
            return true;
        }
        self.text.replace(text);
        match self.read() {
            Ok(count) => {
                said.put("p", "hint", &format!("{count}行の表を読みました。下で確かめてください。"));
                true
            }
            Err(sentence) => {
                self.refuse(&sentence, said);
                false
            }
        }
    }

    fn refuse(&self, sentence: &str, said: &El) {
        self.sheet.set(Shared::default());
        said.clear();
        said.put("p", "notice", sentence);
    }

    // Reads the text as it is now understood; how many rows it has, or why it is no table.
    fn read(&self) -> Result<usize, String> {
        let text = self.text.borrow();
        let table = csv::read(&text).map_err(|error| error.to_string())?;
        if let Some(taken) = csv::take(self.edition(), &table) {
            self.sheet.set(Shared::new(Sheet::Own(taken)));
            return Ok(table.rows.len());
        }
        let reading =
            quote_sheet::read(self.edition(), &text, &self.given.borrow()).map_err(|error| error.to_string())?;
        if let Some(refused) = &reading.refused {
            return Err(refused.message.to_owned());
        }
        let count = reading.rows.iter().filter(|row| row.role != Role::Blank).count();
        if count == 0 {
            return Err(NO_TABLE.to_owned());
        }
        Ask::keep(&mut self.asked.borrow_mut(), &reading);
        self.sheet.set(Shared::new(Sheet::Quote(Box::new(reading))));
        Ok(count)
    }

    /// Takes something that the person says of the table; the focus stays where it is.
    fn say(&self, change: impl FnOnce(&Self)) {
        let focused = document().active_element().map(|active| active.id());
        change(self);
        // What could be read before can be read with every answer.
        let _ = self.read();
        soon(move || {
            if let Some(control) = focused.filter(|id| !id.is_empty()).and_then(|id| page::by_id(&id)) {
                page::focus_quietly(&control);
            }
        });
    }

    fn answer(&self, answers: &[Answer]) {
        self.say(|import| {
            let mut given = import.given.borrow_mut();
            for answer in answers {
                given.answers.retain(|other| asks::subject(other) != asks::subject(answer));
                given.answers.push(*answer);
            }
        });
    }

    fn put_aside(&self, row: usize, aside: bool) {
        self.say(|import| {
            let mut given = import.given.borrow_mut();
            given.answers.retain(|answer| *answer != Answer::Aside { row });
            if aside {
                given.answers.push(Answer::Aside { row });
            }
        });
    }

    /// A box by which a row is left out.
    fn aside(self: &Rc<Self>, row: usize, is_sum: bool, place: &El) {
        let words = if is_sum {
            format!("{row}行目の合計とは比べない")
        } else {
            format!("{row}行目は追加しない")
        };
        let told = Rc::clone(self);
        let change = move |event| told.put_aside(row, ticked(&event));
        let made = place.tick(&format!("aside-{row}"), &words, "", change);
        made.check(self.given.borrow().answers.contains(&Answer::Aside { row }));
    }
}
