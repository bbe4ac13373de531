//! What can go wrong when a process is started or sent to.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::exit::ExitReason;
use super::links::NotInProcess;
use super::pid::Pid;
use super::spawn::NoRuntime;

/// Why a process did not start. Nothing of it is left running.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StartError {
    /// `init` said [`Ignore`].
    Ignored,
    /// Another process holds the name.
    AlreadyStarted(Pid),
    /// `init` failed, panicked, or the process was stopped while it ran.
    Failed(ExitReason),
    /// `init` took longer than the start was given.
    Timeout,
    /// There is no tokio runtime here, or one without timers.
    NoRuntime,
    /// A monitor was asked for, and the running code belongs to no process.
    NotInProcess,
    /// A child of a supervisor did not start; those before it were stopped again.
    Child {
        /// The child's id.
        id: Arc<str>,
        /// Why.
        error: Arc<StartError>,
    },
    /// The dynamic supervisor has all the children that it may have.
    MaxChildren,
    /// The supervisor has a child with this id, which runs.
    ChildRunning(Pid),
    /// The supervisor has a child with this id, which does not run.
    ChildPresent,
    /// The supervisor is gone, or stops.
    NoSupervisor,
    /// The specification cannot work.
    BadSpec(BadSpec),
}

/// What is wrong with a specification.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadSpec {
    /// Two children have this id.
    DuplicateId(Arc<str>),
    /// A significant child needs a supervisor that shuts down for it, and must not be permanent.
    Significant(Arc<str>),
    /// The start of the child cannot be repeated, so it cannot be restarted.
    NotRepeatable(Arc<str>),
    /// A name must not be empty.
    EmptyName,
    /// The registrar cannot give this name to anybody, for this reason.
    UnusableName(Arc<str>),
    /// There must be at least one partition.
    ZeroPartitions,
    /// The window of the restart budget must be longer than nothing.
    ZeroWindow,
}

impl fmt::Display for BadSpec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::DuplicateId(id) => write!(f, "two children have the id `{id}`"),
            Self::Significant(id) => write!(
                f,
                "child `{id}` is significant: give the supervisor an `auto_shutdown`, and the child \
                 `restart = transient` or `temporary`"
            ),
            Self::NotRepeatable(id) => write!(
                f,
                "child `{id}` cannot be started twice because its arguments are not `Clone`: make \
                 them so, or give it `restart = temporary`"
            ),
            Self::EmptyName => f.write_str("a name must not be empty"),
            Self::UnusableName(why) => write!(f, "the name cannot be used: {why}"),
            Self::ZeroPartitions => f.write_str("there must be at least one partition"),
            Self::ZeroWindow => f.write_str("`max_seconds` must be more than zero"),
        }
    }
}

impl Error for BadSpec {}

impl StartError {
    /// The exit reason that this failure stands for.
    #[must_use]
    pub fn reason(&self) -> ExitReason {
        match self {
            Self::Ignored => ExitReason::Normal,
            Self::Failed(reason) => reason.clone(),
            Self::Timeout => ExitReason::Timeout,
            Self::NoSupervisor => ExitReason::NoProc,
            other => ExitReason::error(other.clone()),
        }
    }
}

impl fmt::Display for StartError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ignored => f.write_str("the server chose not to start"),
            Self::AlreadyStarted(pid) => write!(f, "the name is taken by {pid}"),
            Self::Failed(reason) => write!(f, "the start failed: {reason}"),
            Self::Timeout => f.write_str("the start took too long"),
            Self::NoRuntime => fmt::Display::fmt(&NoRuntime, f),
            Self::NotInProcess => fmt::Display::fmt(&NotInProcess, f),
            Self::Child { id, error } => write!(f, "child `{id}` did not start: {error}"),
            Self::MaxChildren => f.write_str("the supervisor has all the children it may have"),
            Self::ChildRunning(pid) => write!(f, "a child with this id runs as {pid}"),
            Self::ChildPresent => f.write_str("a child with this id is there, and does not run"),
            Self::NoSupervisor => f.write_str("the supervisor is gone"),
            Self::BadSpec(bad) => fmt::Display::fmt(bad, f),
        }
    }
}

impl Error for StartError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed(reason) => Some(reason),
            Self::Child { error, .. } => Some(error),
            Self::BadSpec(bad) => Some(bad),
            _ => None,
        }
    }
}

impl From<NoRuntime> for StartError {
    fn from(_: NoRuntime) -> Self {
        Self::NoRuntime
    }
}

impl From<NotInProcess> for StartError {
    fn from(_: NotInProcess) -> Self {
        Self::NotInProcess
    }
}

impl From<BadSpec> for StartError {
    fn from(bad: BadSpec) -> Self {
        Self::BadSpec(bad)
    }
}

/// Why an address led nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LookupError {
    /// There is no such process.
    NoProc,
    /// The name is held by a process of this other type.
    WrongServer(&'static str),
}

impl fmt::Display for LookupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProc => f.write_str("no such process"),
            Self::WrongServer(found) => {
                write!(f, "the name is held by a {}", super::short_type(found))
            }
        }
    }
}

impl Error for LookupError {}

/// Why a name was not given or taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum RegisterError {
    /// Another process, or this one, holds the name.
    Taken(Pid),
    /// The process has this name, and a process has at most one.
    Named(Arc<str>),
    /// There is no such process, or it has begun to end.
    NoProc,
    /// A name must not be empty.
    Empty,
    /// Nobody holds the name.
    Unknown,
}

impl fmt::Display for RegisterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken(pid) => write!(f, "the name is taken by {pid}"),
            Self::Named(name) => write!(f, "the process has the name `{name}`"),
            Self::NoProc => f.write_str("no such process"),
            Self::Empty => fmt::Display::fmt(&BadSpec::EmptyName, f),
            Self::Unknown => f.write_str("nobody holds the name"),
        }
    }
}

impl Error for RegisterError {}

impl From<RegisterError> for StartError {
    fn from(error: RegisterError) -> Self {
        match error {
            RegisterError::Taken(pid) => Self::AlreadyStarted(pid),
            RegisterError::Empty => BadSpec::EmptyName.into(),
            other => Self::Failed(ExitReason::error(other)),
        }
    }
}

/// `init` chooses not to start: return it as the error of `init`.
///
/// The starter gets [`StartError::Ignored`]; a supervisor counts it as success without a process.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ignore;

impl fmt::Display for Ignore {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("chose not to start")
    }
}

impl Error for Ignore {}

/// A message was not accepted; it comes back.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CastError<M> {
    /// The mailbox has all the messages that it takes.
    Full(M),
    /// The process is stopping and takes no more.
    Stopping(M),
    /// It was sent to a name that nobody holds, or somebody of another type. Casts never say so.
    NoProc(M),
}

impl<M> CastError<M> {
    /// The message.
    pub fn into_message(self) -> M {
        match self {
            Self::Full(message) | Self::Stopping(message) | Self::NoProc(message) => message,
        }
    }

    /// Whether the mailbox was full.
    #[must_use]
    pub const fn is_full(&self) -> bool {
        matches!(self, Self::Full(_))
    }
}

impl<M> fmt::Debug for CastError<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The message stays unprinted: it may hold secrets, and need not be `Debug`.
        f.write_str(match self {
            Self::Full(_) => "Full(..)",
            Self::Stopping(_) => "Stopping(..)",
            Self::NoProc(_) => "NoProc(..)",
        })
    }
}

impl<M> fmt::Display for CastError<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Full(_) => "the mailbox is full",
            Self::Stopping(_) => "the process is stopping",
            Self::NoProc(_) => "no such process",
        })
    }
}

impl<M> Error for CastError<M> {}
