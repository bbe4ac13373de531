//! Whether there is a date that an expression matches.

use super::field::{LastDay, Set, Which};

/// The fields of an expression that are about dates.
pub(super) struct Dates {
    pub(super) days: Set,
    pub(super) months: Set,
    pub(super) weekdays: Set,
}

/// A date, as far as an expression can tell it from others.
#[derive(Clone, Copy)]
struct Date {
    day: u16,
    /// How many days its month has.
    length: u16,
    /// From Sunday, which is zero.
    weekday: u16,
}

impl Dates {
    /// Whether no date at all matches. The calendar comes again after 400 years.
    pub(super) fn are_none(&self) -> bool {
        let mut weekday = 6; // 1 January 2000 was a Saturday.
        for year in 2000..2400 {
            for month in 1..=12 {
                let length = length(year, month);
                let wanted = self.months.has(month, Which::Each);
                for day in 1..=length {
                    if wanted && self.match_date(Date { day, length, weekday }) {
                        return false;
                    }
                    weekday = (weekday + 1) % 7;
                }
            }
        }
        true
    }

    /// One of the two is enough when both are given, unless a `+` says otherwise.
    fn match_date(&self, date: Date) -> bool {
        let (day, weekday) = (self.match_day(date), self.match_weekday(date));
        match (self.days.star, self.weekdays.star) {
            (false, false) if self.weekdays.both => day && weekday,
            (false, false) => day || weekday,
            (any_day, any_weekday) => (day && any_weekday) || (weekday && any_day),
        }
    }

    fn match_day(&self, date: Date) -> bool {
        let Date { day, length, .. } = date;
        let last = match self.days.last {
            Some(LastDay::OfAll) => day == length,
            Some(LastDay::OfWorking) => day == working(date, length),
            None => false,
        };
        // A working day is never farther away.
        let mut around = day.saturating_sub(2).max(1)..=(day + 2).min(length);
        let nearest =
            |other: u16| self.days.has(other, Which::Nearest) && working(date, other) == day;
        last || self.days.has(day, Which::Each) || around.any(nearest)
    }

    fn match_weekday(&self, Date { day, length, weekday }: Date) -> bool {
        let nth = u8::try_from((day - 1) / 7 + 1).unwrap_or(0);
        self.weekdays.has(weekday, Which::Each)
            || self.weekdays.has(weekday, Which::Nth(nth))
            || (day + 7 > length && self.weekdays.has(weekday, Which::Last))
    }
}

/// The working day nearest to another day of the same month.
fn working(date: Date, day: u16) -> u16 {
    match (date.weekday + 35 + day - date.day) % 7 {
        6 if day > 1 => day - 1,
        6 => day + 2,
        0 if day < date.length => day + 1,
        0 => day - 2,
        _ => day,
    }
}

fn length(year: u16, month: u16) -> u16 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
