//! What a supervisor tells of its children, and what can go wrong when it is asked.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use super::spec::ChildKind;
use crate::gen_server::{CallError, Restart, Shutdown};
use crate::process::{Pid, StartError};

/// A child as its supervisor sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChildInfo {
    /// Its id.
    pub id: Arc<str>,
    /// Whether it is a supervisor itself.
    pub kind: ChildKind,
    /// Whether it is started again.
    pub restart: Restart,
    /// Whether it runs.
    pub state: ChildState,
}

impl ChildInfo {
    /// Its pid, while it runs.
    #[must_use]
    pub fn pid(&self) -> Option<Pid> {
        match self.state {
            ChildState::Running(pid) => Some(pid),
            ChildState::NotRunning | ChildState::Restarting => None,
        }
    }
}

/// The specification that a supervisor keeps of a child, with what was left out filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChildSpecInfo {
    /// Its id.
    pub id: Arc<str>,
    /// Whether it is a supervisor itself.
    pub kind: ChildKind,
    /// Whether it is started again.
    pub restart: Restart,
    /// How it is stopped.
    pub shutdown: Shutdown,
    /// Whether its end can end the supervisor.
    pub significant: bool,
}

/// How a child is named when its specification is asked for: by id, or by pid.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChildKey {
    /// By its id.
    Id(Arc<str>),
    /// By the pid of the incarnation that runs.
    Pid(Pid),
}

impl From<&str> for ChildKey {
    fn from(id: &str) -> Self {
        Self::Id(id.into())
    }
}

impl From<String> for ChildKey {
    fn from(id: String) -> Self {
        Self::Id(id.into())
    }
}

impl From<Arc<str>> for ChildKey {
    fn from(id: Arc<str>) -> Self {
        Self::Id(id)
    }
}

impl From<Pid> for ChildKey {
    fn from(pid: Pid) -> Self {
        Self::Pid(pid)
    }
}

/// Whether a child runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChildState {
    /// It runs.
    Running(Pid),
    /// It has finished, was stopped, or chose not to start.
    NotRunning,
    /// Its start failed, and is tried again.
    Restarting,
}

/// How many children a supervisor has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ChildCounts {
    /// All that are listed, whether they run or not.
    pub specs: usize,
    /// Those that run.
    pub active: usize,
    /// Those of `specs` that are supervisors.
    pub supervisors: usize,
    /// Those of `specs` that are not.
    pub workers: usize,
}

/// Why a supervisor did not do what it was asked to do with a child.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ChildError {
    /// It has no such child.
    NotFound,
    /// The child runs.
    Running(Pid),
    /// The child's start is being tried again.
    Restarting,
    /// The child did not start.
    Start(StartError),
    /// The supervisor did not answer.
    Call(CallError),
}

impl fmt::Display for ChildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("the supervisor has no such child"),
            Self::Running(pid) => write!(f, "the child runs as {pid}"),
            Self::Restarting => f.write_str("the child is being restarted"),
            Self::Start(error) => write!(f, "the child did not start: {error}"),
            Self::Call(error) => write!(f, "the supervisor did not answer: {error}"),
        }
    }
}

impl Error for ChildError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Start(error) => Some(error),
            Self::Call(error) => Some(error),
            Self::NotFound | Self::Running(_) | Self::Restarting => None,
        }
    }
}
