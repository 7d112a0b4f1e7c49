//! The rows of a reading against the rows of its sheet, and their kinds against the programme.

use kaigo_hojo_assess::rules::edition::{Edition, Outcome};
use whole_system_tests::quotes::reading::{Class, Line, Reading, Role, Row, Sure};

/// All that does not hold.
pub(crate) fn complaints(reading: &Reading, sheet: &[Vec<String>], edition: &Edition) -> Vec<String> {
    let numbers: Vec<usize> = reading.rows.iter().map(|row| row.row).collect();
    if numbers != (1..=sheet.len()).collect::<Vec<_>>() {
        return vec![format!("the rows are not 1 to {}: {numbers:?}", sheet.len())];
    }
    let headings: String =
        reading.rows.iter().filter(|row| row.role == Role::Heading).map(|row| squeezed(&sheet[row.row - 1])).collect();
    let mut wrong = Vec::new();
    for (row, cells) in reading.rows.iter().zip(sheet) {
        let mut complain = |what: String| wrong.push(format!("row {}: {what}", row.row));
        shape(row, cells, &mut complain);
        for line in &row.lines {
            named(line, &squeezed(cells), &headings, &mut complain);
            kinds(line, edition, &mut complain);
        }
    }
    wrong
}

/// A role has its own fields and no others.
fn shape(row: &Row, cells: &[String], complain: &mut impl FnMut(String)) {
    let (line, discount) = (row.role == Role::Line, row.role == Role::Discount);
    if row.lines.is_empty() == line || (row.in_order.is_some() && !line) {
        complain(format!("a {:?} with lines, or a line without", row.role));
    }
    if row.amount_yen.is_some_and(|yen| yen < 0) != discount || row.over.is_empty() == discount {
        complain(format!("a {:?} that takes off, or a discount that does not", row.role));
    }
    if cells.iter().all(|cell| cell.trim().is_empty()) != (row.role == Role::Blank) {
        complain("blank or not?".to_owned());
    }
}

fn squeezed(cells: &[String]) -> String {
    cells.join(" ").split_whitespace().collect()
}

/// The name is what the row says; where a row is several lines, a heading stands behind it.
fn named(line: &Line, row: &str, headings: &str, complain: &mut impl FnMut(String)) {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let (before, heading) = line.name.rsplit_once(' ').unwrap_or_default();
    let with_heading = !before.is_empty() && row.contains(&squeezed(before)) && headings.contains(heading);
    if line.name.is_empty() || !(row.contains(&squeezed(&line.name)) || with_heading) {
        complain(format!("{} is not in the row", line.name));
    }
}

/// The kinds are the programme's, and the class is what they come to.
fn kinds(line: &Line, edition: &Edition, complain: &mut impl FnMut(String)) {
    let found = |id: &String| edition.kinds.iter().find(|kind| kind.id == *id).map(|kind| kind.outcome);
    let outcomes: Option<Vec<Outcome>> = line.kinds.iter().map(found).collect();
    let Some(outcomes) = outcomes else { return complain(format!("no such kind: {:?}", line.kinds)) };
    let repeated = line.kinds.iter().enumerate().any(|(ix, kind)| line.kinds[..ix].contains(kind));
    let sure = line.sure == Sure::Yes;
    if outcomes.is_empty() || outcomes.len() > 8 || repeated || (sure && outcomes.len() > 1) {
        complain(format!("{:?} are not the kinds of one line", line.kinds));
    }
    let all = |outcome: Outcome| outcomes.iter().all(|one| *one == outcome);
    let class = match () {
        () if all(Outcome::Counted) => Class::Counted,
        () if all(Outcome::Excluded) => Class::Excluded,
        () => Class::Asked,
    };
    if line.class != class {
        complain(format!("the kinds are not {:?}", line.class));
    }
}
