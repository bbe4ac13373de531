//! What a server says of itself.

use std::fmt;
use std::sync::Arc;

use super::Control;
use crate::gen_server::{GenServer, ServerCell};
use crate::process::{Pid, short_type};
use crate::report;

/// What a server says of itself when it is asked: [`Sys::get_status`](crate::Sys::get_status).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// Its identity.
    pub pid: Pid,
    /// Its name, if it has one.
    pub name: Option<Arc<str>>,
    /// The type of the server.
    pub behaviour: &'static str,
    /// The process that it was linked with by its start.
    pub parent: Option<Pid>,
    /// Whether it is suspended.
    pub suspended: bool,
    /// How many user messages wait.
    pub messages: usize,
    /// Whether its events are printed.
    pub traced: bool,
    /// The hooks that see its events.
    pub hooks: Vec<Arc<str>>,
    /// The state, as [`format_status`](crate::GenServer::format_status) shows it.
    pub state: String,
}

impl Status {
    pub(super) fn of<S: GenServer>(state: &S, control: &Control<S>, cell: &ServerCell<S>) -> Self {
        let core = cell.core();
        Self {
            pid: core.pid,
            name: core.name(),
            behaviour: short_type(core.kind),
            parent: core.parent,
            suspended: control.suspended,
            messages: cell.inner.mailbox().len(),
            traced: control.debug.trace,
            hooks: control.debug.hooks(),
            state: report::state(state),
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mode = if self.suspended { "suspended" } else { "running" };
        write!(f, "{} {} {mode}", self.behaviour, self.pid)?;
        if let Some(name) = &self.name {
            write!(f, ", named {name:?}")?;
        }
        if let Some(parent) = self.parent {
            write!(f, ", parent {parent}")?;
        }
        write!(f, ", {} waiting; state: {}", self.messages, self.state)
    }
}
