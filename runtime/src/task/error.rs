//! Why a task has no value.

use std::error::Error;
use std::fmt;

use crate::process::{ExitReason, Ring};

/// Why a task has no value.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TaskError {
    /// It ended without one.
    Exited(ExitReason),
    /// It took longer than it was given. It was killed, unless [`yield_within`](super::Task::yield_within) asked.
    Timeout,
    /// The task waits, directly or through others, for the process that awaits it.
    Deadlock(Ring),
}

impl fmt::Display for TaskError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exited(reason) => write!(f, "the task ended without a value: {reason}"),
            Self::Timeout => f.write_str("the task took too long"),
            Self::Deadlock(ring) => write!(f, "the task waits for its owner: {ring}"),
        }
    }
}

impl Error for TaskError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Exited(reason) => Some(reason),
            Self::Timeout | Self::Deadlock(_) => None,
        }
    }
}
