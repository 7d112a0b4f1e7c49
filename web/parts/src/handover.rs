//! How the two modules of the page and its loader talk: events on the document.
//!
//! | event | from → to | detail |
//! |---|---|---|
//! | `hojo:pack` | loader → both | `name`, `bytes`: a pack; a programme for the answers, `<programme>/whole` for the later module |
//! | `hojo:pack` | later → first | the same of a pack that the person tries out, for the answers |
//! | `hojo:failed` | loader → first | `name`: a programme or `later`, which could not be loaded |
//! | `hojo:want` | first → loader | `name`: load it now, or once more |
//! | `hojo:here` | later → first | the later module has started |
//! | `hojo:show` | first → later | `screen` (empty: none of its own), `programme` (empty: none) |
//! | `hojo:draft` | first → later | `bytes`, `mistakes`, `waiting`: what is entered for a programme now |
//! | `hojo:open` | later → first | `bytes`: replaces what is entered for its programme; `change`: or what it says otherwise |
//! | `hojo:kept` | later → first | `programme`: what was told last of it is stored, or not worth a warning |
//! | `hojo:count` | later → first | `count`: how many drafts there are |
//! | `hojo:clear` | first → later | `programme`: the person has cleared what is entered |
//! | `hojo:prefill` | frame → first | `programme`, `products`: lines to begin with, each a list of values |
//! | `hojo:prefilled` | first → frame | `path`: what is wrong with them; empty where they were taken |
//! | `hojo:ask` | frame → first | tell of the draft and of the result on the table, before this returns |
//! | `hojo:result` | first → frame | `asOf`, `status`, `yen`, `min`, `max`, `tight`, `lines`: what the estimate comes to |
//!
//! The frame is `web/embed/frame.js`, the script of the page that stands in an iframe of somebody else's page.
//!
//! A draft is told of once typing pauses, before one of its screens is shown, in answer to `hojo:open`, and before the
//! page is left. Dispatching is synchronous: whoever tells something has been heard when it goes on. This is the only module that knows
//! the names. A draft crosses over as the bytes of `assess::link`; the first module fills in the application and what is
//! open in it, and reads nothing else. Invariant: bytes that cannot be read change nothing.

use kaigo_hojo_assess::{Draft, link};
use leptos::prelude::document;
use leptos::wasm_bindgen::closure::Closure;
use leptos::wasm_bindgen::{JsCast, JsValue};
use web_sys::js_sys::{Array, Object, Reflect, Uint8Array};
use web_sys::{CustomEvent, CustomEventInit, Event};

/// The name under which the later module is loaded, and the element that it draws its screens into.
pub const LATER: &str = "later";
/// The element beside the answers that the later module draws into.
pub const NOTICE: &str = "kept";

/// What the first module says of a draft beside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// How many mistakes are shown at fields.
    pub mistakes: usize,
    /// How many lines wait for something.
    pub waiting: usize,
}

fn tell(event: &str, detail: &[(&str, JsValue)]) {
    let told = Object::new();
    for (key, value) in detail {
        // It fails only for a frozen object.
        let _ = Reflect::set(&told, &JsValue::from_str(key), value);
    }
    let init = CustomEventInit::new();
    init.set_detail(&told);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(event, &init) {
        let _ = document().dispatch_event(&event);
    }
}

// Listens as long as the page lives.
fn hear(event: &str, run: Box<dyn Fn(&JsValue)>) {
    let heard: Box<dyn Fn(Event)> = Box::new(move |event| {
        if let Some(event) = event.dyn_ref::<CustomEvent>() {
            run(&event.detail());
        }
    });
    let closure = Closure::wrap(heard).into_js_value();
    let _ = document().add_event_listener_with_callback(event, closure.unchecked_ref());
}

fn get(detail: &JsValue, key: &str) -> JsValue {
    Reflect::get(detail, &JsValue::from_str(key)).unwrap_or_default()
}

fn text(detail: &JsValue, key: &str) -> String {
    get(detail, key).as_string().unwrap_or_default()
}

fn count(detail: &JsValue, key: &str) -> usize {
    get(detail, key).as_f64().unwrap_or_default() as usize
}

fn bytes_of(detail: &JsValue) -> Option<Uint8Array> {
    get(detail, "bytes").dyn_into().ok()
}

fn named(event: &str, key: &str, name: &str) {
    tell(event, &[(key, JsValue::from_str(name))]);
}

fn packed(draft: &Draft) -> JsValue {
    Uint8Array::from(link::to_bytes(draft, true).as_slice()).into()
}

fn unpacked(detail: &JsValue) -> Option<Draft> {
    link::from_bytes(&bytes_of(detail)?.to_vec()).ok()
}

/// Told of each pack, possibly more than once: the programme and the bytes.
pub fn on_pack(run: impl Fn(String, Uint8Array) + 'static) {
    let run = move |detail: &JsValue| {
        if let Some(bytes) = bytes_of(detail) {
            run(text(detail, "name"), bytes);
        }
    };
    hear("hojo:pack", Box::new(run));
}

/// Hands over a pack that the person tries out.
pub fn pack(programme: &str, bytes: &[u8]) {
    tell("hojo:pack", &[("name", JsValue::from_str(programme)), ("bytes", Uint8Array::from(bytes).into())]);
}

/// Told of what could not be loaded.
pub fn on_failed(run: impl Fn(String) + 'static) {
    hear("hojo:failed", Box::new(move |detail| run(text(detail, "name"))));
}

/// Asks for a programme's pack or for the later module.
pub fn want(name: &str) {
    named("hojo:want", "name", name);
}

/// Says that the later module has started.
pub fn here() {
    tell("hojo:here", &[]);
}

/// Told when the later module has started.
pub fn on_here(run: impl Fn() + 'static) {
    hear("hojo:here", Box::new(move |_| run()));
}

/// Has the later module show a screen, or none.
pub fn show(screen: &str, programme: &str) {
    tell("hojo:show", &[("screen", JsValue::from_str(screen)), ("programme", JsValue::from_str(programme))]);
}

/// Told which screen to show, for which programme.
pub fn on_show(run: impl Fn(String, String) + 'static) {
    hear("hojo:show", Box::new(move |detail| run(text(detail, "screen"), text(detail, "programme"))));
}

/// Says what is entered now.
pub fn draft(draft: &Draft, counts: Counts) {
    let number = |count: usize| JsValue::from_f64(count as f64);
    let detail = [("bytes", packed(draft)), ("mistakes", number(counts.mistakes)), ("waiting", number(counts.waiting))];
    tell("hojo:draft", &detail);
}

/// Told of what is entered now.
pub fn on_draft(run: impl Fn(Draft, Counts) + 'static) {
    let run = move |detail: &JsValue| {
        if let Some(draft) = unpacked(detail) {
            run(draft, Counts { mistakes: count(detail, "mistakes"), waiting: count(detail, "waiting") });
        }
    };
    hear("hojo:draft", Box::new(run));
}

/// Replaces what is entered for a programme; with `change` only what the draft says otherwise, and what stands in all
/// other fields stays as it was typed. Before this returns, the first module has told of it as [`on_draft`] hears it;
/// where it has not, it could not take it.
pub fn open(draft: &Draft, change: bool) {
    tell("hojo:open", &[("bytes", packed(draft)), ("change", JsValue::from_bool(change))]);
}

/// Told of what is to replace what is entered.
pub fn on_open(run: impl Fn(Draft, bool) + 'static) {
    let run = move |detail: &JsValue| {
        if let Some(draft) = unpacked(detail) {
            run(draft, get(detail, "change").is_truthy());
        }
    };
    hear("hojo:open", Box::new(run));
}

/// Says that leaving the page would not lose what is entered for a programme.
pub fn kept(programme: &str) {
    named("hojo:kept", "programme", programme);
}

/// Says how many drafts there are.
pub fn count_drafts(number: usize) {
    tell("hojo:count", &[("count", JsValue::from_f64(number as f64))]);
}

/// Told how many drafts there are.
pub fn on_count(run: impl Fn(usize) + 'static) {
    hear("hojo:count", Box::new(move |detail| run(count(detail, "count"))));
}

/// Told of programmes whose input is kept.
pub fn on_kept(run: impl Fn(String) + 'static) {
    hear("hojo:kept", Box::new(move |detail| run(text(detail, "programme"))));
}

/// Says that the person has cleared what is entered for a programme.
pub fn clear(programme: &str) {
    named("hojo:clear", "programme", programme);
}

/// Told of programmes that were cleared.
pub fn on_clear(run: impl Fn(String) + 'static) {
    hear("hojo:clear", Box::new(move |detail| run(text(detail, "programme"))));
}

/// Told of products to begin with, and says what is wrong with them: the programme and the products, and a path or
/// nothing.
pub fn on_prefill(run: impl Fn(String, Array) -> String + 'static) {
    let run = move |detail: &JsValue| {
        let products = Array::from(&get(detail, "products"));
        named("hojo:prefilled", "path", &run(text(detail, "programme"), products));
    };
    hear("hojo:prefill", Box::new(run));
}

/// Told when the frame wants to know what is on the table.
pub fn on_ask(run: impl Fn() + 'static) {
    hear("hojo:ask", Box::new(move |_| run()));
}

/// Says what the estimate comes to.
pub fn result(detail: &[(&str, JsValue)]) {
    tell("hojo:result", detail);
}
