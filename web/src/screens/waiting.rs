//! What is shown in place of something that is not loaded yet, or could not be loaded.

use kaigo_hojo_parts::dom::El;

use crate::route::Places;

/// That something is on its way, or a sentence and the way to try once more. `name`: as the loader knows it.
pub(crate) fn waiting(places: &'static Places, heading: &str, name: &'static str, failed: bool, place: &El) {
    let place = place.add("section", "");
    let head = place.set("data-screen", "waiting").add("div", "screen-head");
    head.add("p", "back").link("", "#", "制度の一覧に戻る");
    head.add("h1", "").set("tabindex", "-1").say(heading);
    if failed {
        let line = head.add("p", "notice");
        line.set("role", "alert")
            .write("読み込めませんでした。通信の状態を確かめてください。入力した内容はそのままです。");
        line.button("link", "もう一度読み込む", move |_| places.again(name));
    } else {
        head.add("p", "").set("role", "status").say("読み込んでいます…");
    }
}
