//! What is said of a process, as data.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use crate::process::Pid;

/// Processes, each after the one that it is below: what [`tree`](super::tree) gives.
///
/// It prints itself as an indented list, and as JSON, Graphviz and Mermaid text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProcessTree {
    /// A process comes before its children, and they come before its next sibling.
    pub processes: Vec<ProcessNode>,
}

/// A process, as it was when it was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ProcessNode {
    /// Its identity.
    pub pid: Pid,
    /// What it is.
    pub kind: ProcessKind,
    /// The name of its type without path and parameters: of the server, or of a plain process's messages.
    pub type_name: &'static str,
    /// For a task the type of its code, which names the function that it was written in.
    pub code: Option<&'static str>,
    /// Its id under its supervisor.
    pub id: Option<Arc<str>>,
    /// The name that it holds.
    pub name: Option<Arc<str>>,
    /// The keys that it has in registries, in the order of their texts.
    pub keys: Vec<RegisteredKey>,
    /// What it calls itself; see [`set_label`](crate::process::set_label).
    pub label: Option<Arc<str>>,
    /// The process in the tree that it is below.
    pub parent: Option<Pid>,
    /// How many there are above it in the tree.
    pub depth: usize,
    /// What it does.
    pub state: ProcessState,
    /// The message that a server handles, by the name of its handler, wherever it runs; `init` and
    /// `terminate` are told as well.
    pub message: Option<&'static str>,
    /// For how long at least the server has handled this message, when it handles one, or has taken no
    /// message, when some wait; in hundredths of a second. It counts from the moment at which the
    /// handler first waited. One that has never waited, but keeps its thread, counts from the first
    /// look at it or the first call of it that ran out of time, unless
    /// [times are noted](super::set_timed).
    pub busy_for: Option<Duration>,
    /// How many user messages wait.
    pub queued: usize,
    /// How many its mailbox takes; `None` when there is no bound, or no mailbox.
    pub capacity: Option<usize>,
    /// The processes whose answer or end it waits for.
    pub waits_for: Vec<Pid>,
    /// For the child of a supervisor, how often it was started again.
    pub restarts: Option<u64>,
    /// The processes that are right below it, in start order.
    pub children: Vec<Pid>,
    /// The children of a supervisor that do not run, in start order.
    pub not_running: Vec<NotRunning>,
}

/// A key of a process in a registry.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct RegisteredKey {
    /// The name of the registry, if it has one.
    pub registry: Option<Arc<str>>,
    /// The key, as it prints itself with `{:?}`.
    pub key: String,
}

/// A child that does not run.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct NotRunning {
    /// Its id.
    pub id: Arc<str>,
    /// Whether its start is tried again. Otherwise it has finished, was stopped, chose not to start, or
    /// is being started.
    pub restarting: bool,
    /// How often it was started again.
    pub restarts: u64,
}

/// What a process is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProcessKind {
    /// A server that is none of the following.
    Server,
    /// An [`Agent`](struct@crate::Agent).
    Agent,
    /// A state machine: a [`GenStatem`](trait@crate::GenStatem).
    StateMachine,
    /// A supervisor of any kind.
    Supervisor,
    /// The owner of a partition of a [`Registry`](crate::Registry), or of the topics of a
    /// [`PubSub`](crate::PubSub).
    Registry,
    /// The owner of the groups of a [`PgScope`](crate::PgScope).
    Groups,
    /// A task.
    Task,
    /// A process with code of its own and a mailbox.
    #[default]
    Plain,
}

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ProcessState {
    /// Nothing: a server that runs no handler.
    Idle,
    /// A server that runs a handler.
    Running,
    /// It waits for another process: for the reply of a call, a start or an end.
    Waiting,
    /// A server that handles nothing until it is [resumed](crate::Sys::resume).
    Suspended,
    /// It has begun to end, or has to.
    Stopping,
    /// A task or a plain process: whether its code runs or waits cannot be seen.
    Live,
}

impl ProcessKind {
    /// Whether it is a server of some sort: it has a mailbox, and handles one message after another.
    #[must_use]
    pub const fn is_server(self) -> bool {
        !matches!(self, Self::Task | Self::Plain)
    }

    /// Its name, in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Agent => "agent",
            Self::StateMachine => "state machine",
            Self::Registry => "registry",
            Self::Groups => "groups",
            Self::Supervisor => "supervisor",
            Self::Task => "task",
            Self::Plain => "process",
        }
    }
}

impl ProcessState {
    /// Its name, in lower case.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Running => "running",
            Self::Waiting => "waiting",
            Self::Suspended => "suspended",
            Self::Stopping => "stopping",
            Self::Live => "live",
        }
    }
}

impl ProcessTree {
    /// A process of the tree.
    #[must_use]
    pub fn get(&self, pid: Pid) -> Option<&ProcessNode> {
        self.processes.iter().find(|process| process.pid == pid)
    }

    /// The processes that are below no other.
    pub fn roots(&self) -> impl Iterator<Item = &ProcessNode> {
        self.processes.iter().filter(|process| process.depth == 0)
    }

    /// The processes right below `pid`, in start order.
    pub fn children(&self, pid: Pid) -> impl Iterator<Item = &ProcessNode> {
        self.processes.iter().filter(move |process| process.parent == Some(pid))
    }

    /// Who waits for whom, as pairs; both are in the tree.
    pub fn waits(&self) -> Vec<(Pid, Pid)> {
        let known: HashSet<Pid> = self.processes.iter().map(|process| process.pid).collect();
        let waits = |process: &ProcessNode| {
            let from = process.pid;
            process.waits_for.clone().into_iter().map(move |to| (from, to))
        };
        let pairs = self.processes.iter().flat_map(waits);
        pairs.filter(|(_, to)| known.contains(to)).collect()
    }
}
