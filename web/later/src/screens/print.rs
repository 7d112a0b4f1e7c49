//! 試算結果・自己点検表: everything that is known of an application, for paper, and a draft of the cost statement to copy
//! from.
//!
//! On the screen it is what will be printed. Invariants: the status stands above the figure; what is not known yet is said,
//! never left out; the rules that were used are named with their mark.

mod statement;
mod tables;

use kaigo_hojo_assess::assessment::Assessment;
use kaigo_hojo_assess::words::date;
use kaigo_hojo_assess::{Draft, short_sum};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::{trace, words};
use leptos::prelude::window;
use web_sys::js_sys::futures::spawn_local;

use super::result::{SOURCE, headline, source, step_lines};
use crate::desk::{Desk, Seen};
use crate::nav::screen;
use crate::table::FIGURES;
use crate::{qr, shared_link};

/// The screen of a programme.
pub(crate) fn print(desk: &'static Desk, place: &El) {
    let (seen, draft) = (desk.look(), desk.follow());
    let place = screen(desk, "print", "試算結果・自己点検表", place);
    let act = place.add("div", "buttons act");
    act.button("main", "印刷する", |_| {
        // It fails only where there is no window.
        let _ = window().print();
    });
    act.put("p", "hint", "A4の用紙に印刷します。PDFにするときは、印刷の画面で「PDFに保存」を選んでください。");
    let line = place.add("p", "print-name");
    line.put("strong", "", draft.name.as_deref().unwrap_or_default());
    line.put("span", "", &date(desk.today));
    headline(desk, &seen, &place.add("div", "headline"));
    if let Some(assessment) = &seen.assessment {
        formula(desk, &seen, assessment, &place);
        tables::lines(desk, &draft, assessment, &place);
        tables::conditions(assessment, &place);
        tables::papers(&draft, assessment, &place);
        tables::deadlines(desk, &seen, assessment, &place);
        statement::statement(desk, &draft, assessment, &place);
        tables::unclear(desk, &seen, assessment, &place);
    }
    about(desk, draft, &place);
}

fn formula(desk: &'static Desk, seen: &Seen, assessment: &Assessment<'static>, place: &El) {
    let heads = [("", "項目"), ("", "計算"), (FIGURES, "結果"), ("cites", "根拠")];
    let (place, rows) = tables::grid(place, "計算", &heads);
    for step in short_sum(desk.edition, &assessment.steps) {
        let value = trace::value(step);
        let row = tables::row(&rows, step.label);
        let cell = row.add("td", "");
        cell.put("span", "", trace::formula(step, &value));
        step_lines(desk, seen, step, &cell);
        row.put("td", FIGURES, &value);
        row.put("td", "", step.cite);
    }
    if let Some(binding) = assessment.binding_constraint {
        place.cited("binding", &format!("補助額を抑えているもの：{}", binding.label), binding.cite);
    }
}

// The rules that were used, the day, and the way back to this application.
fn about(desk: &'static Desk, draft: Draft, place: &El) {
    let place = place.section(SOURCE);
    place.put("p", "hint", words::PROMISE);
    let columns = place.add("div", "source");
    let rows = source(desk, &columns);
    rows.fact("", "規則の版").add("span", "hash").say(&desk.edition.about.hash);
    if desk.preview.is_some() {
        // A link would lead to a page that does not have the pack.
        return;
    }
    let code = columns.add("div", "code");
    spawn_local(async move {
        let address = shared_link::address(&draft, false).await;
        let words = "この内容を開くリンクの二次元コード";
        code.put(
            "p",
            "hint",
            if address.is_some_and(|address| qr::draw(&address, words, &code)) {
                "この内容を開く二次元コード（明細の名称は入っていません）"
            } else {
                "内容が多いため、二次元コードはありません。続きを使うときは、ファイルに保存してください。"
            },
        );
    });
}
