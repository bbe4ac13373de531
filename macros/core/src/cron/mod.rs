//! Cron expressions, judged while the program is compiled: which ones there are, and what to write in
//! place of one that is none.
//!
//! The runtime gives expressions to a crate that this one must not depend on. A test there holds the
//! two against each other.

mod days;
mod field;
#[cfg(test)]
mod tests;
mod zones;

pub use self::zones::{zone, zones};

use self::days::Dates;
pub(crate) use self::field::Kind;
use self::field::Set;
use crate::text::{Text, schedules as text};

/// What stands for an expression.
const NICKNAMES: [(&str, &str); 6] = [
    ("@YEARLY", "0 0 1 1 *"),
    ("@ANNUALLY", "0 0 1 1 *"),
    ("@MONTHLY", "0 0 1 * *"),
    ("@WEEKLY", "0 0 * * SUN"),
    ("@DAILY", "0 0 * * *"),
    ("@HOURLY", "0 * * * *"),
];

/// Names of days and months; a Sunday that ends a range is the seventh day.
const NAMES: [(&str, &str); 20] = [
    ("-SUN", "-7"),
    ("SUN", "0"),
    ("MON", "1"),
    ("TUE", "2"),
    ("WED", "3"),
    ("THU", "4"),
    ("FRI", "5"),
    ("SAT", "6"),
    ("JAN", "1"),
    ("FEB", "2"),
    ("MAR", "3"),
    ("APR", "4"),
    ("MAY", "5"),
    ("JUN", "6"),
    ("JUL", "7"),
    ("AUG", "8"),
    ("SEP", "9"),
    ("OCT", "10"),
    ("NOV", "11"),
    ("DEC", "12"),
];

/// Judges an expression of five fields, or of six with the seconds first.
///
/// # Errors
///
/// What is wrong, and what to write instead.
pub fn check(expression: &str) -> Result<(), Text> {
    let upper = expression.to_uppercase();
    let written = nickname(upper.trim())?;
    let mut parts: Vec<&str> = written.split_whitespace().collect();
    match parts.len() {
        0 => return Err(text::NO_EXPRESSION),
        5 => parts.insert(0, "0"),
        6 => {}
        count => return Err(text::fields(count)),
    }
    let mut sets = Vec::new();
    for (part, kind) in parts.iter().zip(Kind::ALL) {
        sets.push(Set::parse(part, &numbers(part), kind)?);
    }
    let Ok([seconds, minutes, hours, days, months, weekdays]) = <[Set; 6]>::try_from(sets) else {
        return Err(text::fields(0));
    };
    for (set, kind) in [&seconds, &minutes, &hours, &months].into_iter().zip(Kind::PLAIN) {
        if set.values().next().is_none() {
            return Err(text::never(&format!("no {kind} is named")));
        }
    }
    let dates = Dates { days, months, weekdays };
    if dates.are_none() {
        return Err(text::never("no date matches"));
    }
    Ok(())
}

/// What a nickname stands for; anything else stands for itself.
fn nickname(written: &str) -> Result<&str, Text> {
    if !written.contains('@') {
        return Ok(written);
    }
    if let Some((_, meant)) = NICKNAMES.iter().find(|(name, _)| *name == written) {
        return Ok(meant);
    }
    let known: Vec<String> = NICKNAMES.iter().map(|(name, _)| name.to_lowercase()).collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Err(text::nickname(&written.to_lowercase(), &known))
}

/// A field with numbers in the place of names.
fn numbers(part: &str) -> String {
    NAMES.iter().fold(part.to_owned(), |part, (name, number)| part.replace(name, number))
}
