//! What can be wrong with a schedule.

use std::error::Error;
use std::fmt;

/// Why there is no such schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ScheduleError {
    /// The text is no cron expression, or one that never matches.
    Expression {
        /// The text.
        text: String,
        /// What is wrong with it.
        why: String,
    },
    /// There is no time zone of this name.
    Zone {
        /// The name.
        name: String,
    },
    /// An interval of nothing.
    ZeroInterval,
    /// An interval has no time zone, no jitter, and no runs that overlap.
    OnlyCalendar,
    /// The server has ended.
    NoProc,
}

impl fmt::Display for ScheduleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Expression { text, why } => write!(f, "`{text}` is no schedule: {why}"),
            Self::Zone { name } => write!(f, "there is no time zone `{name}`"),
            Self::ZeroInterval => f.write_str("an interval must be more than zero"),
            Self::OnlyCalendar => f.write_str("an interval has no time zone"),
            Self::NoProc => f.write_str("no such process"),
        }
    }
}

impl Error for ScheduleError {}
