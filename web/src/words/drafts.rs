//! The list of drafts, and whether this browser keeps them.

use crate::store::{Keeping, Notice};

/// What a draft without a name is called.
pub(crate) const NAMELESS: &str = "名前のない下書き";
/// Added to the name of a copy.
pub(crate) const COPIED: &str = "の写し";
/// Added to the name of a draft that was changed in another tab too.
pub(crate) const TWICE: &str = "（別のタブでも変更）";

/// What drafts are.
pub(crate) const HELP: &str = "事業所ごとに下書きを分けて残せます。入力を始めると、下書きが一つできます。";
/// Over the list.
pub(crate) const LIST: &str = "下書きの一覧";
/// There are none.
pub(crate) const NONE: &str = "下書きはまだありません。";
/// The mark of one on the desk of its programme.
pub(crate) const ON_DESK: (&str, &str) = ("入力中", "mark counted");
/// The field for a name.
pub(crate) const NAME: &str = "名前（任意）";
/// What a name is for.
pub(crate) const NAME_HELP: &str = "事業所の名前など、見分けるためのものです。";
/// What can be done with a draft.
pub(crate) const OPEN: &str = "開く";
pub(crate) const COPY: &str = "複製";
pub(crate) const DELETE: &str = "削除";
/// A draft cannot be opened.
pub(crate) const NOT_OPENED: &str =
    "この下書きは開けません。制度の内容が変わったか、この試算にない制度のものです。いまの入力はそのままです。";
/// One was deleted.
pub(crate) const DELETED: &str = "下書きを削除しました。";
/// The button that puts it back.
pub(crate) const RESTORE: &str = "元に戻す";

/// A programme that is not here.
pub(crate) fn unknown(programme: &str) -> String {
    format!("この試算にない制度（{programme}）")
}

/// When a draft was changed last.
pub(crate) fn changed(day: &str, time: &str) -> String {
    format!("最後の変更：{day} {time}")
}

/// Over a new draft.
pub(crate) const NEW: &str = "新しい下書き";
/// The list of programmes.
pub(crate) const PROGRAMME: &str = "制度";
/// The button that begins it.
pub(crate) const BEGIN: &str = "新しい下書きを始める";
/// No programme was chosen.
pub(crate) const NO_PROGRAMME: &str = "制度を選んでください。";

/// Over keeping.
pub(crate) const KEPT: &str = "端末への保存";
/// The box.
pub(crate) const KEEP: &str = "この端末に保存する";
/// What it means.
pub(crate) const KEEP_HELP: &str = "選ぶと、このブラウザーに下書きを保存し、次に開いたときに続きから入力できます。\
    ほかの人も使う端末では選ばないでください。選ばないときは、ページを閉じると消えます。\
    プライベートウィンドウ（シークレットモード）では、選んでも、そのウィンドウを閉じると消えます。";

/// Whether the drafts are kept.
pub(crate) const fn keeping(keeping: Keeping) -> &'static str {
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

/// What has to be told of the drafts.
pub(crate) const fn notice(notice: Notice) -> &'static str {
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

/// What could not be read, and what can be done with it.
pub(crate) const UNREADABLE: &str = "読めなかった内容";
pub(crate) const SAVE_UNREADABLE: &str = "ファイルに保存する";
pub(crate) const FORGET_UNREADABLE: &str = "消す";

/// The button that clears everything.
pub(crate) const CLEAR: &str = "すべての下書きを消す";
/// What it means.
pub(crate) const CLEAR_ASK: &str = "すべての下書きを、この端末に保存したものも含めて消します。元に戻せません。";
/// The button that does it.
pub(crate) const CLEAR_DO: &str = "すべて消す";
/// The button that does not.
pub(crate) const CLEAR_STOP: &str = "やめる";
