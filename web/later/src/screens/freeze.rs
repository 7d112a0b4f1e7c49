//! この結果を検証用の事例として保存: what is entered with what came out, as a file that the tests of the rules take. For the
//! officials who write a programme's rules, so it is folded away.

use core::cell::Cell;
use std::rc::Rc;

use kaigo_hojo_assess::assessment::Assessment;
use kaigo_hojo_assess::frozen::case;
use kaigo_hojo_parts::clock::moment;
use kaigo_hojo_parts::dom::{El, ticked};

use super::share::{file_name, saved};
use crate::desk::{Desk, Seen};
use crate::telling::telling;
use crate::{files, shared_link};

const BUTTON: &str = "この結果を検証用の事例として保存";

/// The folded part at the end of a result.
pub(super) fn freeze(desk: &'static Desk, seen: &Rc<Seen>, place: &El) {
    let seen = Rc::clone(seen);
    let (_, summary) = place.disclosure("", move |place| inside(desk, &seen, place));
    summary.say("検証用の事例として保存する（制度の定義を作る担当者の方へ）");
}

fn inside(desk: &'static Desk, seen: &Rc<Seen>, place: &El) {
    place.put(
        "p",
        "help",
        "入力した内容といまの計算結果を、制度の定義の試験に使う事例のファイルにします。期待値はこのプログラムの出力なので、\
         条文と手計算で確かめてから使ってください。",
    );
    if seen.left_out > 0 || seen.counts.mistakes > 0 {
        return place.put("p", "notice", "入力中の明細か、誤りのある欄があります。直してから保存してください。");
    }
    let mut draft = desk.draft();
    if let Some(preview) = desk.preview {
        // It is a case for the pack, wherever that will be.
        draft.application.programme.clone_from(&preview.claims);
    }
    let names = Rc::new(Cell::new(false));
    if shared_link::has_names(&draft) {
        let chosen = Rc::clone(&names);
        place.tick("case-names", "明細の名称と下書きの名前も入れる", "", move |event| {
            chosen.set(ticked(&event))
        });
        place.put("p", "hint", "選ばないと、どちらも入りません。");
    }
    let seen = Rc::clone(seen);
    telling(place, BUTTON, move |said| {
        let text = |assessment: &Assessment<'_>| {
            let id = format!("frozen-{}", moment());
            serde_json::to_string_pretty(&[case(&id, &desk.edition.about, &draft, assessment, names.get())]).ok()
        };
        let name = file_name(desk, "-事例", "json");
        let text = seen.assessment.as_ref().and_then(text);
        saved(text.is_some_and(|text| files::save(&name, "application/json", &(text + "\n"))), &name, said);
    });
}
