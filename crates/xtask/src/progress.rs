//! Progress: what is being done now, with the time since the command began.

use std::sync::OnceLock;
use std::time::{Duration, Instant};

static START: OnceLock<Instant> = OnceLock::new();

/// From here the time is counted.
pub(crate) fn begin() {
    START.get_or_init(Instant::now);
}

/// How long the command has been running.
pub(crate) fn elapsed() -> Duration {
    START.get().map_or(Duration::ZERO, Instant::elapsed)
}

/// Says what a command is about to do, or has done.
pub(crate) fn say(command: &str, what: &str) {
    println!("[{}] {command}: {what}", clock(elapsed()));
}

fn clock(duration: Duration) -> String {
    format!("{:2}:{:02}", duration.as_secs() / 60, duration.as_secs() % 60)
}

/// A duration as people say it: `3.2 s`, `4 min 05 s`.
pub(crate) fn spoken(duration: Duration) -> String {
    match duration.as_secs() {
        0..60 => format!("{:.1} s", duration.as_secs_f64()),
        seconds => format!("{} min {:02} s", seconds / 60, seconds % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::{clock, spoken};
    use std::time::Duration;

    #[test]
    fn times_are_spoken() {
        assert_eq!(spoken(Duration::from_millis(3_240)), "3.2 s");
        assert_eq!(spoken(Duration::from_secs(245)), "4 min 05 s");
        assert_eq!(clock(Duration::from_secs(245)), " 4:05");
    }
}
