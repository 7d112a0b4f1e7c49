//! What became of the rows of a table: lines with their kinds, sums and notes as what they are, and what it all comes to
//! beside the quote's own total.

use std::rc::Rc;

use kaigo_hojo_assess::csv::{Rejected, Taken};
use kaigo_hojo_assess::quote::{amount, compare};
use kaigo_hojo_assess::quote_sheet::items::{Entry, TooMuchOff, entries, kinds};
use kaigo_hojo_assess::quote_sheet::reading::{
    ByTax, Charge, Figure, Line, Reading, Role, Rounding, Row, SumOf, Sure, Tax,
};
use kaigo_hojo_assess::words::{self as said, grouped, yen};
use kaigo_hojo_assess::{Item, application};
use kaigo_hojo_parts::choice::{Answer, Choices, list};
use kaigo_hojo_parts::dom::El;
use kaigo_hojo_parts::words;

use super::{Import, Sheet, Spot, asks, enter};
use crate::table::{FIGURES, row, table};

/// So many rows are shown.
const SHOWN: usize = 50;

/// What stands in a line, behind its kind.
const COLUMNS: [&str; 5] = ["数量", "単位", "月数", "単価", "金額"];

/// The part of the rows; it follows what is said of them.
pub(super) fn rows(import: &Rc<Import>, place: &El) {
    let summary = place.add("p", "lead");
    summary.set("role", "status");
    let (told, rows) = (Rc::clone(import), place.add("div", ""));
    rows.live(move |place| {
        let sheet = told.sheet.get().clone();
        match &*sheet {
            Sheet::Nothing => summary.clear(),
            Sheet::Own(taken) => own(&told, taken, &summary, place),
            Sheet::Quote(reading) => quote(&told, reading, &summary, place),
        }
    });
}

// Lines that were saved here.
fn own(import: &Rc<Import>, taken: &Taken, summary: &El, place: &El) {
    let rejected = taken.rejected.len();
    let rest = if rejected > 0 { format!("{rejected}行は読み込めません。") } else { String::new() };
    summary.say(&format!("{}行を読み込めます。{rest}", taken.lines.len()));
    if !taken.lines.is_empty() {
        let body = head(place);
        for line in taken.lines.iter().take(SHOWN) {
            let cells = line_head(&body, line.row, line.item.name.as_deref().unwrap_or("（名称なし）"));
            let kind = cells.add("td", "");
            if line.item.has_open_kind() {
                kind.mark(words::GUESS);
            }
            kind.write(&said::kinds(import.edition(), &line.item));
            put_figures(&cells, own_figures(&line.item));
        }
        more(taken.lines.len(), place);
    }
    put_rejected(&taken.rejected, place);
    let entries: Vec<_> = taken.lines.iter().map(|line| (line.item.clone(), Vec::new())).collect();
    enter::buttons(import, (entries.len(), entries), None, place);
}

fn own_figures(item: &Item) -> [String; 5] {
    let months = item.months.map_or_else(String::new, |months| format!("{}か月", months.in_year));
    let price = format!("{}（{}）", yen(item.unit_price_yen), words::tax(item.tax));
    let net = amount(item).saturating_sub(item.discount_yen);
    [grouped(&item.quantity.to_string()), String::new(), months, price, yen(net)]
}

fn put_rejected(rejected: &[Rejected], place: &El) {
    if rejected.is_empty() {
        return;
    }
    place.put("h3", "", "読み込めない行");
    let list = place.add("ul", "entries rejected");
    for row in rejected {
        let entry = list.add("li", "");
        entry.put("p", "item-head", &format!("{}行目　{}", row.row, row.text));
        entry.put("p", "reason", &row.reason);
    }
}

// A vendor's quote.
fn quote(import: &Rc<Import>, reading: &Reading, summary: &El, place: &El) {
    let lines = reading.rows.iter().filter(|row| row.is_added()).map(|row| row.lines.len()).sum::<usize>();
    let open = asks::open(import, reading);
    let guesses = put_rows(import, reading, place);
    let mut sentence = match (open, lines) {
        (0, _) => format!("{lines}行を読み込めます。"),
        _ => format!("確かめることが{open}件あります。答えると、{lines}行を読み込めます。"),
    };
    if guesses > 0 {
        sentence.push_str(&words::guessed(guesses));
    }
    summary.say(&sentence);
    let made = entries(import.edition(), reading);
    put_totals(reading, made.as_deref().ok().filter(|_| open == 0), place);
    let reason = match (open, &made) {
        (0, Ok(_)) => None,
        (0, Err(TooMuchOff { row })) => Some(format!(
            "{row}行目の値引きが、明細の合計を超えています。見積書を確かめるか、「{row}行目は追加しない」を選んでください。"
        )),
        _ => Some(format!(
            "確かめることが{open}件残っています。「確かめること」で答えてください。答えられない行は、「追加しない」を選べます。"
        )),
    };
    let entries = made.unwrap_or_default().into_iter().map(|entry| chosen(import, entry));
    let entries: Vec<_> = entries.collect();
    if reason.is_none() && entries.is_empty() {
        place.put("p", "notice", "読み込める行がありません。品名と金額のある行を選んで、もう一度貼り付けてください。");
        return;
    }
    enter::buttons(import, (lines, entries), reason, place);
}

// A line with the kind that the person has chosen.
fn chosen(import: &Import, mut entry: Entry) -> enter::Line {
    if let Some(kind) = kind_chosen(import, (entry.row, entry.at)) {
        entry.item.kinds = vec![import.edition().kinds[kind].id.clone()];
    }
    (entry.item, entry.open)
}

fn kind_chosen(import: &Import, spot: Spot) -> Option<usize> {
    import.kinds.borrow().iter().find(|(other, _)| *other == spot).map(|(_, kind)| *kind)
}

fn head(place: &El) -> El {
    let mut heads = vec![("", "行と名称"), ("", "経費の種類")];
    heads.extend(COLUMNS.map(|words| (FIGURES, words)));
    let (caption, body) = table(place, &heads);
    caption.say("読み込む行");
    if let Some(table) = body.0.parent_element() {
        table.set_class_name("import-rows");
    }
    body
}

fn line_head(body: &El, number: usize, words: &str) -> El {
    let (head, cells) = row(body);
    head.say(&format!("{number}行目　{words}"));
    cells
}

// Where the table is narrow, each figure stands on a line of its own behind its heading.
fn put_figures(cells: &El, figures: [String; 5]) {
    for (heading, figure) in COLUMNS.into_iter().zip(figures) {
        let cell = cells.add("td", FIGURES);
        cell.set("data-head", heading).say(&figure);
    }
}

fn more(rows: usize, place: &El) {
    if rows > SHOWN {
        let more = rows - SHOWN;
        place.put("p", "hint", &format!("ほかに{more}行あります。種類は、読み込んだ後でも変えられます。"));
    }
}

// The rows; how many of their kinds are guesses.
fn put_rows(import: &Rc<Import>, reading: &Reading, place: &El) -> usize {
    let body = head(place);
    let mut guesses = 0;
    let there = || reading.rows.iter().filter(|row| row.role != Role::Blank);
    for (at, row) in there().enumerate() {
        let is_shown = at < SHOWN;
        if row.role != Role::Line {
            if is_shown {
                put_other(import, reading, row, &body);
            }
            continue;
        }
        for (at, line) in row.lines.iter().enumerate() {
            let spot = (row.row, at);
            let among = kinds(import.edition(), line);
            let guessed = kind_chosen(import, spot).is_none() && line.sure == Sure::Guess;
            guesses += usize::from(guessed && row.is_added());
            if is_shown {
                put_line(import, (reading, row), (spot, line), (&among, guessed), &body);
            }
        }
    }
    more(there().count(), place);
    guesses
}

fn put_line(
    import: &Rc<Import>,
    (reading, row): (&Reading, &Row),
    (spot, line): (Spot, &Line),
    (among, guessed): (&[String], bool),
    body: &El,
) {
    let cells = line_head(body, row.row, &line.name);
    let kind = cells.add("td", "");
    if !row.is_added() {
        kind.mark(("追加しない", "mark excluded"));
    } else if guessed {
        kind.mark(words::GUESS);
    }
    kind_list(import, (spot, line), among, &kind);
    if !asks::is_asked(import, reading, row.row) && spot.1 == 0 {
        import.aside(row.row, false, &kind);
    }
    put_figures(&cells, figures(line));
}

fn figures(line: &Line) -> [String; 5] {
    let months = line.months.map_or_else(String::new, |months| {
        let in_year = months.in_year.known().map_or("？".to_owned(), |months| months.to_string());
        let total = months.total.map_or_else(String::new, |total| format!("（契約{total}か月）"));
        format!("年度内{in_year}か月{total}")
    });
    let per = match line.charge {
        Charge::Month => "／月",
        Charge::Year => "／年",
        Charge::Once | Charge::Asked => "",
    };
    let tax = match line.tax {
        Tax::Excluded => words::tax(application::Tax::Excluded),
        Tax::Included => words::tax(application::Tax::Included),
        Tax::Exempt => words::tax(application::Tax::Exempt),
        Tax::Unknown => "税？",
    };
    let quantity = line.quantity.known().map_or("？".to_owned(), |many| grouped(&many.to_string()));
    let price = format!("{}{per}（{tax}）", figure(line.unit_price_yen));
    [quantity, line.unit.clone().unwrap_or_default(), months, price, figure(line.amount_yen)]
}

fn figure(yen: Figure) -> String {
    yen.known().map_or("？円".to_owned(), said::yen)
}

// The kinds as a choice; a guess may stay one.
fn kind_list(import: &Rc<Import>, (spot, line): (Spot, &Line), among: &[String], place: &El) {
    let edition = import.edition();
    let id = if spot.1 == 0 { format!("kind-{}", spot.0) } else { format!("kind-{}-{}", spot.0, spot.1) };
    place.add("label", "unseen").set("for", &id).say(&format!("{}行目　{}の経費の種類", spot.0, line.name));
    let label = |id: &String| edition.kinds.iter().find(|kind| kind.id == *id).map(|kind| kind.label.as_str());
    let open = format!("推測：{}", among.iter().filter_map(label).collect::<Vec<_>>().join("か"));
    let is_guess = line.sure == Sure::Guess;
    let mut answers = Vec::new();
    if is_guess {
        answers.push(Answer::new("", &open));
    }
    answers.extend(edition.kinds.iter().map(|kind| {
        let group = edition.kind_groups.get(usize::from(kind.group)).map_or("", |group| group.as_str());
        Answer { value: &kind.id, words: &kind.label, group }
    }));
    let first = usize::from(is_guess);
    let own = || if is_guess { Some(0) } else { edition.kinds.iter().position(|kind| among == [kind.id.as_str()]) };
    let chosen = kind_chosen(import, spot).map_or_else(own, |kind| Some(kind + first));
    let told = Rc::clone(import);
    let change = Box::new(move |at: usize| {
        told.say(|import| {
            let mut kinds = import.kinds.borrow_mut();
            kinds.retain(|(other, _)| *other != spot);
            kinds.extend(at.checked_sub(first).map(|kind| (spot, kind)));
        });
    });
    list(place, Choices { id: &id, name: &id, answers: &answers, chosen, change });
}

const fn role(role: Role) -> &'static str {
    match role {
        Role::Title => "表題など",
        Role::Heading => "見出し",
        Role::Line => "明細",
        Role::Detail => "上の行の内訳や仕様",
        Role::Sum => "合計",
        Role::Tax => "消費税",
        Role::Discount => "値引き",
        Role::Carry => "繰越",
        Role::Note => "注記",
        Role::Blank => "",
    }
}

// A row that is no line: what it is, and for sums whether they fit.
fn put_other(import: &Rc<Import>, reading: &Reading, row: &Row, body: &El) {
    let cells = line_head(body, row.row, &asks::cells(row));
    let what = cells.add("td", "");
    what.set("colspan", "5");
    if row.role == Role::Discount {
        what.write(&format!("{}（{}）", role(row.role), shared(row)));
        if !asks::is_asked(import, reading, row.row) {
            import.aside(row.row, false, &what);
        }
    } else {
        what.write(&format!("{}（追加しません）", role(row.role)));
    }
    let sum = reading.sums.iter().find(|sum| sum.row == row.row);
    if let Some(sum) = sum {
        let name = row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or_default();
        let is_tax = matches!(sum.what, SumOf::Tax | SumOf::TaxWithin);
        let fits = match sum.agrees {
            Some(true) => "が合います",
            Some(false) => "が合いません",
            None => "は、まだ比べられません",
        };
        let of = if is_tax {
            format!("明細からの計算{}", rounding(sum.rounding, sum.per_line))
        } else {
            "明細の合計".to_owned()
        };
        what.put("p", if sum.agrees == Some(false) { "lacks" } else { "hint" }, &format!("「{name}」と{of}{fits}。"));
    }
    let printed = sum.map(|sum| figure(sum.yen)).or(row.amount_yen.map(yen));
    cells.add("td", FIGURES).say(&printed.unwrap_or_default());
}

fn shared(row: &Row) -> String {
    let over: Vec<String> = row.over.iter().map(ToString::to_string).collect();
    match over.as_slice() {
        _ if row.aside => "追加しません".to_owned(),
        [one] => format!("{one}行目の明細から引きます"),
        all if all.len() > 5 => format!("{}行の明細に、金額の割合で割り振ります", all.len()),
        all => format!("{}行目の明細に、金額の割合で割り振ります", all.join("・")),
    }
}

fn rounding(rounding: Option<Rounding>, per_line: bool) -> String {
    let how = match rounding {
        Some(Rounding::Down) => "切捨て",
        Some(Rounding::HalfUp) => "四捨五入",
        Some(Rounding::Up) => "切上げ",
        Some(Rounding::Exact) | None => return String::new(),
    };
    if per_line { format!("（明細ごとに{how}）") } else { format!("（合計額で{how}）") }
}

// What is added beside what the quote says.
fn put_totals(reading: &Reading, entries: Option<&[Entry]>, place: &El) {
    let Some(totals) = &reading.totals else { return };
    let found = place.add("div", "found");
    let Some(added) = &totals.added else {
        found.put("p", "", "明細の合計は、確かめることに答えると分かります。");
        return;
    };
    let months = by_tax(&totals.per_month);
    let monthly = if months.is_empty() { String::new() } else { format!("、ほかに毎月 {months}") };
    let all = by_tax(added);
    found.put("p", "", &format!("明細の合計：{}{monthly}", if all.is_empty() { yen(0) } else { all }));
    let items: Vec<Item> = entries.into_iter().flatten().map(|entry| entry.item.clone()).collect();
    let in_year: i64 = items.iter().map(|item| amount(item).saturating_sub(item.discount_yen)).sum();
    let whole = added.excluded + added.included + added.exempt;
    if entries.is_some() && (in_year != whole || !months.is_empty()) {
        found.put("p", "", &format!("うち年度内の分：{}", yen(in_year)));
    }
    let Some(quote) = totals.quote else {
        found.put("p", "hint", "見積書に合計の行がないため、合計とは比べていません。");
        return;
    };
    found.put("p", "", &format!("見積書の合計（{}行目）：{}", quote.row, with_tax(quote.tax, quote.yen)));
    let line = found.add("p", "verdict");
    match totals.agrees {
        Some(true) => {
            line.mark(("一致", "mark counted"));
            line.put("span", "", "見積書の合計と明細の合計が合います。");
        }
        Some(false) => {
            line.mark(("不一致", "mark excluded"));
            line.put("span", "", "見積書の合計と明細の合計が合いません。");
            put_difference(quote.tax, quote.yen, &items, &line);
        }
        None => line.say("見積書の合計とは、まだ比べられません。"),
    }
}

fn put_difference(tax: Tax, printed: i64, items: &[Item], line: &El) {
    let tax = match tax {
        Tax::Excluded => application::Tax::Excluded,
        Tax::Included => application::Tax::Included,
        Tax::Exempt | Tax::Unknown => return,
    };
    let difference = compare(items, printed, Some(tax)).difference;
    if difference != 0 && !items.is_empty() {
        let more = if difference > 0 { "多い" } else { "少ない" };
        line.put("span", "", &format!("見積書の方が {} {more}額です。", yen(difference.abs())));
    }
}

fn with_tax(tax: Tax, amount: i64) -> String {
    let word = match tax {
        Tax::Excluded => "税抜 ",
        Tax::Included => "税込 ",
        Tax::Exempt => "非課税 ",
        Tax::Unknown => "",
    };
    [word, &yen(amount)].concat()
}

fn by_tax(sums: &ByTax) -> String {
    let all = [
        (Tax::Excluded, sums.excluded),
        (Tax::Included, sums.included),
        (Tax::Exempt, sums.exempt),
        (Tax::Unknown, sums.unknown),
    ];
    let there = all.into_iter().filter(|(_, sum)| *sum != 0);
    there.map(|(tax, sum)| with_tax(tax, sum)).collect::<Vec<_>>().join("、")
}
