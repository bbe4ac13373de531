//! Cron expressions and time zones: what the compiler takes, the runtime takes, and time goes on.

use std::time::{Duration, SystemTime};

use switchboard::schedule::Schedule;
use switchboard_macros_core::cron::{check, zone};

use crate::text;

/// Four bytes are the hour at which it begins; then come the expression and, in a second line, the zone.
///
/// # Panics
///
/// When compiler and runtime do not agree, or when a moment is not later than the one before it.
pub fn cron(bytes: &[u8]) {
    let Some((hour, rest)) = bytes.split_first_chunk() else { return };
    let Some(text) = text(rest) else { return };
    let (expression, name) = text.split_once('\n').unwrap_or((text, "UTC"));
    assert_eq!(zone(name).is_ok(), at("* * * * *", name).is_some(), "zone `{name}`");
    let known = zone(name).is_ok();
    let schedule = at(expression, if known { name } else { "UTC" });
    assert_eq!(check(expression).is_ok(), schedule.is_some(), "`{expression}`");
    let Some(schedule) = schedule else { return };
    let hours = u64::from(u32::from_le_bytes(*hour)) % (300 * 366 * 24);
    let mut last = SystemTime::UNIX_EPOCH + Duration::from_secs(hours * 3600);
    assert_eq!(schedule.next_after(last), schedule.upcoming(last).next());
    for next in schedule.upcoming(last).take(4) {
        assert!(next > last, "`{expression}` in {name}: {next:?} follows {last:?}");
        assert_eq!(schedule.next_after(last), Some(next), "`{expression}` in {name}");
        last = next;
    }
}

fn at(expression: &str, zone: &str) -> Option<Schedule> {
    Schedule::cron(expression).ok()?.tz(zone).ok()
}
