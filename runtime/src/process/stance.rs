//! What can be seen of a process from outside, without asking it.

use std::sync::Arc;

use super::core::Process;
use crate::observe::ProcessKind;

/// Who runs handlers of a process right now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Holder {
    /// Nobody.
    #[default]
    Nobody,
    /// Its own task, or a caller.
    Somebody,
    /// That cannot be seen: its code is a future of the user's.
    Unknown,
}

/// How the code of a process stands.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Stance {
    pub(crate) kind: ProcessKind,
    pub(crate) holder: Holder,
    /// Whether `sys` keeps it from handling messages.
    pub(crate) suspended: bool,
    /// How many user messages its mailbox takes, if it has one with a bound.
    pub(crate) capacity: Option<usize>,
    /// The type of a task's code, which names the function that it was written in.
    pub(crate) code: Option<&'static str>,
}

/// The handler that runs now. The name of the last one stays when it has come to its end.
pub(crate) fn running(process: &dyn Process) -> Option<&'static str> {
    process.core().doing.name().filter(|_| process.stance().holder == Holder::Somebody)
}

/// What is shown of a process in a list of many.
pub(crate) struct Sketch {
    pub(crate) name: Option<Arc<str>>,
    pub(crate) label: Option<Arc<str>>,
    pub(crate) ends: bool,
}
