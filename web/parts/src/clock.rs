//! The clock: today's date and timers. The only module that asks the browser what time it is or waits for something.

use core::cell::Cell;
use core::time::Duration;
use std::rc::Rc;

use kaigo_hojo_assess::rules::date::Date;
use leptos::prelude::{TimeoutHandle, document, set_timeout_with_handle, window};
use web_sys::js_sys;

/// Today, where the person is.
pub fn today() -> Date {
    let now = js_sys::Date::new_0();
    Date {
        year: u16::try_from(now.get_full_year()).unwrap_or(u16::MAX),
        month: u8::try_from(now.get_month() + 1).unwrap_or(1),
        day: u8::try_from(now.get_date()).unwrap_or(1),
    }
}

/// The moment, where the person is: `2026-11-21T09:30`.
#[must_use]
pub fn moment() -> String {
    let (day, now) = (today(), js_sys::Date::new_0());
    let Date { year, month, day } = day;
    format!("{year:04}-{month:02}-{day:02}T{:02}:{:02}", now.get_hours(), now.get_minutes())
}

/// The moment in UTC: the day, and the second of the day.
#[must_use]
pub fn utc() -> (Date, u32) {
    let now = js_sys::Date::new_0();
    let day = Date {
        year: u16::try_from(now.get_utc_full_year()).unwrap_or(u16::MAX),
        month: u8::try_from(now.get_utc_month() + 1).unwrap_or(1),
        day: u8::try_from(now.get_utc_date()).unwrap_or(1),
    };
    (day, (now.get_utc_hours() * 60 + now.get_utc_minutes()) * 60 + now.get_utc_seconds())
}

/// Milliseconds since the page was opened, for measuring how long something took.
pub fn milliseconds() -> f64 {
    window().performance().map_or(0.0, |performance| performance.now())
}

// `None` only where there is no browser window, and nothing to run it for.
fn after(wait: Duration, run: Box<dyn FnOnce()>) -> Option<TimeoutHandle> {
    set_timeout_with_handle(run, wait).ok()
}

/// Runs something soon, after the browser has done what it is about to do.
pub fn soon(run: impl FnOnce() + 'static) {
    let _ = after(Duration::ZERO, Box::new(run));
}

/// How long something waits for a press to end.
const PRESS: Duration = Duration::from_millis(300);

/// Whether something is being pressed.
fn is_pressed() -> bool {
    document().query_selector(":active").is_ok_and(|pressed| pressed.is_some())
}

/// Runs something once nothing has happened for a while: each [`Settling::start`] puts it off again. It waits for a press
/// to end, once: what moves away under the pointer is not pressed.
pub struct Settling {
    run: Rc<dyn Fn()>,
    waiting: Rc<Cell<Option<TimeoutHandle>>>,
}

impl core::fmt::Debug for Settling {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Settling").finish_non_exhaustive()
    }
}

impl Settling {
    /// Something to run later.
    pub fn new(run: impl Fn() + 'static) -> Self {
        Self { run: Rc::new(run), waiting: Rc::default() }
    }

    /// Waits no longer.
    pub fn stop(&self) {
        if let Some(earlier) = self.waiting.take() {
            earlier.clear();
        }
    }

    /// Begins to wait, anew if it was waiting already.
    pub fn start(&self, milliseconds: f64) {
        self.stop();
        let (run, waiting) = (Rc::clone(&self.run), Rc::clone(&self.waiting));
        let end = move || {
            waiting.set(None);
            run();
        };
        let waiting = Rc::clone(&self.waiting);
        let fire = move || {
            if is_pressed() {
                waiting.set(after(PRESS, Box::new(end)));
            } else {
                end();
            }
        };
        self.waiting.set(after(Duration::from_millis(milliseconds as u64), Box::new(fire)));
    }
}
