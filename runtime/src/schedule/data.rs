//! A schedule as data.

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use super::Calendar;
use super::error::ScheduleError;
use super::policy::{Missed, Overlap, seconds, to_nanos, to_time};

/// When something happens again and again, and what becomes of occurrences that could not run in time.
///
/// It is a value: make it from a configuration, print its next firings, give it to a server with
/// [`Context::schedule`](crate::Context::schedule).
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use switchboard::schedule::{Missed, Schedule};
///
/// let poll = Schedule::every(Duration::from_secs(30))?.missed(Missed::Delay).name("poll");
/// assert_eq!(poll.to_string(), "poll: every 30s");
/// # Ok::<(), switchboard::schedule::ScheduleError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
#[must_use = "a schedule does nothing until a server gets it"]
pub struct Schedule {
    pub(super) name: Option<Arc<str>>,
    pub(super) timing: Timing,
    pub(super) missed: Missed,
    pub(super) overlap: Overlap,
    pub(super) jitter: Duration,
    pub(super) seed: Option<u64>,
}

/// When it happens.
#[derive(Clone, PartialEq)]
pub(super) enum Timing {
    /// At an interval, on the clock of the timers.
    Every(Duration),
    /// By the calendar, on the wall clock.
    #[cfg_attr(not(feature = "cron"), expect(dead_code, reason = "there are no calendars"))]
    Calendar(Calendar),
}

impl Schedule {
    fn new(timing: Timing) -> Self {
        Self {
            name: None,
            timing,
            missed: Missed::default(),
            overlap: Overlap::default(),
            jitter: Duration::ZERO,
            seed: None,
        }
    }

    /// At an interval, from the moment on at which a server gets it. It is measured on the clock that
    /// all timers follow, and knows nothing of days; less than a millisecond is one millisecond.
    ///
    /// # Errors
    ///
    /// [`ScheduleError::ZeroInterval`].
    pub fn every(interval: Duration) -> Result<Self, ScheduleError> {
        if interval.is_zero() {
            return Err(ScheduleError::ZeroInterval);
        }
        Ok(Self::new(Timing::Every(interval.max(Duration::from_millis(1)))))
    }

    /// By a cron expression of five fields, or of six with the seconds first, in UTC unless
    /// [`tz`](Self::tz) says otherwise.
    ///
    /// # Errors
    ///
    /// [`ScheduleError::Expression`] for what is no expression, or can never fire.
    ///
    /// # Examples
    ///
    /// ```
    /// use std::time::{Duration, SystemTime};
    /// use switchboard::schedule::Schedule;
    ///
    /// let report = Schedule::cron("0 3 * * MON")?.tz("Europe/Paris")?;
    /// let epoch = SystemTime::UNIX_EPOCH;
    /// // 5 January 1970 was a Monday, and Paris was an hour ahead.
    /// let first = epoch + Duration::from_secs(4 * 86_400 + 2 * 3600);
    /// assert_eq!(report.next_after(epoch), Some(first));
    /// assert!(Schedule::cron("0 0 31 2 *").is_err());
    /// # Ok::<(), switchboard::schedule::ScheduleError>(())
    /// ```
    #[cfg(feature = "cron")]
    pub fn cron(expression: &str) -> Result<Self, ScheduleError> {
        Calendar::new(expression).map(|calendar| Self::new(Timing::Calendar(calendar)))
    }

    /// The zone whose wall clock counts, by its IANA name. The zones are the system's or, where it has
    /// none, those that came with this program; they are read here, so that a schedule keeps the rules
    /// with which it began.
    ///
    /// # Errors
    ///
    /// [`ScheduleError::Zone`] for a name that is not known, [`ScheduleError::OnlyCalendar`] for an
    /// interval.
    #[cfg(feature = "cron")]
    pub fn tz(mut self, name: &str) -> Result<Self, ScheduleError> {
        match &self.timing {
            Timing::Every(_) => return Err(ScheduleError::OnlyCalendar),
            Timing::Calendar(calendar) => self.timing = Timing::Calendar(calendar.in_zone(name)?),
        }
        Ok(self)
    }

    /// What lists and reports call it.
    pub fn name(mut self, name: impl Into<Arc<str>>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// What becomes of occurrences that could not run in time; [`Missed::Skip`] unless said.
    pub fn missed(mut self, missed: Missed) -> Self {
        self.missed = missed;
        self
    }

    /// What becomes of an occurrence while the run before it goes on; [`Overlap::Skip`] unless said.
    /// Ticks of an interval do not overlap: one waits, and [`missed`](Self::missed) decides on more.
    pub fn overlap(mut self, overlap: Overlap) -> Self {
        self.overlap = overlap;
        self
    }

    /// Lets each occurrence of a calendar schedule fire up to this much after its time, so that many
    /// processes with one expression do not all wake at once. An interval has none: it starts when its
    /// server does.
    pub fn jitter(mut self, jitter: Duration) -> Self {
        self.jitter = jitter;
        self
    }

    /// What the jitter is drawn from: with the same seed, an occurrence is always late by the same
    /// time. Unless given, each incarnation of a process draws its own.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// When it fires next after a moment, without jitter; to the second for a calendar. `None` when
    /// there is no such time that the clock can show.
    #[must_use]
    pub fn next_after(&self, after: SystemTime) -> Option<SystemTime> {
        match &self.timing {
            Timing::Every(interval) => after.checked_add(*interval),
            Timing::Calendar(calendar) => {
                let next = calendar.next(seconds(to_nanos(after)))?;
                to_time(super::policy::fires(next, Duration::ZERO))
            }
        }
    }

    /// All firings after a moment, in order, without jitter.
    pub fn upcoming(&self, after: SystemTime) -> impl Iterator<Item = SystemTime> {
        std::iter::successors(self.next_after(after), |at| self.next_after(*at))
    }
}

impl fmt::Debug for Timing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Every(interval) => write!(f, "every {interval:?}"),
            Self::Calendar(calendar) => fmt::Display::fmt(calendar, f),
        }
    }
}

impl fmt::Display for Schedule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(name) = &self.name {
            write!(f, "{name}: ")?;
        }
        fmt::Debug::fmt(&self.timing, f)
    }
}
