//! 見積書の行を読み込む: a table that was pasted or chosen, what its columns and rows mean, and only then its lines.
//!
//! Nothing that is entered changes before the last button. Invariants: every row of the table is a line, or told with the
//! reason; what the person says of a row or a column counts for more than what was guessed.

mod columns;
mod rows;

use std::rc::Rc;

use kaigo_hojo_assess::csv::{Column, CsvError, Mapping, Table, propose, read};
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::{Answer, Draft, Item};
use kaigo_hojo_parts::dom::{El, Shared, Watched, value_of};
use kaigo_hojo_parts::ids::item_id;
use web_sys::File;
use web_sys::js_sys::futures::spawn_local;

use crate::desk::Desk;
use crate::files;
use crate::nav::screen;

const NO_TABLE: &str = "表が見つかりません。表計算ソフトの行をコピーして貼り付けてください。";

/// A larger file is no quote, in bytes.
const MOST_BYTES: f64 = 8_388_608.0;

/// The table as the person wants it read.
struct Import {
    desk: &'static Desk,
    table: Watched<Shared<Table>>,
    mapping: Watched<Mapping>,
    /// The kinds that the person has chosen: the number of the row, and the position of the kind.
    kinds: Watched<Vec<(usize, usize)>>,
}

const PASTE: &str = "<div class=field><label class=label for=paste>表を貼り付ける</label>\
    <p class=help id=paste-help>Excelなどで見積書の行を選んでコピーし、ここに貼り付けてください。見出しの行も一緒に選べます。</p>\
    <textarea data-at class='input paste' id=paste rows=5 spellcheck=false aria-describedby=paste-help></textarea></div>";

/// The screen of a programme.
pub(crate) fn import(desk: &'static Desk, place: &El) {
    let place = screen(desk, "import", "見積書の行を読み込む", place);
    place.put("p", "help", "読み込む内容を確かめるまで、いまの入力は変わりません。");
    let import = Rc::new(Import {
        desk,
        table: Watched::new(Shared::default()),
        mapping: Watched::new(Mapping::default()),
        kinds: Watched::new(Vec::new()),
    });
    let source = place.section("1. 表を渡す");
    let told = Rc::clone(&import);
    let paste = source.shape(PASTE).take();
    let choosing = source.add("div", "");
    let said = source.add("div", "");
    said.set("role", "status");
    let heard = said.clone();
    paste.on("input", move |event| {
        told.take(&value_of(&event), &heard);
    });
    let told = Rc::clone(&import);
    files::choose(
        &choosing,
        "table-file",
        "または、ファイルを選ぶ（.csv）",
        ".csv,.tsv,.txt,text/csv",
        move |file| {
            let (told, said) = (Rc::clone(&told), said.clone());
            spawn_local(async move { told.take_file(&file, &said).await });
        },
    );
    let (told, rest) = (Rc::clone(&import), place.add("div", ""));
    rest.live(move |place| {
        if !told.table.get().rows.is_empty() {
            columns::columns(&told, &place.section("2. 列の意味を確かめる"));
            rows::rows(&told, &place.section("3. 行を確かめて読み込む"));
        }
    });
}

impl Import {
    fn edition(&self) -> &'static Edition {
        self.desk.edition
    }

    async fn take_file(&self, file: &File, said: &El) {
        if let Some(sentence) = files::foreign(file).await {
            return self.refuse(sentence, said);
        }
        if file.size() > MOST_BYTES {
            return self.refuse(&CsvError::TooLarge.to_string(), said);
        }
        let name = file.name();
        match files::any_text(file).await {
            Some(text) if text.is_empty() => self.refuse(NO_TABLE, said),
            Some(text) => {
                if self.take(&text, said) {
                    said.put("p", "hint", &format!("ファイル「{name}」"));
                }
            }
            None => self.refuse(
                "文字コードが分からないため、読めません。表計算ソフトで「CSV（UTF-8）」として保存し直してください。",
                said,
            ),
        }
    }

    // Whether there is a table in the text.
    fn take(&self, text: &str, said: &El) -> bool {
        said.clear();
        match read(text) {
            Ok(table) if table.rows.is_empty() && !text.is_empty() => {
                self.refuse(NO_TABLE, said);
                false
            }
            Ok(table) => {
                if !table.rows.is_empty() {
                    let count = table.rows.len();
                    said.put("p", "hint", &format!("{count}行の表を読みました。下で列と行を確かめてください。"));
                }
                self.kinds.set(Vec::new());
                self.mapping.set(propose(self.edition(), &table));
                self.table.set(Shared::new(table));
                true
            }
            Err(error) => {
                self.refuse(&error.to_string(), said);
                false
            }
        }
    }

    fn refuse(&self, sentence: &str, said: &El) {
        self.table.set(Shared::default());
        said.clear();
        said.put("p", "notice", sentence);
    }

    fn set_mapping(&self, change: impl FnOnce(&mut Mapping)) {
        let mut mapping = self.mapping.peek().clone();
        change(&mut mapping);
        self.mapping.set(mapping);
    }

    /// The table with the kinds that the person has chosen, and how it is to be read; followed.
    fn wanted(&self) -> (Table, Mapping) {
        let (table, mut mapping) = (Table::clone(&self.table.get()), self.mapping.get().clone());
        let mut table = table;
        let kinds = self.kinds.get();
        if kinds.is_empty() {
            return (table, mapping);
        }
        let width = table.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        mapping.columns.resize(width, None);
        let column = mapping.columns.iter().position(|held| *held == Some(Column::Kind)).unwrap_or(width);
        if column == width {
            mapping.columns.push(Some(Column::Kind));
        }
        for row in &mut table.rows {
            let chosen = kinds.iter().find(|(number, _)| *number == row.number);
            if let Some(kind) = chosen.and_then(|(_, kind)| self.edition().kinds.get(*kind)) {
                row.cells.resize(row.cells.len().max(column + 1), String::new());
                row.cells[column] = format!("[{}]", kind.id);
            }
        }
        (table, mapping)
    }
}

/// Puts lines into a draft, after those that are there or in their place.
fn enter(draft: &mut Draft, items: Vec<Item>, replace: bool) {
    if replace {
        draft.application.items = None;
        draft.open.clear();
    }
    let there = draft.application.items.get_or_insert_default();
    let key = |id: &str| id.strip_prefix('i')?.parse::<u32>().ok();
    let last = there.iter().filter_map(|item| key(&item.id)).max().unwrap_or(0);
    let moved = |id: &mut String| *id = item_id(last.saturating_add(key(id).unwrap_or(0)));
    for mut item in items {
        moved(&mut item.id);
        for answer in item.answers.values_mut() {
            if let Answer::Lines(ids) = answer {
                ids.iter_mut().for_each(moved);
            }
        }
        there.push(item);
    }
}

#[cfg(test)]
mod tests {
    use kaigo_hojo_assess::draft::{Part, Place};

    use super::*;
    use crate::testing;

    fn item(id: &str, named: &[&str]) -> Item {
        let lines = Answer::Lines(named.iter().map(|id| (*id).to_owned()).collect());
        testing::item(id, (!named.is_empty()).then(|| ("to".to_owned(), lines)))
    }

    #[test]
    fn lines_come_behind_others_under_ids_of_their_own() {
        let mut draft = Draft::default();
        enter(&mut draft, vec![item("i1", &[]), item("i2", &["i1"])], false);
        assert_eq!(draft.application.items, Some(vec![item("i1", &[]), item("i2", &["i1"])]));
        draft.application.items = Some(vec![item("i7", &["i3"]), item("i3", &[])]);
        draft.open = vec![Place { line: 1, part: Part::Price }];
        enter(&mut draft, vec![item("i1", &[]), item("i2", &["i1"])], false);
        let all = vec![item("i7", &["i3"]), item("i3", &[]), item("i8", &[]), item("i9", &["i8"])];
        assert_eq!((draft.application.items.as_ref(), draft.open.len()), (Some(&all), 1));
        enter(&mut draft, vec![item("i1", &[])], true);
        assert_eq!((draft.application.items, draft.open.len()), (Some(vec![item("i1", &[])]), 0));
    }
}
