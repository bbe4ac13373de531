//! Cron expressions and time zones: what the crates behind the feature `cron` know.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use croner::Cron;
use croner::errors::CronError;
use croner::parser::{CronParser, Year};
use croner::time::{CivilDate, CivilDateTime, CivilTime, CronDateTime, Resolution, Weekday};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::error::ScheduleError;
use super::next::{self, Stretch, Times, Zone};
use super::policy::Seconds;

const DAY: Seconds = 86_400;

/// What the fields are called, and what they have.
const FIELDS: [(&str, &str); 6] = [
    ("second", "0 to 59"),
    ("minute", "0 to 59"),
    ("hour", "0 to 23"),
    ("day of the month", "1 to 31, `L`, `15W` and `LW`"),
    ("month", "1 to 12, or `JAN` to `DEC`"),
    ("day of the week", "0 to 7, or `SUN` to `SAT`, `FRI#3` and `FRIL`"),
];

const SHAPE: &str = "an expression has five, or six with the seconds first, or is one of `@hourly`, \
                     `@daily`, `@weekly`, `@monthly` and `@yearly`";

const NEVER: &str = "no date and time match it, so it would never fire";

/// A checked expression in a zone.
#[derive(Clone)]
pub(crate) struct Calendar(Arc<Inner>);

struct Inner {
    text: String,
    cron: Cron,
    fixed: bool,
    name: String,
    zone: TimeZone,
}

impl Calendar {
    /// An expression in UTC.
    pub(crate) fn new(text: &str) -> Result<Self, ScheduleError> {
        let refuse = |why: String| ScheduleError::Expression { text: text.to_owned(), why };
        let cron = parse(text).map_err(|error| refuse(why(text, &error)))?;
        let pattern = &cron.pattern;
        let fields = [&pattern.seconds, &pattern.minutes, &pattern.hours, &pattern.months];
        if fields.iter().any(|field| field.values().is_empty()) {
            return Err(refuse(NEVER.to_owned()));
        }
        let fixed = cron.determine_job_type() == croner::JobType::FixedTime;
        let zone = TimeZone::UTC;
        let inner = Inner { text: text.to_owned(), cron, fixed, name: "UTC".to_owned(), zone };
        // The parser knows nothing of dates: that there is no 31 February comes out here.
        if inner.next_civil(0).is_none() {
            return Err(refuse(NEVER.to_owned()));
        }
        Ok(Self(Arc::new(inner)))
    }

    /// The same expression in another zone.
    pub(crate) fn in_zone(&self, name: &str) -> Result<Self, ScheduleError> {
        let unknown = |_| ScheduleError::Zone { name: name.to_owned() };
        let zone = jiff::tz::db().get(name).map_err(unknown)?;
        let Inner { text, cron, fixed, .. } = &*self.0;
        let (text, cron, fixed) = (text.clone(), cron.clone(), *fixed);
        Ok(Self(Arc::new(Inner { text, cron, fixed, name: name.to_owned(), zone })))
    }

    /// The first firing after a moment; none after the last that a calendar reaches.
    pub(crate) fn next(&self, after: Seconds) -> Option<Seconds> {
        let (first, last) = (Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        if after >= last { None } else { next::next(&*self.0, &*self.0, after.max(first)) }
    }
}

fn parse(text: &str) -> Result<Cron, CronError> {
    CronParser::builder().year(Year::Disallowed).build().parse(text)
}

/// What is wrong with a text, and in which of its fields.
fn why(text: &str, error: &CronError) -> String {
    let fields: Vec<&str> = text.split_whitespace().collect();
    let names = match fields.len() {
        5 => &FIELDS[1..],
        6 => &FIELDS[..],
        // There are no years here, and the nicknames stand alone.
        1 => return format!("it has one field, and {SHAPE}"),
        number => return format!("it has {number} fields, and {SHAPE}"),
    };
    let wrong = fields.iter().enumerate().find_map(|(at, field)| {
        let mut alone = vec!["*"; fields.len()];
        alone[at] = field;
        parse(&alone.join(" ")).err().map(|error| (names[at], field, error))
    });
    match wrong {
        Some(((name, known), field, error)) => {
            format!("the {name} `{field}` is none: {}; there are {known}", plain(&error))
        }
        None => plain(error),
    }
}

/// An error of the parser without the names of its parts.
fn plain(error: &CronError) -> String {
    let text = match error {
        // The parser tells it of a text in which numbers stand for names already: `1UARY`.
        CronError::IllegalCharacters(_) => return "something in it means nothing here".to_owned(),
        CronError::ComponentError(text) if text.starts_with("Range out of bounds") => {
            return "a range goes from a number to one that is not smaller".to_owned();
        }
        CronError::ComponentError(text) | CronError::InvalidPattern(text) => text.clone(),
        other => other.to_string(),
    };
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

impl Times for Inner {
    fn is_fixed(&self) -> bool {
        self.fixed
    }

    fn next_civil(&self, after: Seconds) -> Option<Seconds> {
        self.cron.find_next_occurrence(&OnWall(after), false).ok().map(|found| found.0)
    }
}

impl Zone for Inner {
    fn stretch(&self, at: Seconds) -> Stretch {
        let moment = timestamp(at);
        let offset = |at: Timestamp| Seconds::from(self.zone.to_offset(at).seconds());
        // A change at the moment itself has happened.
        let began = self.zone.preceding(timestamp(at + 1)).next().map(|change| {
            let began = change.timestamp().as_second();
            (began, offset(timestamp(began - 1)))
        });
        let until = self.zone.following(moment).next().map(|change| change.timestamp().as_second());
        Stretch { offset: offset(moment), began, until }
    }
}

/// A moment; one that no calendar reaches is the last that one does.
fn timestamp(at: Seconds) -> Timestamp {
    let last = if at < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_second(at).unwrap_or(last)
}

impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.0.text, self.0.name)
    }
}

impl PartialEq for Calendar {
    fn eq(&self, other: &Self) -> bool {
        self.0.cron == other.0.cron && self.0.name == other.0.name
    }
}

/// A civil time. The zone is not the parser's business: [`next`] goes from stretch to stretch.
#[derive(Clone)]
struct OnWall(Seconds);

impl CronDateTime for OnWall {
    fn to_civil(&self) -> CivilDateTime {
        let (year, month, day) = date(self.0.div_euclid(DAY));
        let time = u32::try_from(self.0.rem_euclid(DAY)).unwrap_or(0);
        CivilDateTime::new(
            CivilDate::from_parts_unchecked(year, month, day),
            CivilTime::from_parts_unchecked(time / 3600, time / 60 % 60, time % 60),
        )
    }

    fn civil_weekday(&self) -> Weekday {
        // 1 January 1970 was a Thursday.
        let from_sunday = (self.0.div_euclid(DAY) + 4).rem_euclid(7);
        Weekday::from_days_from_sunday(u32::try_from(from_sunday).unwrap_or(0))
    }

    fn resolve_civil(&self, civil: CivilDateTime) -> Result<Resolution<Self>, CronError> {
        let days = days(civil.year(), civil.month(), civil.day());
        let time = civil.hour() * 3600 + civil.minute() * 60 + civil.second();
        Ok(Resolution::Single(Self(days * DAY + Seconds::from(time))))
    }

    fn checked_add_seconds(&self, seconds: i64) -> Option<Self> {
        self.0.checked_add(seconds).map(Self)
    }

    fn cmp_instant(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

/// Days since 1970-01-01. A year begins in March here, so that the leap day is its last.
fn days(year: i32, month: u32, day: u32) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let (month, day) = (i64::from((month + 9) % 12), i64::from(day));
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468
}

/// Year, month and day.
fn date(days: i64) -> (i32, u32, u32) {
    // 400 years have 146,097 days; the guess may be one year off, and no more.
    let mut year = i32::try_from((days * 400).div_euclid(146_097) + 1970).unwrap_or(i32::MAX);
    while self::days(year, 1, 1) > days {
        year -= 1;
    }
    while self::days(year + 1, 1, 1) <= days {
        year += 1;
    }
    let month = (2..=12).rev().find(|month| self::days(year, *month, 1) <= days).unwrap_or(1);
    let day = u32::try_from(days - self::days(year, month, 1) + 1).unwrap_or(1);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_dates_agree_with_the_calendar_of_jiff() {
        for number in (-200_000..400_000).step_by(17) {
            let (year, month, day) = date(number);
            assert_eq!(days(year, month, day), number);
            let civil = TimeZone::UTC.to_datetime(timestamp(number * DAY)).date();
            let theirs = (i32::from(civil.year()), civil.month(), civil.day());
            assert_eq!(
                (year, i8::try_from(month), i8::try_from(day)),
                (theirs.0, Ok(theirs.1), Ok(theirs.2))
            );
        }
    }
}
