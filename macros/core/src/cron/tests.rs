//! What the judgement says. That it agrees with the runtime is tested there.

use super::{check, zone};

#[track_caller]
fn refused(expression: &str, text: &str) {
    let error = check(expression).expect_err("it is no expression").to_string();
    assert!(error.contains(text), "{expression}: `{text}` is not in: {error}");
    assert!(error.contains("\nhelp: "), "{expression}: no help in: {error}");
}

#[test]
fn expressions_of_all_forms_are_known() {
    for expression in [
        "0 3 * * *",
        "*/10 * * * * *",
        " 30 2 1,15 jan-mar mon-fri ",
        "0 0 L * *",
        "0 0 LW * *",
        "0 0 15W * *",
        "0 0 * * 5#3",
        "0 0 * * FRIL",
        "0 0 13 * +5",
        "0 0 ? * SAT-SUN",
        "0 0 29 2 *",
        "5-59/15 * * * *",
        "@daily",
        "@Hourly",
    ] {
        assert_eq!(check(expression), Ok(()), "{expression}");
    }
}

#[test]
fn what_is_no_expression_is_told_what_to_write() {
    refused("", "there is no expression");
    refused("0 3 * *", "this has 4");
    refused("0 0 3 * * * 2030", "no field for the year");
    refused("60 3 * * *", "there is no minute 60\nhelp: write a number from 0 to 59");
    refused("0 24 * * *", "there is no hour 24");
    refused("0 0 * 13 *", "there is no month 13");
    refused("0 0 * * FRI-MON", "`FRI-MON` goes backwards\nhelp: write `FRI-SAT,SUN-MON`");
    refused("0 22-2 * * *", "help: write `22-23,0-2`");
    // 7 is a Sunday too, and what is written instead must not be the whole week.
    refused("0 0 * * 7-1", "`7-1` goes backwards\nhelp: write `SUN-MON`");
    refused("0 0 * * 7-0", "`7-0` goes backwards\nhelp: write `SUN`");
    refused("0 0 * * 6-0", "help: write `SAT,SUN`");
    refused("5/15 * * * *", "help: write `5-59/15`");
    // What is told to be written must be an expression itself.
    refused("70/5 * * * *", "there is no minute 70");
    refused("0 0 L/2 * *", "`L/2` names no day of the month");
    refused("/10 * * * *", "help: write `*/10`");
    refused("0/10 * * * *", "help: write `*/10`");
    refused("*/0 * * * *", "a step of zero");
    refused("0 0 * * 5#6", "`5#1` to `5#5`");
    refused("x 0 * * *", "`X` in `X` means nothing for the minute");
    refused("0 0 5L * *", "names no day of the month");
    refused("@dayly", "did you mean `@daily`?");
    refused("@reboot", "write one of `@yearly`");
}

#[test]
fn dates_that_never_come_are_refused() {
    refused("0 0 31 2 *", "would never fire: no date matches");
    refused("0 0 31 4,6,9,11 *", "no date matches");
    refused("0 , * * *", "would never fire: no hour is named");
    // The fifth of a weekday is never before the 29th.
    refused("0 0 1-28 * +5#5", "no date matches");
    assert_eq!(check("0 0 29 2 +1#5"), Ok(()));
}

#[test]
fn a_zone_is_known_by_its_name_and_by_what_is_near_to_it() {
    for name in ["UTC", "Europe/Paris", "europe/paris", "America/Argentina/Ushuaia", "Etc/GMT+5"] {
        assert_eq!(zone(name), Ok(()), "{name}");
    }
    for (name, near) in [
        ("Europe/Pari", "Europe/Paris"),
        ("Paris", "Europe/Paris"),
        ("new york", "America/New_York"),
        ("Asia/Tokio", "Asia/Tokyo"),
    ] {
        let error = zone(name).expect_err("there is none").to_string();
        assert!(error.ends_with(&format!("did you mean `{near}`?")), "{error}");
    }
    assert!(
        zone("+02:00").expect_err("there is none").to_string().contains("write a name such as")
    );
}
