//! Cron expressions against the calendar: the cases on which crates and crons disagree.

#![cfg(feature = "cron")]

use std::time::SystemTime;

use switchboard::schedule::{Schedule, ScheduleError};

/// `2026-03-29T03:00+02:00`.
fn at(text: &str) -> SystemTime {
    let at = text.parse::<jiff::Timestamp>().unwrap_or_else(|error| panic!("{text}: {error}"));
    SystemTime::try_from(at).expect("a time of the clock")
}

/// `03-29 03:00+02:00`, in 2026.
fn short(text: &str) -> SystemTime {
    at(&format!("2026-{}", text.replace(' ', "T")))
}

/// The next firings after a moment are these.
#[track_caller]
fn fires(expression: &str, zone: &str, after: &str, expected: &[&str]) {
    let schedule = Schedule::cron(expression).and_then(|schedule| schedule.tz(zone));
    let schedule = schedule.unwrap_or_else(|error| panic!("{error}"));
    let firings: Vec<SystemTime> = schedule.upcoming(at(after)).take(expected.len()).collect();
    let expected: Vec<SystemTime> = expected.iter().map(|text| short(text)).collect();
    assert_eq!(firings, expected, "{expression} in {zone} after {after}");
}

#[test]
fn a_fixed_time_in_a_gap_fires_at_its_end() {
    let paris = "Europe/Paris";
    fires(
        "30 2 * * *",
        paris,
        "2026-03-28T12:00+01:00",
        &["03-29 03:00+02:00", "03-30 02:30+02:00"],
    );
    let cairo = "Africa/Cairo";
    fires(
        "0 0 * * *",
        cairo,
        "2026-04-23T12:00+02:00",
        &["04-24 01:00+03:00", "04-25 00:00+03:00"],
    );
    // A gap of half an hour.
    let expected = &["10-04 02:30+11:00", "10-05 02:15+11:00"];
    fires("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T12:00+10:30", expected);
}

#[test]
fn what_matches_by_a_wildcard_or_a_list_skips_a_gap() {
    let paris = "Europe/Paris";
    let expected = &["03-29 01:45+01:00", "03-29 03:00+02:00", "03-29 03:15+02:00"];
    fires("*/15 * * * *", paris, "2026-03-29T01:40+01:00", expected);
    let expected = &["03-28 02:50+01:00", "03-30 02:00+02:00"];
    fires("*/10 2 * * *", paris, "2026-03-28T02:45+01:00", expected);
    let expected = &["03-08 01:30-05:00", "03-08 03:30-04:00", "03-09 01:30-04:00"];
    fires("30 1,2,3 * * *", "America/New_York", "2026-03-08T00:00-05:00", expected);
}

#[test]
fn a_fixed_time_that_comes_twice_fires_in_the_first_pass() {
    let expected = &["11-01 01:30-04:00", "11-02 01:30-05:00"];
    fires("30 1 * * *", "America/New_York", "2026-10-31T12:00-04:00", expected);
    // Asked in the second pass.
    fires("30 1 * * *", "America/New_York", "2026-11-01T06:10Z", &["11-02 01:30-05:00"]);
}

#[test]
fn what_matches_by_a_wildcard_or_a_list_fires_in_both_passes() {
    let york = "America/New_York";
    let expected =
        &["11-01 01:00-04:00", "11-01 01:30-04:00", "11-01 01:00-05:00", "11-01 01:30-05:00"];
    fires("*/30 * * * *", york, "2026-11-01T00:45-04:00", expected);
    let expected = &["11-01 01:30-04:00", "11-01 01:30-05:00", "11-01 02:30-05:00"];
    fires("30 * * * *", york, "2026-11-01T00:45-04:00", expected);
    let expected =
        &["11-01 01:00-04:00", "11-01 01:00-05:00", "11-01 02:00-05:00", "11-01 03:00-05:00"];
    fires("0 1-3 * * *", york, "2026-11-01T00:30-04:00", expected);
}

#[test]
fn a_day_that_a_zone_leaves_out_has_no_times() {
    let schedule = Schedule::cron("0 12 30 12 *").and_then(|all| all.tz("Pacific/Apia"));
    let next = schedule.expect("an expression").next_after(at("2011-12-29T12:00-10:00"));
    assert_eq!(next, Some(at("2012-12-30T12:00+14:00")));
}

#[test]
fn days_that_a_month_does_not_have_are_skipped() {
    let expected = &["03-31 00:00+00:00", "05-31 00:00+00:00", "07-31 00:00+00:00"];
    fires("0 0 31 * *", "UTC", "2026-01-31T00:00Z", expected);
    let leap = Schedule::cron("0 0 29 2 *").expect("an expression");
    let days: Vec<SystemTime> = leap.upcoming(at("2095-01-01T00:00Z")).take(3).collect();
    let expected = ["2096-02-29T00:00Z", "2104-02-29T00:00Z", "2108-02-29T00:00Z"];
    assert_eq!(days, expected.map(at));
}

#[test]
fn dates_that_never_come_are_refused_with_the_expression() {
    for expression in ["0 0 31 2 *", "0 0 30 2 *", "0 , * * *"] {
        let error = Schedule::cron(expression).expect_err("it never fires");
        assert!(matches!(&error, ScheduleError::Expression { text, .. } if text == expression));
        assert!(error.to_string().contains("it would never fire"), "{error}");
    }
}

#[test]
fn an_error_names_the_field_and_what_is_wrong_with_it() {
    for (expression, part) in [
        ("60 * * * *", "the minute `60`"),
        ("60 * * * * *", "the second `60`"),
        ("* 24 * * *", "the hour `24`"),
        ("* * 32 * *", "the day of the month `32`"),
        ("* * * JANUARY *", "the month `JANUARY` is none: something in it means nothing here"),
        ("* * * JANUARY *", "there are 1 to 12, or `JAN` to `DEC`"),
        ("0 0 * * FRI-MON", "the day of the week `FRI-MON`"),
        (
            "0 22-2 * * *",
            "a range goes from a number to one that is not smaller; there are 0 to 23",
        ),
        ("*/0 1-0 * * *", "the minute `*/0`"),
        ("", "it has 0 fields"),
        ("@midnight", "it has one field"),
        ("* * *", "it has 3 fields"),
        ("* * * * * * *", "it has 7 fields"),
        ("@reboot", "or is one of `@hourly`"),
    ] {
        let error = Schedule::cron(expression).expect_err(expression).to_string();
        assert!(error.contains(part), "{error}");
        assert!(!error.contains("omponent") && !error.ends_with('.'), "{error}");
        assert!(!error.contains("attern") && !error.contains("1UARY"), "{error}");
    }
}

/// Moments that no calendar reaches, in every zone: there is no next firing after the last one, and the
/// first one is after what lies before it.
#[test]
fn the_ends_of_time_have_an_answer() {
    for zone in ["UTC", "Europe/Paris", "Pacific/Apia", "Asia/Tokyo"] {
        for expression in ["30 2 * * *", "*/7 3 * * *", "0 0 29 2 *"] {
            let schedule = Schedule::cron(expression).and_then(|all| all.tz(zone)).expect("a zone");
            for power in 30..63 {
                let distance = std::time::Duration::from_secs(1 << power);
                let epoch = SystemTime::UNIX_EPOCH;
                if let Some(late) = epoch.checked_add(distance) {
                    let next = schedule.next_after(late);
                    assert!(next.is_none_or(|next| next > late), "{expression} {zone} {power}");
                    assert!(next.is_some() || power > 35, "{expression} {zone} {power}");
                    assert!(schedule.upcoming(late).take(2).count() <= 2);
                }
                if let Some(early) = epoch.checked_sub(distance) {
                    let next = schedule.next_after(early);
                    assert!(next.is_some_and(|next| next > early), "{expression} {zone} {power}");
                }
            }
        }
    }
}

#[test]
fn a_day_or_a_weekday_is_enough_when_both_are_given() {
    let expected = &["02-06 00:00+00:00", "02-13 00:00+00:00", "02-20 00:00+00:00"];
    fires("0 0 13 * 5", "UTC", "2026-02-01T00:00Z", expected);
    let expected = &["02-02 00:00+00:00", "02-03 00:00+00:00", "02-05 00:00+00:00"];
    fires("0 0 */2 * 1", "UTC", "2026-02-01T00:00Z", expected);
    fires("0 0 13 * +5", "UTC", "2026-01-01T00:00Z", &["02-13 00:00+00:00", "03-13 00:00+00:00"]);
}

#[test]
fn seven_is_sunday_and_a_range_does_not_go_around() {
    fires("0 0 * * 7", "UTC", "2026-02-02T00:00Z", &["02-08 00:00+00:00", "02-15 00:00+00:00"]);
    assert!(Schedule::cron("0 0 * * FRI-MON").is_err());
    fires("0 0 * * FRI-SUN", "UTC", "2026-02-02T00:00Z", &["02-06 00:00+00:00"]);
}

#[test]
fn the_last_the_nearest_and_the_nth_day_are_known() {
    fires("0 0 L * *", "UTC", "2026-02-01T00:00Z", &["02-28 00:00+00:00"]);
    let expected = &["01-30 00:00+00:00", "02-27 00:00+00:00"];
    fires("0 0 LW * *", "UTC", "2026-01-01T00:00Z", expected);
    fires("0 0 15W * *", "UTC", "2026-02-01T00:00Z", &["02-16 00:00+00:00"]);
    let expected = &["01-16 00:00+00:00", "02-20 00:00+00:00"];
    fires("0 0 * * 5#3", "UTC", "2026-01-01T00:00Z", expected);
}

#[test]
fn steps_begin_anew_in_each_hour() {
    let expected = &["01-01 00:40+00:00", "01-01 01:00+00:00", "01-01 01:40+00:00"];
    fires("*/40 * * * *", "UTC", "2026-01-01T00:10Z", expected);
}

#[test]
fn the_moment_itself_is_not_after_it() {
    fires("0 12 * * *", "UTC", "2026-01-01T12:00Z", &["01-02 12:00+00:00"]);
    fires("0 12 * * *", "UTC", "2026-01-01T11:59:59.999Z", &["01-01 12:00+00:00"]);
}

#[test]
fn an_unknown_zone_and_a_zone_of_an_interval_are_errors() {
    let unknown = Schedule::cron("0 3 * * *").and_then(|all| all.tz("Europe/Pari"));
    assert_eq!(unknown, Err(ScheduleError::Zone { name: "Europe/Pari".to_owned() }));
    let interval = Schedule::every(std::time::Duration::from_secs(1)).and_then(|all| all.tz("UTC"));
    assert_eq!(interval, Err(ScheduleError::OnlyCalendar));
    let nothing = Schedule::every(std::time::Duration::ZERO);
    assert_eq!(nothing, Err(ScheduleError::ZeroInterval));
}
