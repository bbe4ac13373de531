//! The rule for changes of the clock, held against a walk through every minute around every change of
//! twenty years in ten zones.

#![cfg(feature = "cron")]

use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::tz::TimeZone;
use switchboard::schedule::Schedule;

const MINUTE: i64 = 60;
const DAY: i64 = 86_400;

/// Gaps and overlaps of an hour, of half an hour and of two, at night and at midnight; a day that is
/// left out, winters that count as summer, and summers that pause for a month.
const ZONES: [&str; 10] = [
    "Europe/Paris",
    "Europe/Dublin",
    "America/New_York",
    "America/Santiago",
    "America/Sao_Paulo",
    "Africa/Cairo",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Antarctica/Troll",
];

/// An expression, what it matches on a wall, and whether it names one time of the day.
type Form = (&'static str, fn(u32, u32) -> bool, bool);

const FORMS: [Form; 12] = [
    ("0 0 * * *", |hour, minute| hour == 0 && minute == 0, true),
    ("30 0 * * *", |hour, minute| hour == 0 && minute == 30, true),
    ("30 1 * * *", |hour, minute| hour == 1 && minute == 30, true),
    ("0 2 * * *", |hour, minute| hour == 2 && minute == 0, true),
    ("15 2 * * *", |hour, minute| hour == 2 && minute == 15, true),
    ("30 2 * * *", |hour, minute| hour == 2 && minute == 30, true),
    ("0 3 * * *", |hour, minute| hour == 3 && minute == 0, true),
    ("* * * * *", |_, _| true, false),
    ("*/10 2 * * *", |hour, minute| hour == 2 && minute.is_multiple_of(10), false),
    ("*/15 * * * *", |_, minute| minute.is_multiple_of(15), false),
    ("30 * * * *", |_, minute| minute == 30, false),
    ("5,35 0-3 * * *", |hour, minute| hour <= 3 && (minute == 5 || minute == 35), false),
];

/// What the wall shows, as seconds without a zone.
fn wall(zone: &TimeZone, at: i64) -> i64 {
    let moment = Timestamp::from_second(at).expect("a moment of the calendar");
    at + i64::from(zone.to_offset(moment).seconds())
}

fn matches(form: &Form, wall: i64) -> bool {
    let minutes = u32::try_from(wall.rem_euclid(DAY) / MINUTE).expect("a day is short");
    wall.rem_euclid(MINUTE) == 0 && form.1(minutes / 60, minutes % 60)
}

/// The minutes in which the wall jumps, forward or back.
fn jumps(zone: &TimeZone, from: i64, to: i64) -> Vec<i64> {
    let hour = 60 * MINUTE;
    let mut found = Vec::new();
    for at in (from..to).step_by(usize::try_from(hour).expect("a small number")) {
        if wall(zone, at + hour) - wall(zone, at) != hour {
            let minutes = (at..at + hour).step_by(60);
            let jump = |at: &i64| wall(zone, at + MINUTE) - wall(zone, *at) != MINUTE;
            found.extend(minutes.filter(jump).map(|at| at + MINUTE));
        }
    }
    found
}

/// The rule, minute by minute. Every minute asks what the wall shows, whether it has shown that before,
/// and what it has left out to get there. `walls` is what it shows from a day before `from` on.
fn by_the_rule(form: &Form, walls: &[i64], from: i64) -> Vec<i64> {
    let mut fired = Vec::new();
    let mut latest = walls[0];
    for (at, pair) in (from - DAY + MINUTE..).step_by(60).zip(walls.windows(2)) {
        let (before, now) = (pair[0], pair[1]);
        let mut skipped = (before + MINUTE..now).step_by(60);
        let left_out = now - before - MINUTE;
        let is_new = now > latest;
        let fires = if form.2 {
            let in_gap = (1..DAY).contains(&left_out) && skipped.any(|at| matches(form, at));
            (matches(form, now) && is_new) || in_gap
        } else {
            matches(form, now)
        };
        latest = latest.max(now);
        if fires && at > from {
            fired.push(at);
        }
    }
    fired
}

fn moment(at: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(u64::try_from(at).expect("after 1970"))
}

/// Experiment 27: whatever the clock on the wall does.
#[test]
fn every_change_of_the_clock_in_twenty_years_follows_the_rule() {
    let year = |year: i64| (year - 1970) * 365 * DAY + (year - 1968) / 4 * DAY;
    let mut changes = 0;
    for name in ZONES {
        let zone = jiff::tz::db().get(name).expect("a zone");
        for jump in jumps(&zone, year(2007), year(2027)) {
            changes += 1;
            let (from, to) = (jump - DAY / 4, jump + DAY + DAY / 4);
            let walls: Vec<i64> = (from - DAY..to).step_by(60).map(|at| wall(&zone, at)).collect();
            for form in &FORMS {
                let schedule = Schedule::cron(form.0).and_then(|schedule| schedule.tz(name));
                let schedule = schedule.expect("an expression and a zone");
                let firings: Vec<SystemTime> =
                    schedule.upcoming(moment(from)).take_while(|at| *at < moment(to)).collect();
                let expected = by_the_rule(form, &walls, from);
                let expected: Vec<SystemTime> = expected.into_iter().map(moment).collect();
                assert_eq!(firings, expected, "`{}` in {name} around {jump}", form.0);
            }
        }
    }
    assert!(changes > 250, "only {changes} changes were found");
}
