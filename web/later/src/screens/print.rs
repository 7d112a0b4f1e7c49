//! 試算結果・自己点検表: everything that is known of an application, for paper, and a draft of the cost statement to copy
//! from.
//!
//! On the screen it is what will be printed. Invariants: the status stands above the figure; what is not known yet is said,
//! never left out; the rules that were used are named with their mark.

mod statement;
mod tables;

use kaigo_hojo_assess::Draft;
use kaigo_hojo_assess::assessment::{Assessment, Verdict};
use kaigo_hojo_assess::words::date;
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::outcome::{figure, put_status, warnings};
use kaigo_hojo_parts::{trace, words};
use leptos::prelude::window;
use web_sys::js_sys::futures::spawn_local;

use crate::desk::{Desk, Seen};
use crate::nav::screen;
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
    head(desk, &seen, &draft, &place);
    if let Some(assessment) = &seen.assessment {
        formula(desk, assessment, &place);
        tables::lines(desk, &draft, assessment, &place);
        tables::conditions(assessment, &place);
        tables::papers(&draft, assessment, &place);
        tables::deadlines(assessment, &place);
        tables::unclear(desk, &seen, assessment, &place);
    }
    source(desk, draft.clone(), &place);
    if let Some(assessment) = &seen.assessment {
        statement::statement(desk, &draft, assessment, &place);
    }
}

fn head(desk: &'static Desk, seen: &Seen, draft: &Draft, place: &El) {
    if let Some(name) = &draft.name {
        place.put("p", "print-name", name);
    }
    let place = place.add("div", "headline");
    put_status(&desk.edition.about, desk.today, &place);
    if let Some(assessment) = &seen.assessment {
        let (mark, condition) = match assessment.verdict {
            Verdict::Eligible => (("条件を満たす", "mark counted"), ""),
            Verdict::NotEligible => (("対象外", "mark excluded"), "条件を満たしていた場合の"),
            Verdict::Undetermined => (("未確認", "mark waiting"), ""),
        };
        let line = place.add("p", "verdict");
        line.mark(mark);
        line.put("span", "", words::verdict(assessment.verdict));
        place.put("h2", "figure-label", &format!("{condition}{}", words::ESTIMATE));
        place.put("p", "figure", &figure(assessment.amount));
        if let Some(burden) = assessment.own_burden {
            place.put("p", "burden", &format!("自己負担 {}", words::span(burden)));
        }
    }
    if let Some(failure) = &seen.failure {
        place.put("p", "wrong", failure);
    }
    if let Some(assessment) = &seen.assessment {
        warnings(assessment.amount, assessment.not_computable, seen.left_out, &place);
    }
    let open = seen.advice.missing.len() + seen.counts.waiting;
    if open > 0 {
        place.put("p", "lacks", &format!("まだ答えていない質問が{open}問あります。"));
    }
    if seen.counts.mistakes > 0 {
        let count = seen.counts.mistakes;
        place.put(
            "p",
            "wrong",
            &format!("入力に誤りが{count}件あります。誤りのある欄は、答えていないものとしています。"),
        );
    }
    place.put("p", "hint", words::PROMISE);
}

fn formula(desk: &'static Desk, assessment: &Assessment<'static>, place: &El) {
    let place = place.section("計算");
    let rows = tables::grid(&place, "計算のあらまし", &["項目", "計算", "結果", "根拠"]);
    trace::each_short(desk.edition, &assessment.steps, |step| {
        let value = trace::value(step);
        let row = tables::row(&rows, step.label);
        row.put("td", "", if step.formula == value { "" } else { &step.formula });
        row.put("td", "yen", &value);
        row.put("td", "", step.cite);
    });
    if let Some(binding) = assessment.binding_constraint {
        place.cited("binding", &format!("補助額を抑えているもの：{}", binding.label), binding.cite);
    }
}

// The rules that were used, the day, and the way back to this application.
fn source(desk: &'static Desk, draft: Draft, place: &El) {
    let about = &desk.edition.about;
    let place = place.section("この試算について");
    let columns = place.add("div", "source");
    let rows = columns.add("dl", "rows");
    rows.fact("", "試算した日").say(&date(desk.today));
    rows.fact("", "もとにした制度").say(&about.title);
    rows.fact("", "条文の日付").say(&date(about.as_of));
    rows.fact("", "最後の確認").say(&words::checked(about));
    rows.fact("", "規則の版").add("span", "hash").say(&about.hash);
    let code = columns.add("div", "code");
    spawn_local(async move {
        let address = shared_link::address(&draft, false).await;
        let words = "この内容を開くリンクの二次元コード";
        if address.is_some_and(|address| qr::draw(&address, words, &code)) {
            code.put("p", "hint", "この内容を開く二次元コード（明細の名称は入っていません）");
        } else {
            code.put(
                "p",
                "hint",
                "内容が多いため、二次元コードはありません。続きを使うときは、ファイルに保存してください。",
            );
        }
    });
}
