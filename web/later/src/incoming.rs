//! A draft that comes from elsewhere, from a file or a link: what it holds is shown, and what is entered is replaced only
//! when the person says so.

use kaigo_hojo_assess::decode::facts;
use kaigo_hojo_assess::draft::{Document, document};
use kaigo_hojo_assess::error::Code;
use kaigo_hojo_assess::packs::OVERVIEW;
use kaigo_hojo_assess::rules::edition::Edition;
use kaigo_hojo_assess::tree::Tree;
use kaigo_hojo_assess::{Assessor, DocumentError, Draft};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::handover;
use kaigo_hojo_parts::outcome::{figure, put_status};
use kaigo_hojo_parts::words;
use leptos::prelude::window;

use crate::desk::{Desk, Desks};
use crate::preview::is_previewed;
use crate::{mistake, shared_link};

/// A larger file is none of ours, in bytes.
pub(crate) const MOST_BYTES: f64 = 16_777_216.0;

const FOREIGN: &str = "この試算で保存したファイルではないようです。名前が .json で終わるファイルを選んでください。";
const NEWER: &str = "このファイルは新しい版で保存されています。ページを再読み込みしてから開いてください。";

/// The draft of a file: one that was saved here, or an application.
pub(crate) fn read(text: &str) -> Result<Draft, DocumentError> {
    let wrong = |code, message: &str| DocumentError { code, path: String::new(), message: message.to_owned() };
    let tree: Tree<'_> = serde_json::from_str(text).map_err(|error| match error.line() {
        0 | 1 => wrong(Code::Malformed, FOREIGN),
        line => wrong(
            Code::Malformed,
            &format!("ファイルの{line}行目あたりが壊れています。もう一度、元のファイルを受け取ってください。"),
        ),
    })?;
    match document(&tree) {
        Ok(Document::Draft(draft)) => Ok(*draft),
        Ok(Document::Application(application)) => Ok(Draft { application, ..Draft::default() }),
        Err(error) if error.path.is_empty() => Err(wrong(error.code, FOREIGN)),
        Err(error) if error.path == "schema" => {
            let is_ours = matches!(&tree, Tree::Object(entries) if entries.iter().any(|(key, value)| {
                key == "schema" && matches!(value, Tree::Text(schema) if schema.starts_with("kaigo-hojo/"))
            }));
            Err(wrong(error.code, if is_ours { NEWER } else { FOREIGN }))
        }
        Err(error) => Err(error),
    }
}

/// Where a draft belongs.
pub(crate) enum Home {
    /// On this desk.
    Desk(&'static Desk),
    /// Its programme is on its way.
    Coming,
    /// Nowhere.
    Nowhere(DocumentError),
}

/// Finds out where a draft belongs, and whether its programme can read it; followed while the programme is on its way.
pub(crate) fn home(desks: &'static Desks, draft: &Draft) -> Home {
    let programme = &draft.application.programme;
    let Some(desk) = desks.of_coming(programme) else {
        if OVERVIEW.iter().any(|known| known.id == programme) {
            handover::want(programme);
            return Home::Coming;
        }
        let message = if is_previewed(programme) {
            "未公開の制度定義で入力したものです。先に「未公開の制度定義」の画面で、同じ定義のファイルを開いてください。"
        } else {
            "この試算にない制度のものです。制度の一覧にあるものだけを開けます。"
        }
        .to_owned();
        return Home::Nowhere(DocumentError { code: Code::UnknownProgramme, path: "programme".to_owned(), message });
    };
    match facts(desk.edition, &draft.application) {
        Ok(_) => Home::Desk(desk),
        Err(error) => Home::Nowhere(error.within("application")),
    }
}

/// Says why a draft is not taken, and that nothing has changed.
pub(crate) fn refuse(error: &DocumentError, edition: Option<&Edition>, place: &El) {
    let notice = place.add("div", "notice");
    notice.set("role", "alert").put("p", "lead", "開けませんでした。いまの入力はそのままです。");
    mistake::put(error, edition, &notice);
}

/// What a draft holds, and the way to take it in place of what is entered. `back`: where to go instead.
pub(crate) fn offer(desk: &'static Desk, draft: Draft, back: &str, place: &El) {
    let about = &desk.edition.about;
    place.put("p", "card-title", &words::programme(about));
    put_status(about, desk.today, place);
    let list = place.add("ul", "plain-list");
    let parts = shared_link::parts(&draft);
    parts.iter().for_each(|part| list.put("li", "", part));
    if parts.is_empty() {
        list.put("li", "", "何も入力されていません");
    }
    if let Ok(assessment) = Assessor::new(desk.edition).assess_draft(&draft, desk.today) {
        let line = place.add("p", "");
        line.put("span", "lead", words::ESTIMATE);
        line.put("strong", "", &figure(assessment.amount));
    }
    let entered = shared_link::parts(&desk.draft());
    if !entered.is_empty() {
        let notice = place.add("div", "notice");
        notice.put("p", "lead", "いまの入力は、この内容に置き換わります。");
        notice.put("p", "", &format!("いまの入力：{}", entered.join("、")));
        let line = notice.add("p", "act");
        line.link("", &format!("{}/share", desk.address()), "いまの入力を先に保存する");
    }
    let buttons = place.add("div", "buttons");
    let words = if entered.is_empty() { "この内容を開く" } else { "置き換えて開く" };
    let failed = place.add("div", "");
    let draft = core::cell::Cell::new(Some(draft));
    buttons.button("main", words, move |_| {
        let Some(draft) = draft.take() else { return };
        open(desk, draft, &failed);
    });
    buttons.link("", back, "開かずに戻る");
}

/// Takes a draft and shows it.
pub(crate) fn open(desk: &'static Desk, draft: Draft, failed: &El) {
    if desk.put(draft) {
        // It fails only for an address that is none.
        let _ = window().location().set_hash(&desk.address());
    } else {
        failed.put(
            "p",
            "wrong",
            "開けませんでした。いまの入力はそのままです。ページを再読み込みしてから、もう一度開いてください。",
        );
    }
}
