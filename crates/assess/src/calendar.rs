//! Deadlines as a calendar file (iCalendar, RFC 5545): whole days, the same file for the same deadlines.

use kaigo_hojo_rules::date::Date;

use crate::assessment::{Assessment, Needed};
use crate::words;

/// An entry of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The public id of the deadline.
    pub id: &'a str,
    /// What is due.
    pub label: &'a str,
    /// The day; the last one, where only a fiscal year is laid down.
    pub date: Date,
    /// Whether only the fiscal year is laid down.
    pub within: bool,
    /// Whether it is not known yet if it concerns the applicant.
    pub perhaps: bool,
    /// What to know about it; may be empty.
    pub help: &'a str,
    /// The clause.
    pub cite: &'a str,
}

/// The deadlines of an assessment whose day or year is known.
#[must_use]
pub fn entries<'e>(assessment: &Assessment<'e>) -> Vec<Entry<'e>> {
    let entry = |deadline: &crate::assessment::DeadlineState<'e>| {
        let (date, within) = match (deadline.date, deadline.within) {
            (Some(date), _) => (date, false),
            (None, Some(days)) => (days.to, true),
            (None, None) => return None,
        };
        let (id, label, help, cite) = (deadline.id, deadline.label, deadline.help, deadline.cite);
        Some(Entry { id, label, date, within, perhaps: deadline.needed == Needed::Unknown, help, cite })
    };
    assessment.deadlines.iter().filter_map(entry).collect()
}

/// The calendar of a programme, by its id and its name; `None` without entries, because a calendar must have one.
/// `stamp` is the day on which it is made.
#[must_use]
pub fn write(programme: &str, name: &str, entries: &[Entry<'_>], stamp: Date) -> Option<String> {
    if entries.is_empty() {
        return None;
    }
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kaigo-hojo//kaigo-hojo//JA", "METHOD:PUBLISH"] {
        put(&mut out, line, "");
    }
    let stamp = [&digits(stamp), "T000000Z"].concat();
    for entry in entries {
        let day = digits(entry.date);
        let next = digits(entry.date.plus_days(1).unwrap_or(entry.date));
        put(&mut out, "BEGIN:VEVENT", "");
        // Of what it is about alone, so that the same entry twice is one.
        put(&mut out, "UID:", &[programme, ".", entry.id, ".", &day, "@kaigo-hojo"].concat());
        put(&mut out, "DTSTAMP:", &stamp);
        put(&mut out, "DTSTART;VALUE=DATE:", &day);
        // The first day after it.
        put(&mut out, "DTEND;VALUE=DATE:", &next);
        put(&mut out, "SUMMARY:", &summary(entry, name));
        put(&mut out, "DESCRIPTION:", &description(entry));
        put(&mut out, "TRANSP:TRANSPARENT", "");
        put(&mut out, "END:VEVENT", "");
    }
    put(&mut out, "END:VCALENDAR", "");
    Some(out)
}

fn summary(entry: &Entry<'_>, name: &str) -> String {
    let year = words::fiscal_year(entry.date.fiscal_year());
    let within = if entry.within {
        ["（", &year, "のうち。日の定めはありません）"].concat()
    } else {
        String::new()
    };
    let perhaps = if entry.perhaps { "（該当する場合）" } else { "" };
    [entry.label, perhaps, &within, "（", name, "）"].concat()
}

fn description(entry: &Entry<'_>) -> String {
    let line = if entry.help.is_empty() || entry.cite.is_empty() { "" } else { "\n" };
    let cite = if entry.cite.is_empty() { "" } else { "根拠：" };
    [entry.help, line, cite, entry.cite].concat()
}

// 20260701
fn digits(date: Date) -> String {
    date.to_string().chars().filter(|sign| *sign != '-').collect()
}

/// The most octets of a line, without its end.
const WIDEST: usize = 75;

// A line with its value, escaped, and folded where it gets too long; never within a sign.
fn put(out: &mut String, name: &str, value: &str) {
    let mut room = WIDEST - name.len();
    out.push_str(name);
    let mut push = |out: &mut String, part: &str| {
        if part.len() > room {
            out.push_str("\r\n ");
            room = WIDEST - 1;
        }
        out.push_str(part);
        room -= part.len();
    };
    for sign in value.chars() {
        match sign {
            '\n' => push(out, "\\n"),
            '\\' => push(out, "\\\\"),
            ';' => push(out, "\\;"),
            ',' => push(out, "\\,"),
            _ if sign.is_control() => {}
            _ => push(out, sign.encode_utf8(&mut [0; 4])),
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &'static str, label: &'static str, date: &str) -> Entry<'static> {
        let date = Date::parse(date).expect("a date");
        Entry { id, label, date, within: false, perhaps: false, help: "", cite: "" }
    }

    fn written(entries: &[Entry<'_>]) -> String {
        let stamp = Date::new(2026, 11, 21).expect("a date");
        write("x-r8", "X県", entries, stamp).expect("entries")
    }

    #[test]
    fn a_calendar() {
        let mut report = entry("report", "実績報告", "2027-12-31");
        (report.help, report.cite) = ("完了から30日; または、\n年度末\\3月", "第15条");
        // The description is folded after 75 octets: 12 of its name, 63 of the text.
        let expected = "BEGIN:VCALENDAR\r\n\
            VERSION:2.0\r\n\
            PRODID:-//kaigo-hojo//kaigo-hojo//JA\r\n\
            METHOD:PUBLISH\r\n\
            BEGIN:VEVENT\r\n\
            UID:x-r8.report.20271231@kaigo-hojo\r\n\
            DTSTAMP:20261121T000000Z\r\n\
            DTSTART;VALUE=DATE:20271231\r\n\
            DTEND;VALUE=DATE:20280101\r\n\
            SUMMARY:実績報告（X県）\r\n\
            DESCRIPTION:完了から30日\\; または、\\n年度末\\\\3月\\n根拠：第\r\n\u{20}15条\r\n\
            TRANSP:TRANSPARENT\r\n\
            END:VEVENT\r\n\
            END:VCALENDAR\r\n";
        assert_eq!(written(&[report]), expected);
        assert_eq!(write("x", "X", &[], Date::new(2026, 11, 21).expect("a date")), None);
    }

    #[test]
    fn lines_are_folded_between_signs() {
        let label = "あ".repeat(100) + "𠮷;" + &"x".repeat(300);
        let label: &'static str = Box::leak(label.into_boxed_str());
        let text = written(&[entry("a", label, "2026-01-01")]);
        assert!(text.split("\r\n").all(|line| line.len() <= 75), "{text}");
        assert!(text.split("\r\n").any(|line| line.len() == 75), "{text}");
        let unfolded = text.replace("\r\n ", "");
        assert!(unfolded.contains(&format!("SUMMARY:{}（X県）\r\n", label.replace(';', "\\;"))));
    }

    #[test]
    fn what_is_not_sure_is_said() {
        let mut effect = entry("effect", "効果報告", "2028-03-31");
        (effect.within, effect.perhaps) = (true, true);
        let text = written(&[effect]).replace("\r\n ", "");
        assert!(
            text.contains("SUMMARY:効果報告（該当する場合）（令和9年度のうち。日の定めはありません）（X県）\r\n"),
            "{text}"
        );
    }

    #[test]
    fn the_same_deadlines_give_the_same_file() {
        let entries = [entry("a", "A", "2026-01-01"), entry("a", "A", "2026-01-02"), entry("b", "B", "2026-01-01")];
        assert_eq!(written(&entries), written(&entries));
        let text = written(&entries);
        let mut uids: Vec<&str> = text.lines().filter(|line| line.starts_with("UID:")).collect();
        uids.dedup();
        assert_eq!(uids.len(), 3, "{uids:?}");
    }
}
