//! Schedules: what happens again and again, at an interval or by the calendar.
//!
//! A server declares them on its methods, `#[every("30s")]` and, with the feature `cron`,
//! `#[cron("0 3 * * *", tz = "Europe/Paris")]`, or gets them at run time as data: a [`Schedule`], with
//! [`Context::schedule`](crate::Context::schedule). All of them are listed by [`of`] and [`all`], can be
//! paused, and end with their incarnation of the server.
//!
//! # The rule
//!
//! A cron expression that names one hour, one minute and one second fires once on each day that it
//! matches: a time that falls into a gap of the wall clock fires at the end of the gap, and of a time
//! that comes twice only the first counts. Every other expression fires whenever the wall shows a time
//! that it matches: never in a gap, and in both passes of a time that comes twice. A day that a zone
//! leaves out altogether has no times.
//!
//! # When the clock is set
//!
//! A calendar schedule never sleeps for more than 30 seconds without a look at the wall clock, so that
//! a clock that was set, or that went on while the machine slept, is noticed within that time. An
//! occurrence that is found up to a minute late is in time; [`Missed`] says what becomes of later ones.
//! A clock that is set back fires nothing a second time, unless it goes back by more than a day: then it
//! was wrong before, and the schedule begins anew.
//!
//! Intervals follow the clock of the timers, which nobody can set, and which on most systems stands
//! still while the machine sleeps.

#[cfg(feature = "cron")]
mod calendar;
#[cfg(not(feature = "cron"))]
#[path = "no_calendar.rs"]
mod calendar;
mod data;
mod error;
mod feature;
mod handle;
#[cfg(any(feature = "cron", test))]
mod next;
mod plan;
mod policy;
mod table;
mod virtual_clock;

pub use self::data::Schedule;
pub use self::error::ScheduleError;
#[doc(hidden)]
pub use self::feature::{CronFeature, ThisBuild};
pub use self::handle::{ScheduleInfo, ScheduleRef};
pub use self::policy::{Missed, Overlap};
pub use self::table::{all, of};
pub use self::virtual_clock::VirtualClock;

pub(crate) use self::plan::{Run, declare, set};

use self::calendar::Calendar;

/// The time of day, on the clock that calendar schedules follow.
#[must_use]
pub fn wall_clock() -> std::time::SystemTime {
    crate::clock::wall()
}
