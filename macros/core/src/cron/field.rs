//! One field of an expression: what it names.

use std::fmt;

use crate::text::{Text, schedules as text};

/// What a field is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Second,
    Minute,
    Hour,
    Day,
    Month,
    Weekday,
}

impl Kind {
    pub(super) const ALL: [Self; 6] =
        [Self::Second, Self::Minute, Self::Hour, Self::Day, Self::Month, Self::Weekday];
    /// Those that name nothing but numbers.
    pub(super) const PLAIN: [Self; 4] = [Self::Second, Self::Minute, Self::Hour, Self::Month];

    fn bounds(self) -> (u16, u16) {
        match self {
            Self::Second | Self::Minute => (0, 59),
            Self::Hour => (0, 23),
            Self::Day => (1, 31),
            Self::Month => (1, 12),
            Self::Weekday => (0, 7),
        }
    }

    fn has(self, number: u16) -> bool {
        let (first, last) = self.bounds();
        (first..=last).contains(&number)
    }

    /// The characters beside digits, `*`, `/`, `,` and `-`.
    fn marks(self) -> &'static [char] {
        match self {
            Self::Day => &['L', 'W'],
            Self::Weekday => &['#', 'L'],
            _ => &[],
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day of the month",
            Self::Month => "month",
            Self::Weekday => "day of the week",
        })
    }
}

/// Which of its kind a number means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    /// Every one.
    Each,
    /// The first to fifth in the month.
    Nth(u8),
    /// The last in the month.
    Last,
    /// The working day nearest to it.
    Nearest,
}

/// The last day of a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastDay {
    OfAll,
    OfWorking,
}

/// What a field names.
#[derive(Debug, Default)]
pub(super) struct Set {
    /// Whether it is `*` alone.
    pub(super) star: bool,
    /// Whether it begins with a `+`: day and weekday must both match.
    pub(super) both: bool,
    named: Vec<(u16, Which)>,
    /// `L` or `LW` alone, which turns an `L` beside it into another `LW`.
    pub(super) last: Option<LastDay>,
}

impl Set {
    /// The numbers that are named without more.
    pub(super) fn values(&self) -> impl Iterator<Item = u16> {
        self.named.iter().filter(|(_, which)| *which == Which::Each).map(|(number, _)| *number)
    }

    /// Whether a number is named like this.
    pub(super) fn has(&self, number: u16, which: Which) -> bool {
        self.named.contains(&(number, which))
    }

    /// Reads a field; `written` is how the user wrote it, and `part` has numbers for names.
    pub(super) fn parse(written: &str, part: &str, kind: Kind) -> Result<Self, Text> {
        let mut part = part.to_owned();
        if matches!(kind, Kind::Day | Kind::Weekday) {
            part = part.replace('?', "*");
        }
        let mut set = Self::default();
        if kind == Kind::Weekday
            && let Some(rest) = part.strip_prefix('+')
        {
            set.both = true;
            part = rest.to_owned();
        }
        let fits = |c: char| c.is_ascii_digit() || "*/,-".contains(c) || kind.marks().contains(&c);
        if let Some(odd) = part.chars().find(|c| !fits(*c)) {
            return Err(text::foreign(written, odd, kind));
        }
        if part == "*" {
            set.star = true;
            set.named.extend(all(kind).map(|number| (number, Which::Each)));
            return Ok(set);
        }
        for item in part.split(',').filter(|item| !item.is_empty()) {
            set.add(written, item, kind)?;
        }
        // Sunday has two numbers.
        for (number, _) in &mut set.named {
            if kind == Kind::Weekday && *number == 7 {
                *number = 0;
            }
        }
        Ok(set)
    }

    fn add(&mut self, written: &str, item: &str, kind: Kind) -> Result<(), Text> {
        if item.contains('/') {
            return self.stepped(written, item, kind);
        }
        if item.contains('-') {
            let (which, range) = which(item, kind)?;
            let (first, last) = bounds(written, range, kind)?;
            self.named.extend((first..=last).map(|number| (number, which)));
            return Ok(());
        }
        if let Some((day, _)) = item.split_once('W') {
            return self.nearest(written, day, kind);
        }
        if item == "L" {
            self.last.get_or_insert(LastDay::OfAll);
            return Ok(());
        }
        let expanded;
        let mut item = item;
        if item.ends_with('L') && !item.contains('#') {
            expanded = item.replace('L', "#L");
            item = &expanded;
        }
        if kind == Kind::Day && item.contains(['#', 'L']) {
            return Err(text::unknown(written, kind));
        }
        let (which, number) = which(item, kind)?;
        let number = number.parse().map_err(|_| text::unknown(written, kind))?;
        if !kind.has(number) {
            return Err(outside(number, kind));
        }
        self.named.push((number, which));
        Ok(())
    }

    fn nearest(&mut self, written: &str, day: &str, kind: Kind) -> Result<(), Text> {
        if day == "L" {
            self.last = Some(LastDay::OfWorking);
            return Ok(());
        }
        let day = day.parse().map_err(|_| text::unknown(written, kind))?;
        if !kind.has(day) {
            return Err(outside(day, kind));
        }
        self.named.push((day, Which::Nearest));
        Ok(())
    }

    fn stepped(&mut self, written: &str, item: &str, kind: Kind) -> Result<(), Text> {
        let (which, item) = which(item, kind)?;
        let Some((range, step)) = item.split_once('/').filter(|(_, step)| !step.contains('/'))
        else {
            return Err(text::unknown(written, kind));
        };
        let step: u16 = step.parse().map_err(|_| text::unknown(written, kind))?;
        if step == 0 {
            return Err(text::NO_STEP);
        }
        let (first, last) = if range == "*" {
            kind.bounds()
        } else if range.contains('-') {
            bounds(written, range, kind)?
        } else {
            return Err(no_range(written, range, step, kind));
        };
        let stepped = (first..=last).step_by(usize::from(step));
        if stepped.clone().next_back().is_some_and(|last| last.checked_add(step).is_none()) {
            return Err(text::unknown(written, kind));
        }
        self.named.extend(stepped.map(|number| (number, which)));
        Ok(())
    }
}

fn all(kind: Kind) -> std::ops::RangeInclusive<u16> {
    let (first, last) = kind.bounds();
    first..=last
}

/// What stands after a `#`, and what before.
fn which(item: &str, kind: Kind) -> Result<(Which, &str), Text> {
    let (before, after) = item.split_once('#').map_or((item, None), |(a, b)| (a, Some(b)));
    if item.ends_with('L') {
        return Ok((Which::Last, before));
    }
    let Some(after) = after else {
        return Ok((Which::Each, before));
    };
    match after.parse() {
        Ok(nth @ 1..=5) => Ok((Which::Nth(nth), before)),
        _ => Err(text::nth(kind, item)),
    }
}

/// The two ends of a range.
fn bounds(written: &str, range: &str, kind: Kind) -> Result<(u16, u16), Text> {
    let ends = range
        .split_once('-')
        .and_then(|(first, last)| Some((first.parse::<u16>().ok()?, last.parse::<u16>().ok()?)));
    let Some((first, last)) = ends else {
        return Err(text::unknown(written, kind));
    };
    if let Some(outside_of) = [first, last].into_iter().find(|number| !kind.has(*number)) {
        return Err(outside(outside_of, kind));
    }
    if first > last {
        return Err(backwards(first, last, kind));
    }
    Ok((first, last))
}

/// A range that would go around.
fn backwards(first: u16, last: u16, kind: Kind) -> Text {
    let (lowest, highest) = if kind == Kind::Weekday { (0, 6) } else { kind.bounds() };
    let name = |number: u16| {
        const DAYS: [&str; 8] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];
        match kind {
            Kind::Weekday => {
                DAYS.get(usize::from(number)).map_or(String::new(), ToString::to_string)
            }
            _ => number.to_string(),
        }
    };
    let piece = |first: u16, last: u16| match first {
        same if same == last => name(same),
        _ => format!("{}-{}", name(first), name(last)),
    };
    if first > highest {
        // A Sunday that is written as 7, where the week has ended.
        return text::backwards(&format!("{first}-{last}"), &piece(lowest, last));
    }
    let two = format!("{},{}", piece(first, highest), piece(lowest, last));
    text::backwards(&piece(first, last), &two)
}

/// A step from a number, or from what is none.
fn no_range(written: &str, range: &str, step: u16, kind: Kind) -> Text {
    let (_, highest) = kind.bounds();
    if range.is_empty() || range == "0" {
        return text::no_range(range, step, &format!("*/{step}"));
    }
    match range.parse() {
        Ok(number) if kind.has(number) => {
            text::no_range(range, step, &format!("{range}-{highest}/{step}"))
        }
        Ok(number) => outside(number, kind),
        Err(_) => text::unknown(written, kind),
    }
}

fn outside(number: u16, kind: Kind) -> Text {
    let (first, last) = kind.bounds();
    text::outside(number, kind, first, last)
}
