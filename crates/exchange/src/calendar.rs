//! Deadlines as a calendar file (iCalendar, RFC 5545): whole days, each an event of one office.
//!
//! An event is known by its programme, its deadline and its office, not by its day: where a date moves, the calendar moves
//! the event, and what another office has stays. A calendar takes over a changed event when its `SEQUENCE` has risen. Nothing
//! is stored here from which one could count on, so the moment of writing is the count: it rises by itself, on every device.

use kaigo_hojo_assess::due::contradiction;
use kaigo_hojo_assess::words;
use kaigo_hojo_contract::assessment::{Assessment, Needed};
use kaigo_hojo_rules::date::Date;

/// Whose deadlines they are.
#[derive(Clone, Copy, Debug)]
pub struct Owner<'a> {
    /// The id of the programme.
    pub programme: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What the applicant calls the office; empty where there is no name, and then all such offices are one.
    pub office: &'a str,
}

/// When a calendar is made, in UTC.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// The day.
    pub day: Date,
    /// The second of the day.
    pub second: u32,
}

impl Stamp {
    // Later moments have larger numbers. Months count as 31 days: only the order matters. It fits until 2086.
    fn sequence(self) -> u32 {
        let months = u32::from(self.day.year.saturating_sub(2020)) * 12 + u32::from(self.day.month);
        let seconds = u64::from(months * 31 + u32::from(self.day.day)) * 86_400 + u64::from(self.second);
        u32::try_from(seconds).unwrap_or(u32::MAX).min(i32::MAX.unsigned_abs())
    }

    // 20260701T093000Z
    fn written(self) -> String {
        let (hour, minute, second) = (self.second / 3_600, self.second / 60 % 60, self.second % 60);
        format!("{}T{hour:02}{minute:02}{second:02}Z", digits(self.day))
    }
}

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
    /// What contradicts it; may be empty.
    pub contradiction: String,
    /// What to know about it; may be empty.
    pub help: &'a str,
    /// The clause.
    pub cite: &'a str,
}

/// The deadlines of an assessment whose day or year is known.
#[must_use]
pub fn entries<'e>(assessment: &Assessment<'e>) -> Vec<Entry<'e>> {
    let entry = |deadline: &kaigo_hojo_contract::assessment::DeadlineState<'e>| {
        let (date, within) = match (deadline.date, deadline.within) {
            (Some(date), _) => (date, false),
            (None, Some(days)) => (days.to, true),
            (None, None) => return None,
        };
        let (id, label, help, cite) = (deadline.id, deadline.label, deadline.help, deadline.cite);
        let (perhaps, contradiction) = (deadline.needed == Needed::Unknown, contradiction(deadline));
        Some(Entry { id, label, date, within, perhaps, contradiction, help, cite })
    };
    assessment.deadlines.iter().filter_map(entry).collect()
}

/// The calendar of somebody's deadlines; `None` without entries, because a calendar must have one.
#[must_use]
pub fn write(owner: Owner<'_>, entries: &[Entry<'_>], stamp: Stamp) -> Option<String> {
    if entries.is_empty() {
        return None;
    }
    let mut out = String::new();
    for line in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//kaigo-hojo//kaigo-hojo//JA", "METHOD:PUBLISH"] {
        put(&mut out, line, "");
    }
    let (made, sequence, office) = (stamp.written(), stamp.sequence().to_string(), mark(owner.office));
    for entry in entries {
        let day = digits(entry.date);
        let next = digits(entry.date.plus_days(1).unwrap_or(entry.date));
        put(&mut out, "BEGIN:VEVENT", "");
        put(&mut out, "UID:", &[owner.programme, ".", entry.id, &office, "@kaigo-hojo"].concat());
        put(&mut out, "SEQUENCE:", &sequence);
        put(&mut out, "DTSTAMP:", &made);
        put(&mut out, "DTSTART;VALUE=DATE:", &day);
        // The first day after it.
        put(&mut out, "DTEND;VALUE=DATE:", &next);
        put(&mut out, "SUMMARY:", &summary(entry, owner));
        put(&mut out, "DESCRIPTION:", &description(entry));
        put(&mut out, "TRANSP:TRANSPARENT", "");
        put(&mut out, "END:VEVENT", "");
    }
    put(&mut out, "END:VCALENDAR", "");
    Some(out)
}

// An office in a UID: a digest of its name (FNV-1a, 64 bits), because a name may be long and has signs of all sorts.
fn mark(office: &str) -> String {
    let name = office.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        return String::new();
    }
    let digest = name
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |digest, byte| (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!(".{digest:016x}")
}

fn summary(entry: &Entry<'_>, owner: Owner<'_>) -> String {
    let year = words::fiscal_year(entry.date.fiscal_year());
    let within = if entry.within {
        ["（", &year, "のうち。日の定めはありません）"].concat()
    } else {
        String::new()
    };
    let perhaps = if entry.perhaps { "（該当する場合）" } else { "" };
    // The office comes first: calendars cut long lines.
    let after = if owner.office.is_empty() { "" } else { "：" };
    [owner.office, after, entry.label, perhaps, &within, "（", owner.name, "）"].concat()
}

fn description(entry: &Entry<'_>) -> String {
    let cite = if entry.cite.is_empty() { String::new() } else { ["根拠：", entry.cite].concat() };
    let lines = [entry.contradiction.as_str(), entry.help, &cite].into_iter().filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
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
        Entry { id, label, date, within: false, perhaps: false, contradiction: String::new(), help: "", cite: "" }
    }

    const OWNER: Owner<'static> = Owner { programme: "x-r8", name: "X県", office: "" };

    fn at(day: u8, second: u32) -> Stamp {
        Stamp { day: Date { year: 2026, month: 11, day }, second }
    }

    fn written(entries: &[Entry<'_>]) -> String {
        write(OWNER, entries, at(21, 0)).expect("entries")
    }

    /// The value of a property of every event.
    fn values<'t>(text: &'t str, name: &str) -> Vec<&'t str> {
        text.split("\r\n").filter_map(|line| line.strip_prefix(name)).collect()
    }

    #[test]
    fn a_calendar() {
        let mut report = entry("report", "実績報告", "2027-12-31");
        (report.help, report.cite) = ("完了から30日; または、\n年度末\\3月", "第15条");
        // The description is folded after 75 octets: 12 of its name, 63 of the text. November 2026 is the 83rd month from
        // 2020 on: (83 × 31 + 21) × 86,400 seconds.
        let expected = "BEGIN:VCALENDAR\r\n\
            VERSION:2.0\r\n\
            PRODID:-//kaigo-hojo//kaigo-hojo//JA\r\n\
            METHOD:PUBLISH\r\n\
            BEGIN:VEVENT\r\n\
            UID:x-r8.report@kaigo-hojo\r\n\
            SEQUENCE:224121600\r\n\
            DTSTAMP:20261121T000000Z\r\n\
            DTSTART;VALUE=DATE:20271231\r\n\
            DTEND;VALUE=DATE:20280101\r\n\
            SUMMARY:実績報告（X県）\r\n\
            DESCRIPTION:完了から30日\\; または、\\n年度末\\\\3月\\n根拠：第\r\n\u{20}15条\r\n\
            TRANSP:TRANSPARENT\r\n\
            END:VEVENT\r\n\
            END:VCALENDAR\r\n";
        assert_eq!(written(&[report]), expected);
        assert_eq!(write(OWNER, &[], at(21, 0)), None);
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
    fn a_day_before_what_it_follows_from_is_told_first() {
        let mut report = entry("report", "実績報告", "2024-03-31");
        (report.contradiction, report.cite) = ("事業完了日より前の日です".to_owned(), "第15条2");
        let text = written(&[report]).replace("\r\n ", "");
        assert_eq!(values(&text, "DESCRIPTION:"), ["事業完了日より前の日です\\n根拠：第15条2"]);
    }

    #[test]
    fn an_event_that_moves_stays_the_same_event_and_a_later_one() {
        let before = write(OWNER, &[entry("a", "A", "2026-01-01"), entry("b", "B", "2026-01-01")], at(21, 86_399));
        let moved = write(OWNER, &[entry("a", "A", "2026-02-01"), entry("b", "B", "2026-01-01")], at(22, 0));
        let (before, moved) = (before.expect("entries"), moved.expect("entries"));
        assert_eq!(values(&before, "UID:"), ["x-r8.a@kaigo-hojo", "x-r8.b@kaigo-hojo"]);
        assert_eq!(values(&before, "UID:"), values(&moved, "UID:"));
        assert_eq!(values(&before, "DTSTAMP:"), ["20261121T235959Z"; 2]);
        let sequence = |text: &str| values(text, "SEQUENCE:")[0].parse::<u32>().expect("a number");
        assert!(sequence(&before) < sequence(&moved));
        assert_eq!(written(&[entry("a", "A", "2026-01-01")]), written(&[entry("a", "A", "2026-01-01")]));
    }

    #[test]
    fn later_moments_have_larger_numbers() {
        let mut day = Date { year: 2020, month: 1, day: 1 };
        let mut last = 0;
        while day.year < 2086 {
            for second in [0, 86_399] {
                let now = Stamp { day, second }.sequence();
                assert!(last < now && now < i32::MAX.unsigned_abs(), "{day}");
                last = now;
            }
            day = day.plus_days(1).expect("far from the end");
        }
    }

    #[test]
    fn each_office_has_events_of_its_own() {
        let of =
            |office: &str| write(Owner { office, ..OWNER }, &[entry("a", "A", "2026-01-01")], at(21, 0)).expect("one");
        let uids: Vec<String> =
            ["", "本町デイ", "南町デイ", "本町1-2", "本町12"].map(|office| values(&of(office), "UID:").concat()).into();
        let mut different = uids.clone();
        different.sort();
        different.dedup();
        assert_eq!(different.len(), uids.len(), "{uids:?}");
        assert_eq!(values(&of(" 本町　デイ "), "UID:"), values(&of("本町 デイ"), "UID:"));
        assert_eq!(values(&of("本町デイ"), "SUMMARY:"), ["本町デイ：A（X県）"]);
        // FNV-1a of `a`, as its authors publish it.
        assert_eq!(mark("a"), ".af63dc4c8601ec8c");
    }
}
