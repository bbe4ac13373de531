//! What a server that is watched does, as data.

use std::fmt;

use crate::process::Pid;

/// One thing that a watched server did.
///
/// Messages are told by their names and the state by
/// [`format_status`](crate::GenServer::format_status), so that no secret is among them.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SysEvent {
    /// It took a message.
    In {
        /// The name of its handler.
        message: &'static str,
        /// The process that waits for a reply, when one does.
        from: Option<Pid>,
    },
    /// It replied from a handler. A reply that comes later, from elsewhere, is not seen.
    Out {
        /// The process that has waited, when one has.
        to: Option<Pid>,
    },
    /// It is done with the message.
    State {
        /// The state, as `format_status` shows it.
        state: String,
    },
}

impl fmt::Display for SysEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::In { message, from: Some(from) } => write!(f, "got {message} from {from}"),
            Self::In { message, from: None } => write!(f, "got {message}"),
            Self::Out { to: Some(to) } => write!(f, "replied to {to}"),
            Self::Out { to: None } => f.write_str("replied"),
            Self::State { state } => write!(f, "state: {state}"),
        }
    }
}

/// Whether a hook wants to see more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hook {
    /// It stays installed.
    Keep,
    /// It has seen enough, and is removed.
    Done,
}
