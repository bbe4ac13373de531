//! Process groups, as `pg` has them: named groups of processes in a scope.
//!
//! A scope is a table that every process reads and writes itself, with a process that owns it. A
//! member vanishes from all groups when it ends, before anyone sees its [`Down`](crate::Down).

mod error;
mod members;
mod monitor;
mod table;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use tokio::sync::mpsc;

pub use self::error::PgError;
pub use self::monitor::{PgEvent, PgMonitor, PgMonitorRef};

use self::monitor::Sink;
use self::table::Groups;
use crate::gen_server::{ChildSlot, Context, GenServer, How, ServerRef, StopError, start_cell};
use crate::process::{Name, Pid, StartError, StopReport, current, directory};
use crate::registry::RegistryKey;
use crate::registry::owner::Owner;
use crate::supervisor::{Binding, Bound, ChildHandle, ChildSpec, SupervisorRef};

/// How a [`PgScope`] is configured.
#[derive(Clone, Debug, Default)]
#[must_use = "a specification starts nothing until a supervisor gets it"]
pub struct PgSpec {
    name: Option<Name>,
}

impl PgSpec {
    /// A scope without a name.
    pub fn new() -> Self {
        Self::default()
    }

    /// The name that the owner of the scope claims: two scopes of one name cannot run.
    pub fn name(mut self, name: impl Into<Name>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Starts the scope on its own.
    ///
    /// # Errors
    ///
    /// [`StartError::AlreadyStarted`] when the name is taken.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped before it is done, nothing is left running.
    pub async fn start<G: RegistryKey>(self) -> Result<PgScope<G>, StartError> {
        self.run(false).await
    }

    /// As [`start`](Self::start), linked with the current process.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    ///
    /// # Cancel safety
    ///
    /// As [`start`](Self::start).
    pub async fn start_link<G: RegistryKey>(self) -> Result<PgScope<G>, StartError> {
        self.run(true).await
    }

    async fn run<G: RegistryKey>(self, link: bool) -> Result<PgScope<G>, StartError> {
        let groups = Groups::new();
        let how = How { name: self.name, link, kind: Some("PgScope"), ..How::unnamed() };
        let cell = start_cell::<Owner<Groups<G>>>(Arc::clone(&groups), &how).await?;
        let slot = ChildSlot::new();
        slot.set(cell);
        let owner = Arc::new(ServerRef::to_child(slot));
        Ok(PgScope { groups, owner, parent: SupervisorRef::none() })
    }
}

/// Groups of processes, by name.
///
/// A group exists while it has members. A process may be in any number of groups, and in one several
/// times: each join is a membership of its own. Two scopes know nothing of each other.
///
/// The handle follows the scope across restarts; a restarted scope begins empty. It is a field of a
/// supervision tree like any other child: `#[child] groups: PgScope<String>`.
///
/// # Examples
///
/// ```
/// use switchboard::process::{self, Inbox};
/// use switchboard::{PgScope, PgSpec};
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let scope: PgScope<&str> = PgSpec::new().start().await?;
/// let worker = process::spawn(|mut inbox: Inbox<()>| async move { inbox.message().await })?;
/// let (mut changes, members) = scope.monitor(&"workers")?;
/// assert!(members.is_empty());
/// scope.join("workers", worker.pid())?;
/// assert_eq!(scope.members(&"workers"), [worker.pid()]);
/// worker.send(())?;
/// worker.ended().await;
/// assert!(scope.which_groups().is_empty());
/// assert_eq!(changes.recv().await.map(|joined| joined.pids().len()), Some(1));
/// # Ok(()) }
/// ```
pub struct PgScope<G: RegistryKey> {
    groups: Arc<Groups<G>>,
    owner: Arc<ServerRef<Owner<Groups<G>>>>,
    parent: SupervisorRef,
}

/// The members of all groups of a scope.
pub type PgMembers<G> = HashMap<G, Vec<Pid>>;

/// One process, or several.
pub trait Pids {
    /// The processes.
    fn pids(&self) -> &[Pid];
}

impl Pids for Pid {
    fn pids(&self) -> &[Pid] {
        std::slice::from_ref(self)
    }
}

impl<T: AsRef<[Pid]> + ?Sized> Pids for &T {
    fn pids(&self) -> &[Pid] {
        (*self).as_ref()
    }
}

impl<const N: usize> Pids for [Pid; N] {
    fn pids(&self) -> &[Pid] {
        self
    }
}

impl Pids for Vec<Pid> {
    fn pids(&self) -> &[Pid] {
        self
    }
}

impl<G: RegistryKey> PgScope<G> {
    /// How to start one.
    pub fn spec() -> PgSpec {
        PgSpec::new()
    }

    /// Lets processes join a group, each as often as it is given. Those that have ended are left
    /// out, which is no error.
    ///
    /// # Errors
    ///
    /// [`PgError::NoProc`] when the scope does not run; then nobody joins.
    #[expect(clippy::needless_pass_by_value, reason = "a pid, an array or a borrow of many")]
    pub fn join(&self, group: G, pids: impl Pids) -> Result<(), PgError> {
        self.groups.join(&group, pids.pids())
    }

    /// Lets the current process join a group.
    ///
    /// # Errors
    ///
    /// [`PgError::NotInProcess`] outside of a process, [`PgError::NoProc`].
    pub fn join_self(&self, group: G) -> Result<(), PgError> {
        self.join(group, current().ok_or(PgError::NotInProcess)?)
    }

    /// Takes one membership of each of these processes back.
    ///
    /// # Errors
    ///
    /// [`PgError::NotJoined`] when none of them is a member, [`PgError::NoProc`].
    #[expect(clippy::needless_pass_by_value, reason = "a pid, an array or a borrow of many")]
    pub fn leave(&self, group: &G, pids: impl Pids) -> Result<(), PgError> {
        self.groups.leave(group, pids.pids())
    }

    /// Takes one membership of the current process back.
    ///
    /// # Errors
    ///
    /// As [`leave`](Self::leave), and [`PgError::NotInProcess`] outside of a process.
    pub fn leave_self(&self, group: &G) -> Result<(), PgError> {
        self.leave(group, current().ok_or(PgError::NotInProcess)?)
    }

    /// The members of a group in the order of joining, each as often as it joined; nobody when the
    /// scope does not run.
    #[must_use]
    pub fn members(&self, group: &G) -> Vec<Pid> {
        self.groups.members(group)
    }

    /// The members that are processes here: all of them, for there is no elsewhere.
    #[must_use]
    pub fn local_members(&self, group: &G) -> Vec<Pid> {
        self.members(group)
    }

    /// The groups that have members, in no order.
    #[must_use]
    pub fn which_groups(&self) -> Vec<G> {
        self.groups.names()
    }

    /// The groups that have members here: all of them, for there is no elsewhere.
    #[must_use]
    pub fn which_local_groups(&self) -> Vec<G> {
        self.which_groups()
    }

    /// Watches a group: its members at this moment, and every change from this moment on.
    ///
    /// # Errors
    ///
    /// [`PgError::NoProc`] when the scope does not run.
    pub fn monitor(&self, group: &G) -> Result<(PgMonitor<G>, Vec<Pid>), PgError> {
        let (sink, events) = channel();
        let (number, members) = self.groups.monitor_group(group, None, sink)?;
        Ok((PgMonitor::new(events, number, &self.groups), members))
    }

    /// Watches all groups of the scope; otherwise as [`monitor`](Self::monitor).
    ///
    /// # Errors
    ///
    /// [`PgError::NoProc`] when the scope does not run.
    pub fn monitor_scope(&self) -> Result<(PgMonitor<G>, PgMembers<G>), PgError> {
        let (sink, events) = channel();
        let (number, groups) = self.groups.monitor_scope(None, sink)?;
        Ok((PgMonitor::new(events, number, &self.groups), groups))
    }

    /// Ends a monitor whose events go to a server; what is in its mailbox stays there. `false` when
    /// there is no such monitor any more.
    pub fn demonitor(&self, monitor: PgMonitorRef) -> bool {
        self.groups.demonitor(monitor.0)
    }

    /// The process that owns the scope, if it runs.
    #[must_use]
    pub fn pid(&self) -> Option<Pid> {
        self.groups.owner()
    }

    /// Stops the scope: its groups are empty from then on. Nothing happens to those who were members.
    ///
    /// # Errors
    ///
    /// As [`ServerRef::stop`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn stop(&self) -> Result<StopReport, StopError> {
        self.owner.stop().await
    }
}

fn channel<G: RegistryKey>() -> (Sink<G>, mpsc::UnboundedReceiver<PgEvent<G>>) {
    let (sender, events) = mpsc::unbounded_channel();
    (Box::new(move |event: &PgEvent<G>| sender.send(event.clone()).is_ok()), events)
}

impl<S: GenServer> Context<S> {
    /// Watches a group: its members at this moment, and every change from this moment on, which
    /// arrives as an info. A full mailbox loses none. The monitor ends with the server.
    ///
    /// # Errors
    ///
    /// [`PgError::NoProc`] when the scope does not run.
    pub fn monitor_group<G: RegistryKey>(
        &self,
        scope: &PgScope<G>,
        group: &G,
    ) -> Result<(PgMonitorRef, Vec<Pid>), PgError>
    where
        S::Info: From<PgEvent<G>>,
    {
        let by = directory::find(self.pid()).ok_or(PgError::NotInProcess)?;
        let (number, members) = scope.groups.monitor_group(group, Some(&by), self.sink())?;
        Ok((PgMonitorRef(number), members))
    }

    /// Watches all groups of a scope; otherwise as [`monitor_group`](Self::monitor_group).
    ///
    /// # Errors
    ///
    /// [`PgError::NoProc`] when the scope does not run.
    pub fn monitor_scope<G: RegistryKey>(
        &self,
        scope: &PgScope<G>,
    ) -> Result<(PgMonitorRef, PgMembers<G>), PgError>
    where
        S::Info: From<PgEvent<G>>,
    {
        let by = directory::find(self.pid()).ok_or(PgError::NotInProcess)?;
        let (number, groups) = scope.groups.monitor_scope(Some(&by), self.sink())?;
        Ok((PgMonitorRef(number), groups))
    }

    fn sink<G: RegistryKey>(&self) -> Sink<G>
    where
        S::Info: From<PgEvent<G>>,
    {
        let server = self.self_ref().as_ref().clone();
        Box::new(move |event| server.notice(event.clone().into()))
    }
}

impl<G: RegistryKey> ChildHandle for PgScope<G> {
    type Spec = PgSpec;

    const DEPTH: usize = 0;

    fn bind(spec: PgSpec, binding: Binding) -> (Self, Bound) {
        let groups = Groups::new();
        let table = Arc::clone(&groups);
        let mut child = ChildSpec::<Owner<Groups<G>>>::with(move || Arc::clone(&table));
        if let Some(name) = spec.name {
            child = child.name(name);
        }
        let (bound, parent) = binding.finish(child.spec);
        (Self { groups, owner: child.handle, parent }, bound)
    }

    fn supervisor(&self) -> SupervisorRef {
        self.parent.clone()
    }
}

impl<G: RegistryKey> Clone for PgScope<G> {
    fn clone(&self) -> Self {
        Self {
            groups: Arc::clone(&self.groups),
            owner: Arc::clone(&self.owner),
            parent: self.parent.clone(),
        }
    }
}

impl<G: RegistryKey> fmt::Debug for PgScope<G> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PgScope").field("owner", &self.pid()).finish_non_exhaustive()
    }
}
