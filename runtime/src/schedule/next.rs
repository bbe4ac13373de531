//! When a calendar schedule fires next: a decision, without a clock and without `async`.
//!
//! Everything is in whole seconds. A civil time is what a clock on the wall of the zone shows, counted
//! as if that zone had no offset. Between two changes of a zone's offset, which is called a stretch
//! here, the two differ by a constant, so that the search goes from stretch to stretch.

use super::policy::Seconds;

/// A jump of the wall clock that is longer leaves days out: they have no times at all.
const DAY: Seconds = 86_400;

/// What a schedule matches on a wall clock.
pub(crate) trait Times {
    /// Whether it names one second of the day: one hour, one minute and one second.
    fn is_fixed(&self) -> bool;

    /// The first civil time after this one.
    fn next_civil(&self, after: Seconds) -> Option<Seconds>;
}

/// A time between two changes of a zone's offset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// What the wall is ahead of UTC.
    pub(crate) offset: Seconds,
    /// When it began, and the offset before that.
    pub(crate) began: Option<(Seconds, Seconds)>,
    /// When the next one begins.
    pub(crate) until: Option<Seconds>,
}

/// Where the wall hangs.
pub(crate) trait Zone {
    /// The stretch around a moment.
    fn stretch(&self, at: Seconds) -> Stretch;
}

/// The first firing after a moment.
///
/// A schedule that names one second of the day fires once a day: what falls into a gap fires at its
/// end, and of a time that comes twice only the first counts. Any other fires whenever the wall shows
/// a time that it matches: never in a gap, and in both passes. Days that a zone leaves out have none.
pub(crate) fn next(times: &impl Times, zone: &impl Zone, after: Seconds) -> Option<Seconds> {
    let fixed = times.is_fixed();
    let mut stretch = zone.stretch(after);
    let mut from = after + stretch.offset;
    // The first civil time after `from`, while it is known.
    let mut known: Option<Seconds> = None;
    loop {
        if let Some(repeated) = repeated_until(stretch).filter(|_| fixed) {
            from = from.max(repeated - 1);
        }
        let civil = match known.filter(|civil| *civil > from) {
            Some(civil) => civil,
            None => times.next_civil(from)?,
        };
        let at = civil - stretch.offset;
        let Some(until) = stretch.until.filter(|until| at >= *until) else {
            return Some(at);
        };
        let later = zone.stretch(until);
        let begins = until + later.offset;
        if fixed && civil < begins && later.offset - stretch.offset < DAY {
            return Some(until);
        }
        // A wall that is set back shows times again that lie before `civil`.
        known = (begins > from).then_some(civil);
        (from, stretch) = (begins - 1, later);
    }
}

/// Until when the wall shows times of this stretch that it has shown before.
fn repeated_until(stretch: Stretch) -> Option<Seconds> {
    let (began, before) = stretch.began?;
    (before > stretch.offset).then_some(began + before)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every day at these seconds of the day.
    struct Daily(&'static [Seconds], bool);

    impl Times for Daily {
        fn is_fixed(&self) -> bool {
            self.1
        }

        fn next_civil(&self, after: Seconds) -> Option<Seconds> {
            (after + 1..=after + DAY).find(|at| self.0.contains(&at.rem_euclid(DAY)))
        }
    }

    /// One change of the offset at a moment.
    struct Change(Seconds, Seconds, Seconds);

    impl Zone for Change {
        fn stretch(&self, at: Seconds) -> Stretch {
            let Self(moment, before, after) = *self;
            if at < moment {
                Stretch { offset: before, began: None, until: Some(moment) }
            } else {
                Stretch { offset: after, began: Some((moment, before)), until: None }
            }
        }
    }

    const HOUR: Seconds = 3600;

    fn firings(times: &Daily, zone: &Change, count: usize) -> Vec<Seconds> {
        let firings = std::iter::successors(next(times, zone, 0), |at| next(times, zone, *at));
        firings.take(count).collect()
    }

    #[test]
    fn a_fixed_time_in_a_gap_fires_at_its_end_and_a_matching_one_is_left_out() {
        let spring = Change(2 * HOUR, 0, HOUR);
        let half_past_two = &[2 * HOUR + 1800];
        assert_eq!(firings(&Daily(half_past_two, true), &spring, 2), [2 * HOUR, DAY + HOUR + 1800]);
        assert_eq!(firings(&Daily(half_past_two, false), &spring, 1), [DAY + HOUR + 1800]);
    }

    #[test]
    fn a_fixed_time_that_comes_twice_fires_once_and_a_matching_one_twice() {
        let autumn = Change(3 * HOUR, HOUR, 0);
        let half_past_three = &[3 * HOUR + 1800];
        let first = 2 * HOUR + 1800;
        assert_eq!(firings(&Daily(half_past_three, true), &autumn, 2), [first, DAY + first + HOUR]);
        assert_eq!(firings(&Daily(half_past_three, false), &autumn, 2), [first, first + HOUR]);
    }

    #[test]
    fn a_day_that_a_zone_leaves_out_has_no_times() {
        let dateline = Change(6 * HOUR, 0, DAY);
        assert_eq!(firings(&Daily(&[12 * HOUR], true), &dateline, 1), [12 * HOUR]);
        // Noon of that day was left out, and the wall shows the noon of the next one.
        assert_eq!(next(&Daily(&[5 * HOUR], true), &dateline, 5 * HOUR), Some(DAY + 5 * HOUR));
    }
}
