//! Whether this browser keeps the drafts: the box to tick, what it means, and what has to be told of it.

use kaigo_hojo_parts::dom::{El, ticked};
use kaigo_hojo_parts::{clock, page};

use crate::files;
use crate::keep::{Keeping, Notice, Shelf};

const BOX: &str = "keep";
const HELP: &str = "選ぶと、このブラウザーに下書きを保存し、次に開いたときに続きから入力できます。\
    ほかの人も使う端末では選ばないでください。選ばないときは、ページを閉じると消えます。\
    プライベートウィンドウ（シークレットモード）では、選んでも、そのウィンドウを閉じると消えます。";

const fn state(keeping: Keeping) -> &'static str {
    match keeping {
        Keeping::No => "この端末には保存していません。",
        Keeping::Yes => {
            "この端末に保存しています。入力するたびに自動で保存します。誤りのある欄は、直すまで保存しません。"
        }
        Keeping::Denied => {
            "このブラウザーでは、端末に保存できません。下書きは、ページを閉じるまでここに残ります。残したい内容はファイルに保存してください。"
        }
        Keeping::Full => {
            "この端末の保存場所がいっぱいで、最後の変更を保存できていません。下書きは、ページを閉じるまでここに残ります。\
             いらない下書きを削除するか、ファイルに保存してください。"
        }
        Keeping::Newer => {
            "この端末の内容は、新しい版で保存されています。ページを再読み込みしてください。それまでは、端末に保存しません。"
        }
    }
}

const fn told(notice: Notice) -> &'static str {
    match notice {
        Notice::Elsewhere => {
            "別のタブで下書きが変わったので、一覧を新しくしました。両方のタブで変えた下書きは、二つとも残しています。"
        }
        Notice::Stopped => "別のタブで、端末への保存をやめました。このタブの下書きは、ページを閉じるまで残ります。",
        Notice::Unreadable => {
            "端末に保存されていた内容に、読めないものがありました。消さずに別に取ってあり、ファイルに保存できます。"
        }
    }
}

/// The box and everything about it.
pub(crate) fn keeping(shelf: &'static Shelf, place: &El) {
    let input = place.tick(BOX, "この端末に保存する", "keep-help", move |event| shelf.keep(ticked(&event)));
    let help = place.add("p", "help");
    help.id("keep-help").write(HELP);
    place.add("p", "").set("role", "status").live(move |place| {
        let keeping = *shelf.keeping.get();
        input.check(matches!(keeping, Keeping::Yes | Keeping::Full));
        place.0.set_class_name(if matches!(keeping, Keeping::No | Keeping::Yes) { "hint" } else { "wrong" });
        place.write(state(keeping));
    });
    place.add("div", "").set("role", "status").live(move |place| {
        if let Some(notice) = *shelf.notice.get() {
            place.put("p", "notice", told(notice));
        }
    });
    place.add("div", "").live(move |place| {
        shelf.turn.get();
        put_unreadable(shelf, place);
    });
}

fn put_unreadable(shelf: &'static Shelf, place: &El) {
    let Some(text) = shelf.unreadable() else { return };
    let place = place.add("div", "entry-actions");
    place.put("p", "", "読めなかった内容");
    place.button("plain", "ファイルに保存する", move |_| {
        files::save("kaigo-hojo-unreadable.txt", "text/plain", &text);
    });
    place.button("plain", "消す", move |_| {
        shelf.forget_unreadable();
        clock::soon(|| page::focus_control(BOX));
    });
}
