//! What a schedule owes when it is looked at: decisions, without a clock and without `async`.

use std::time::{Duration, SystemTime};

/// Seconds since 1970-01-01 00:00, in UTC or on a wall.
pub(crate) type Seconds = i64;

/// Nanoseconds since 1970-01-01 00:00 UTC.
pub(crate) type Nanos = i128;

const SECOND: Nanos = 1_000_000_000;

/// Up to how late an occurrence is in time: a clock that went on while timers stood still is noticed
/// within half of it.
pub(crate) const GRACE: Duration = Duration::from_mins(1);

/// How far a clock can be set back so that what has fired does not fire again. One that is set back
/// farther was wrong before, and what it has fired means nothing.
const CORRECTION: Seconds = 86_400;

/// How many missed occurrences of one schedule are looked at one by one.
pub(crate) const MOST: u64 = 1_000;

/// What becomes of occurrences that nobody could run in time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Missed {
    /// They fall out. An interval stays on its grid, and keeps one late tick.
    #[default]
    Skip,
    /// Each runs, late, one after the other.
    Burst,
    /// One late run stands for all of them. The next tick of an interval comes a whole interval after
    /// that run.
    Delay,
}

/// What becomes of an occurrence of a calendar schedule that comes while the run before it goes on, or
/// waits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Overlap {
    /// It falls out, and is counted and reported.
    #[default]
    Skip,
    /// It runs afterwards.
    Queue,
}

/// What a calendar schedule owes at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Owed {
    /// How often it has to run.
    pub(crate) runs: u64,
    /// How many occurrences get no run of their own.
    pub(crate) missed: u64,
    /// The last occurrence that is dealt with, or the moment from which on there are any.
    pub(crate) mark: Seconds,
    /// The next occurrence.
    pub(crate) next: Option<Seconds>,
}

/// Deals with all occurrences after `mark` that have come by `now`. Each fires `delay` after its time,
/// at most `jitter`.
pub(crate) fn owed(
    next: impl Fn(Seconds) -> Option<Seconds>,
    delay: impl Fn(Seconds) -> Duration,
    jitter: Duration,
    missed: Missed,
    mark: Seconds,
    now: Nanos,
) -> Owed {
    let mut mark = if seconds(now) + CORRECTION < mark { seconds(now) } else { mark };
    let (mut in_time, mut late) = (0, 0);
    let next = loop {
        let Some(at) = next(mark) else { break None };
        let since = now - fires(at, delay(at));
        if since < 0 {
            break Some(at);
        }
        mark = at;
        if since <= nanos(GRACE) {
            in_time += 1;
            continue;
        }
        late += 1;
        if late == MOST {
            // The rest are too many to be counted; those that are in time are not among them.
            mark = mark.max(seconds(now - nanos(GRACE) - nanos(jitter)) - 1);
        }
    };
    let runs = match missed {
        Missed::Skip => in_time,
        Missed::Burst => in_time + late,
        Missed::Delay => in_time.max(u64::from(late > 0)),
    };
    Owed { runs, missed: in_time + late - runs, mark, next }
}

/// When an occurrence fires.
pub(crate) fn fires(at: Seconds, delay: Duration) -> Nanos {
    Nanos::from(at) * SECOND + nanos(delay)
}

/// The delay of one occurrence: spread evenly below `jitter`, and the same for the same seed.
pub(crate) fn delay(seed: u64, jitter: Duration, at: Seconds) -> Duration {
    let whole = u64::try_from(jitter.as_nanos()).unwrap_or(u64::MAX);
    // The mixing steps of splitmix64.
    let mut mixed = seed ^ at.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    Duration::from_nanos((mixed ^ (mixed >> 31)).checked_rem(whole).unwrap_or(0))
}

fn nanos(time: Duration) -> Nanos {
    Nanos::try_from(time.as_nanos()).unwrap_or(Nanos::MAX)
}

/// The second that a moment is in.
pub(crate) fn seconds(at: Nanos) -> Seconds {
    Seconds::try_from(at.div_euclid(SECOND)).unwrap_or(Seconds::MAX)
}

/// A point of the wall clock as a number.
pub(crate) fn to_nanos(at: SystemTime) -> Nanos {
    match at.duration_since(SystemTime::UNIX_EPOCH) {
        Ok(since) => nanos(since),
        Err(before) => -nanos(before.duration()),
    }
}

/// A number as a point of the wall clock, if it can show it.
pub(crate) fn to_time(at: Nanos) -> Option<SystemTime> {
    let far = u64::try_from(at.unsigned_abs() / SECOND.unsigned_abs()).ok()?;
    let rest = u32::try_from(at.unsigned_abs() % SECOND.unsigned_abs()).ok()?;
    let distance = Duration::new(far, rest);
    if at < 0 {
        SystemTime::UNIX_EPOCH.checked_sub(distance)
    } else {
        SystemTime::UNIX_EPOCH.checked_add(distance)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every so many seconds.
    fn each(step: Seconds) -> impl Fn(Seconds) -> Option<Seconds> {
        move |after| Some((after.div_euclid(step) + 1) * step)
    }

    fn at(now: Seconds, step: Seconds, missed: Missed, mark: Seconds) -> Owed {
        let none = |_| Duration::ZERO;
        owed(each(step), none, Duration::ZERO, missed, mark, Nanos::from(now) * SECOND)
    }

    #[test]
    fn what_comes_in_time_runs_whatever_the_policy() {
        for missed in [Missed::Skip, Missed::Burst, Missed::Delay] {
            let one = Owed { runs: 1, missed: 0, mark: 3600, next: Some(7200) };
            assert_eq!(at(3600, 3600, missed, 0), one);
            assert_eq!(at(3660, 3600, missed, 0), one);
            assert_eq!(
                at(3599, 3600, missed, 0),
                Owed { runs: 0, mark: 0, next: Some(3600), ..one }
            );
        }
    }

    #[test]
    fn what_was_missed_follows_the_policy() {
        let three = Owed { runs: 0, missed: 3, mark: 10_800, next: Some(14_400) };
        assert_eq!(at(11_000, 3600, Missed::Skip, 0), three);
        assert_eq!(at(11_000, 3600, Missed::Delay, 0), Owed { runs: 1, missed: 2, ..three });
        assert_eq!(at(11_000, 3600, Missed::Burst, 0), Owed { runs: 3, missed: 0, ..three });
        // One of three comes in time, and stands for the others.
        assert_eq!(at(10_810, 3600, Missed::Delay, 0), Owed { runs: 1, missed: 2, ..three });
    }

    #[test]
    fn years_of_missed_seconds_are_not_walked_through() {
        let years = at(700_000_000, 1, Missed::Burst, 0);
        assert_eq!((years.mark, years.next), (700_000_000, Some(700_000_001)));
        assert!((MOST..MOST + 70).contains(&years.runs), "{years:?}");
    }

    #[test]
    fn a_clock_set_back_fires_nothing_again_unless_it_was_wrong_by_days() {
        let waits = Owed { runs: 0, missed: 0, mark: 7200, next: Some(10_800) };
        assert_eq!(at(3600, 3600, Missed::Skip, 7200), waits);
        let anew = Owed { runs: 0, missed: 0, mark: 3600, next: Some(7200) };
        assert_eq!(at(3600, 3600, Missed::Skip, 900_000), anew);
    }

    #[test]
    fn jitter_is_below_its_bound_spread_and_repeatable() {
        let bound = Duration::from_secs(30);
        let all: Vec<Duration> = (0..1000).map(|at| delay(7, bound, at)).collect();
        assert!(all.iter().all(|delay| *delay < bound));
        let lower = all.iter().filter(|delay| **delay < bound / 2).count();
        assert!((400..600).contains(&lower), "{lower} of 1000 in the lower half");
        assert_eq!(all, (0..1000).map(|at| delay(7, bound, at)).collect::<Vec<_>>());
        assert_ne!(delay(7, bound, 1), delay(8, bound, 1));
        assert_eq!(delay(7, Duration::ZERO, 1), Duration::ZERO);
    }

    #[test]
    fn moments_before_the_epoch_have_numbers_too() {
        for number in [-1_500_000_000, 0, 1_500_000_000] {
            assert_eq!(to_time(number).map(to_nanos), Some(number));
        }
        assert_eq!(seconds(-1), -1);
    }
}
