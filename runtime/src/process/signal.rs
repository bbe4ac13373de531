//! What the runtime itself puts into a mailbox: exits, downs and idle timeouts.

use std::any::Any;
use std::sync::Arc;

use super::exit::ExitReason;
use super::pid::Pid;

/// Names one monitor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MonitorRef {
    pub(crate) id: u64,
    pub(crate) target: Option<Pid>,
}

/// A monitored process has ended; each monitor yields exactly one.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Down {
    /// The monitor that yields this.
    pub monitor: MonitorRef,
    /// The process; `None` when a name was monitored that nobody held.
    pub pid: Option<Pid>,
    /// The name, when the monitor was set by name.
    pub name: Option<Arc<str>>,
    /// Why it ended; [`NoProc`](ExitReason::NoProc) when it was already gone.
    pub reason: ExitReason,
}

/// An exit signal that a process which traps exits receives as a message.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Exit {
    /// Who ended, or who sent the signal.
    pub from: Pid,
    /// Why.
    pub reason: ExitReason,
}

/// Nothing arrived for as long as [`Context::set_timeout`](crate::Context::set_timeout) asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Timeout;

/// One notice of the runtime on its way to a process.
#[derive(Debug)]
#[non_exhaustive]
pub enum Signal {
    /// An exit signal that was trapped.
    Exit(Exit),
    /// The end of a monitored process.
    Down(Down),
    /// Nothing arrived in time.
    Timeout(Timeout),
}

impl Signal {
    /// What reports call it.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Exit(_) => "exit",
            Self::Down(_) => "down",
            Self::Timeout(_) => "timeout",
        }
    }

    /// Why `pid` has ended, when it is the exit of that process.
    pub(crate) fn exit_of(&self, pid: Option<Pid>) -> Option<&ExitReason> {
        match self {
            Self::Exit(Exit { from, reason }) if Some(*from) == pid => Some(reason),
            _ => None,
        }
    }

    /// The notice as a `T`, when it is one.
    ///
    /// Generated code asks for each type that has an `#[info]` handler; the types are compared, not
    /// their names, so an alias or a path does not matter.
    ///
    /// # Errors
    ///
    /// Gives the signal back when it is something else.
    pub fn take<T: 'static>(self) -> Result<T, Self> {
        match self {
            Self::Exit(exit) => cast(exit).map_err(Self::Exit),
            Self::Down(down) => cast(down).map_err(Self::Down),
            Self::Timeout(timeout) => cast(timeout).map_err(Self::Timeout),
        }
    }
}

/// Moves a value into its own type under another name, without a box.
fn cast<A: 'static, B: 'static>(value: A) -> Result<B, A> {
    let mut slot = Some(value);
    if let Some(same) = (&mut slot as &mut dyn Any).downcast_mut::<Option<B>>()
        && let Some(value) = same.take()
    {
        return Ok(value);
    }
    match slot {
        Some(value) => Err(value),
        None => unreachable!("the slot is only emptied on the way out"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signal_is_taken_only_as_its_own_type() {
        let signal = Signal::Timeout(Timeout);
        let signal = signal.take::<Down>().expect_err("not a down");
        assert!(signal.take::<Timeout>().is_ok());
    }
}
