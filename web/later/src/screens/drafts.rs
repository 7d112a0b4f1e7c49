//! The drafts, several offices side by side: open, name, copy, delete with undo, begin; and whether this browser keeps them.

use kaigo_hojo_assess::overview::programmes;
use kaigo_hojo_assess::rules::date::Date;
use kaigo_hojo_assess::words::date;
use kaigo_hojo_parts::choice::{Answer, Choices, list};
use kaigo_hojo_parts::dom::{El, Watched, value_of};
use kaigo_hojo_parts::{clock, page, words};
use leptos::prelude::window;
use std::rc::Rc;

use crate::keep::{Entry, NAMELESS, Shelf};
use crate::keeping::keeping;

const SHAPE: &str = "<div><h3 data-at></h3><p class=card-title data-at></p><p class=hint data-at></p>\
    <div class=field><label class=label data-at>名前（任意）</label><p class=help data-at>事業所の名前など、見分けるためのものです。</p>\
    <input class=input type=text maxlength=100 autocomplete=off data-at></div><div class=entry-actions data-at></div></div>";

/// The screen.
pub(crate) fn drafts(shelf: &'static Shelf, place: &El) {
    let place = place.add("section", "");
    let head = place.set("data-screen", "drafts").add("div", "screen-head");
    head.add("p", "back").link("", "#", "制度の一覧に戻る");
    head.add("h1", "").set("tabindex", "-1").say("下書き");
    head.put("p", "help", "事業所ごとに下書きを分けて残せます。入力を始めると、下書きが一つできます。");
    put_list(shelf, &place.section("下書きの一覧"));
    put_new(shelf, &place.section("新しい下書き"));
    let kept = place.section("端末への保存");
    keeping(shelf, &kept);
    put_clear(shelf, &kept);
}

// Where the answers of a programme are.
fn go(programme: &str) {
    // It fails only for an address that is none.
    let _ = window().location().set_hash(programme);
}

fn put_list(shelf: &'static Shelf, place: &El) {
    let none = place.add("p", "");
    none.say("下書きはまだありません。");
    none.hide_while(move || shelf.count() > 0);
    let keys = move || {
        let mut keys = Vec::new();
        shelf.each(|entry, _| keys.push((entry.key, 0)));
        keys
    };
    let list = place.add("ul", "cards");
    list.id("drafts").keyed("card", keys, move |(key, _), item| card(shelf, key, item));
    // The place of the notice is always there, so that a screen reader notices what comes into it.
    place.add("div", "").set("role", "status").live(move |place| {
        if *shelf.removed.get() {
            let notice = place.add("div", "undo");
            notice.id("undo").put("p", "", "下書きを削除しました。");
            notice.button("plain", "元に戻す", move |_| {
                let id = shelf.restore().map_or_else(String::new, |key| format!("d{key}"));
                clock::soon(move || page::focus_control(&id));
            });
        }
    });
}

// As the list shows an entry: its name, its programme, when it was changed, whether it is on a desk.
type Shown = (String, String, String, bool);

fn shown(entry: &Entry, on_desk: bool) -> Shown {
    let programme = &entry.draft.application.programme;
    let about = programmes().into_iter().find(|about| about.id == *programme);
    let name = entry.draft.name.clone().unwrap_or_else(|| NAMELESS.to_owned());
    let programme =
        about.map_or_else(|| format!("この試算にない制度（{programme}）"), |about| words::programme(&about));
    (name, programme, entry.changed.clone(), on_desk)
}

fn card(shelf: &'static Shelf, key: u32, item: &El) {
    let (title, field) = (format!("d{key}-title"), format!("d{key}-name"));
    item.id(&format!("d{key}")).set("aria-labelledby", &title);
    let mut at = item.shape(SHAPE);
    let (heading, programme, changed) = (at.take(), at.take(), at.take());
    at.take().set("for", &field);
    at.take().id(&format!("{field}-help"));
    let input = at.take();
    let actions = at.take();
    let mut name = String::new();
    shelf.each(|entry, _| {
        if entry.key == key {
            name = entry.draft.name.clone().unwrap_or_default();
        }
    });
    input.id(&field).set("value", &name).set("aria-describedby", &format!("{field}-help"));
    input.on("change", move |event| shelf.rename(key, &value_of(&event)));
    let now: Rc<Watched<Option<Shown>>> = Rc::new(Watched::new(None));
    let told = Rc::clone(&now);
    kaigo_hojo_parts::dom::follow(move || {
        shelf.each(|entry, on_desk| {
            if entry.key == key {
                told.set(Some(shown(entry, on_desk)));
            }
        });
    });
    heading.id(&title);
    kaigo_hojo_parts::dom::follow(move || {
        let now = now.get();
        let Some((name, of, when, on_desk)) = &*now else { return };
        heading.clear();
        heading.write(name);
        if *on_desk {
            heading.write(" ");
            heading.mark(("入力中", "mark counted"));
        }
        programme.say(of);
        changed.say(&spoken(when));
    });
    for (part, words, class) in [("open", "開く", "main"), ("copy", "複製", "plain"), ("delete", "削除", "plain")]
    {
        let id = format!("d{key}-{part}");
        let failed = actions.clone();
        let button = actions.button(class, words, move |_| act(shelf, key, part, &failed));
        button.set("aria-labelledby", &format!("{id} {title}")).id(&id);
    }
}

fn act(shelf: &'static Shelf, key: u32, action: &str, place: &El) {
    match action {
        "open" => {
            let mut programme = String::new();
            shelf.each(|entry, _| {
                if entry.key == key {
                    programme.clone_from(&entry.draft.application.programme);
                }
            });
            if shelf.put(key) {
                go(&programme);
            } else if place.0.query_selector(".wrong").ok().flatten().is_none() {
                let words = "この下書きは開けません。制度の内容が変わったか、この試算にない制度のものです。いまの入力はそのままです。";
                place.add("p", "wrong").set("role", "alert").say(words);
            }
        }
        "copy" => {
            let id = shelf.copy(key).map_or_else(String::new, |copy| format!("d{copy}-name"));
            clock::soon(move || page::focus_control(&id));
        }
        _ => {
            shelf.remove(key);
            clock::soon(|| page::focus_control("undo"));
        }
    }
}

// `2026-11-21T09:30` as people say it.
fn spoken(moment: &str) -> String {
    let Some((day, time)) = moment.split_once('T') else { return String::new() };
    let mut parts = day.split('-').map(|part| part.parse::<u16>().unwrap_or(0));
    let mut next = || parts.next().unwrap_or(0);
    let (year, month, day) = (next(), next(), next());
    let narrow = |part: u16| u8::try_from(part).unwrap_or(0);
    Date::new(year, narrow(month), narrow(day))
        .map_or_else(String::new, |day| format!("最後の変更：{} {time}", date(day)))
}

fn put_new(shelf: &'static Shelf, place: &El) {
    let abouts = programmes();
    let names: Vec<String> = abouts.iter().map(words::programme).collect();
    let answers: Vec<Answer<'_>> =
        abouts.iter().zip(&names).map(|(about, name)| Answer::new(&about.id, name)).collect();
    let chosen: Rc<Watched<Option<usize>>> = Rc::new(Watched::new(None));
    let choosing = Rc::clone(&chosen);
    let field = place.add("div", "field");
    field.add("label", "label").set("for", "new-programme").say("制度");
    let change = Box::new(move |at| choosing.set(Some(at)));
    let choices = Choices { id: "new-programme", name: "new-programme", answers: &answers, chosen: None, change };
    let select = list(&field, choices);
    let error = field.add("p", "error");
    error.id("new-programme-error").flag("hidden", true);
    select.set("aria-describedby", "new-programme-error");
    let ids: Vec<String> = abouts.into_iter().map(|about| about.id).collect();
    place.add("p", "entry-actions").button("plain", "新しい下書きを始める", move |_| {
        let begun = (*chosen.peek()).and_then(|at| ids.get(at)).filter(|programme| shelf.begin(programme));
        match begun {
            Some(programme) => go(programme),
            None => {
                error.flag("hidden", false);
                error.say("制度を選んでください。");
                page::focus_control("new-programme");
            }
        }
    });
}

// Everything, after asking once.
fn put_clear(shelf: &'static Shelf, place: &El) {
    const BUTTON: &str = "clear-all";
    let asking = Rc::new(Watched::new(false));
    place.add("div", "entry-actions").live(move |place| {
        let now = *asking.get();
        let turn = |words: &str| {
            let asking = Rc::clone(&asking);
            place.button("plain", words, move |_| {
                asking.set(!now);
                clock::soon(|| page::focus_control(BUTTON));
            })
        };
        if !now {
            turn("すべての下書きを消す").id(BUTTON);
            return;
        }
        place.put("p", "", "すべての下書きを、この端末に保存したものも含めて消します。元に戻せません。");
        let done = Rc::clone(&asking);
        let clear = move |_| {
            shelf.clear();
            done.set(false);
            clock::soon(|| page::focus_control(BUTTON));
        };
        place.button("plain", "すべて消す", clear).id(BUTTON);
        turn("やめる");
    });
}
