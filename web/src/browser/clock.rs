//! The clock: today's date and timers. The only module that asks the browser what time it is or waits for something.

use core::time::Duration;

use kaigo_hojo_assess::rules::date::Date;
use leptos::prelude::{GetValue, SetValue, StoredValue, TimeoutHandle, document, set_timeout_with_handle, window};
use web_sys::js_sys;

/// Today, where the person is.
pub(crate) fn today() -> Date {
    let now = js_sys::Date::new_0();
    Date {
        year: u16::try_from(now.get_full_year()).unwrap_or(u16::MAX),
        month: u8::try_from(now.get_month() + 1).unwrap_or(1),
        day: u8::try_from(now.get_date()).unwrap_or(1),
    }
}

/// The moment, where the person is: `2026-11-21T09:30`.
pub(crate) fn moment() -> String {
    let (day, now) = (today(), js_sys::Date::new_0());
    let Date { year, month, day } = day;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", now.get_hours(), now.get_minutes())
}

/// The moment in UTC: the day, and the second of the day.
pub(crate) fn utc() -> (Date, u32) {
    let now = js_sys::Date::new_0();
    let day = Date {
        year: u16::try_from(now.get_utc_full_year()).unwrap_or(u16::MAX),
        month: u8::try_from(now.get_utc_month() + 1).unwrap_or(1),
        day: u8::try_from(now.get_utc_date()).unwrap_or(1),
    };
    (day, (now.get_utc_hours() * 60 + now.get_utc_minutes()) * 60 + now.get_utc_seconds())
}

/// Milliseconds since the page was opened, for measuring how long something took.
pub(crate) fn milliseconds() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

// `None` only where there is no browser window, and nothing to run it for.
fn after(wait: Duration, run: Box<dyn FnOnce()>) -> Option<TimeoutHandle> {
    set_timeout_with_handle(run, wait).ok()
}

/// Runs something soon, after the browser has done what it is about to do.
pub(crate) fn soon(run: impl FnOnce() + 'static) {
    let _ = after(Duration::ZERO, Box::new(run));
}

/// Runs something after so many milliseconds, whatever happens until then.
pub(crate) fn later(milliseconds: u64, run: impl FnOnce() + 'static) {
    let _ = after(Duration::from_millis(milliseconds), Box::new(run));
}

/// How long something waits for a press to end.
const PRESS: Duration = Duration::from_millis(300);

/// Whether something is being pressed.
fn is_pressed() -> bool {
    document().query_selector(":active").is_ok_and(|pressed| pressed.is_some())
}

/// Runs something once nothing has happened for a while: each [`Timer::start`] puts it off again. It waits for a press to
/// end, once: what moves away under the pointer is not pressed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timer(StoredValue<Option<TimeoutHandle>>);

impl Timer {
    /// A timer that runs nothing yet; it lives as long as the current owner.
    pub(crate) fn new() -> Self {
        Self(StoredValue::new(None))
    }

    /// Waits no longer.
    pub(crate) fn stop(self) {
        if let Some(earlier) = self.0.get_value() {
            earlier.clear();
        }
        self.0.set_value(None);
    }

    /// Runs something after so many milliseconds, and nothing that was to run before.
    pub(crate) fn start(self, milliseconds: f64, run: impl FnOnce() + 'static) {
        self.stop();
        let end = move || {
            self.0.set_value(None);
            run();
        };
        let fire = move || {
            if is_pressed() {
                self.0.set_value(after(PRESS, Box::new(end)));
            } else {
                end();
            }
        };
        self.0.set_value(after(Duration::from_millis(milliseconds as u64), Box::new(fire)));
    }
}
