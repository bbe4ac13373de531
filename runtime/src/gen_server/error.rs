//! What can go wrong with a call.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::observe::meter;
use crate::process::{ExitReason, Ring, short_type};

/// Whom a call was for, and what it asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Callee {
    pub(crate) server: &'static str,
    pub(crate) message: &'static str,
}

impl Callee {
    /// The type of the server, without its path.
    #[must_use]
    pub fn server(&self) -> &'static str {
        short_type(self.server)
    }

    /// The name of the handler.
    #[must_use]
    pub fn message(&self) -> &'static str {
        self.message
    }
}

impl fmt::Display for Callee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` of {}", self.message, self.server())
    }
}

impl fmt::Debug for Callee {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}::{}", self.server(), self.message)
    }
}

impl CallError {
    /// The end of a caller's patience.
    #[cold]
    pub(super) fn timed_out(to: Callee, after: Duration) -> Self {
        meter::timed_out(to.server, to.message);
        Self::Timeout { to, after }
    }
}

/// Why a call got no reply.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CallError {
    /// There is no such process.
    NoProc {
        /// The call.
        to: Callee,
    },
    /// The server ended before it replied.
    Exited {
        /// The call.
        to: Callee,
        /// Why it ended.
        reason: ExitReason,
    },
    /// No reply came in time. A server that has begun to handle the call goes on; its late reply is dropped.
    Timeout {
        /// The call.
        to: Callee,
        /// How long the caller waited.
        after: Duration,
    },
    /// The server dropped the [`ReplyTo`](crate::ReplyTo) unanswered.
    NoReply {
        /// The call.
        to: Callee,
    },
    /// The server is stopping and takes no more messages.
    Stopping {
        /// The call.
        to: Callee,
    },
    /// The mailbox is full, and a [`Request`](crate::Request) does not wait for room.
    Full {
        /// The call.
        to: Callee,
    },
    /// A server called itself.
    CallingSelf {
        /// The call.
        to: Callee,
    },
    /// The server, directly or through others, waits for the caller.
    Deadlock {
        /// The call.
        to: Callee,
        /// Who waits for whom.
        ring: Ring,
    },
    /// A hand-written server answered with another type than the caller expects.
    WrongReply {
        /// The call.
        to: Callee,
        /// The type that the caller expects.
        expected: &'static str,
        /// The type of the answer.
        given: &'static str,
    },
    /// The name is held by a server of another type. Nothing was sent.
    WrongServer {
        /// The call.
        to: Callee,
        /// The type of the holder.
        found: &'static str,
    },
}

impl CallError {
    /// The call that failed.
    #[must_use]
    pub fn callee(&self) -> Callee {
        match self {
            Self::NoProc { to }
            | Self::Exited { to, .. }
            | Self::Timeout { to, .. }
            | Self::NoReply { to }
            | Self::Stopping { to }
            | Self::Full { to }
            | Self::CallingSelf { to }
            | Self::Deadlock { to, .. }
            | Self::WrongReply { to, .. }
            | Self::WrongServer { to, .. } => *to,
        }
    }

    /// The reason of the server's end, when that is what happened.
    #[must_use]
    pub fn exit_reason(&self) -> Option<&ExitReason> {
        match self {
            Self::Exited { reason, .. } => Some(reason),
            _ => None,
        }
    }

    /// Whether no reply came in time.
    #[must_use]
    pub const fn is_timeout(&self) -> bool {
        matches!(self, Self::Timeout { .. })
    }
}

impl fmt::Display for CallError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "call to {} failed: ", self.callee())?;
        match self {
            Self::NoProc { .. } => f.write_str("no such process"),
            Self::Exited { reason, .. } => write!(f, "the server ended: {reason}"),
            Self::Timeout { after, .. } => write!(f, "no reply within {after:?}"),
            Self::NoReply { .. } => f.write_str("the server dropped the reply"),
            Self::Stopping { .. } => f.write_str("the server is stopping"),
            Self::Full { .. } => f.write_str("the mailbox is full"),
            Self::CallingSelf { .. } => f.write_str("a server cannot call itself"),
            Self::Deadlock { ring, .. } => write!(f, "deadlock: {ring}"),
            Self::WrongReply { expected, given, .. } => {
                write!(f, "the server answered with `{given}` instead of `{expected}`")
            }
            Self::WrongServer { found, .. } => {
                write!(f, "the name is held by a {}", short_type(found))
            }
        }
    }
}

impl Error for CallError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Exited { reason, .. } => Some(reason),
            _ => None,
        }
    }
}
