//! The address of a supervisor.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use super::child::{Child, ChildSpec, Supervised};
use super::info::{ChildCounts, ChildError, ChildInfo, ChildKey, ChildSpecInfo};
use super::server::{TreeCall, TreeServer};
use super::spec::Spec;
use crate::gen_server::{CallError, ChildSlot, ServerRef, StopError};
use crate::process::{ExitReason, MonitorRef, Name, NotInProcess, Pid, StartError, StopReport};

/// The address of a supervisor; it follows the supervisor across its own restarts.
#[derive(Clone)]
pub struct SupervisorRef {
    pub(crate) server: ServerRef<TreeServer>,
    pub(super) gave_up: Arc<AtomicBool>,
}

impl SupervisorRef {
    pub(super) fn to_slot(slot: Arc<ChildSlot<TreeServer>>) -> Self {
        Self::from(ServerRef::to_child(slot))
    }

    /// The address of no supervisor: everything asked of it fails with `NoProc`.
    #[must_use]
    pub fn none() -> Self {
        Self::to_slot(ChildSlot::new())
    }

    /// The address of the supervisor that holds `name`, now and later.
    pub fn named(name: impl Into<Name>) -> Self {
        Self::from(ServerRef::named(name))
    }

    /// The identity of the process, if there is one right now.
    #[must_use]
    pub fn pid(&self) -> Option<Pid> {
        self.server.pid()
    }

    /// Whether it runs and has not begun to end.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.server.is_alive()
    }

    /// Starts one more child, after all that are there. If it chooses not to start, its handle
    /// leads nowhere.
    ///
    /// # Errors
    ///
    /// [`StartError::ChildRunning`] or [`StartError::ChildPresent`] when the id is taken, the
    /// child's own error when it does not start, [`StartError::NoSupervisor`] when nobody is there.
    ///
    /// # Cancel safety
    ///
    /// The child may be started although the future was dropped.
    pub async fn start_child<T: Supervised>(
        &self,
        spec: ChildSpec<T>,
    ) -> Result<Child<T>, StartError> {
        let child = Child::new(&spec.spec, spec.handle, self.clone());
        self.start_spec(spec.spec).await?;
        Ok(child)
    }

    pub(crate) async fn start_spec(&self, spec: Spec) -> Result<Option<Pid>, StartError> {
        let started: Result<Result<Option<Pid>, StartError>, CallError> =
            self.server.call(TreeCall::Start(spec)).await;
        started.map_err(no_supervisor)?
    }

    /// Stops a child, and waits for its end. It stays listed and can be started again, unless it is
    /// temporary.
    ///
    /// # Errors
    ///
    /// [`ChildError::NotFound`] when there is no such child.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn terminate_child(&self, id: impl Into<Arc<str>>) -> Result<(), ChildError> {
        self.ask(TreeCall::Terminate(ChildKey::Id(id.into()))).await
    }

    pub(crate) async fn terminate_pid(&self, pid: Pid) -> Result<(), ChildError> {
        self.ask(TreeCall::Terminate(ChildKey::Pid(pid))).await
    }

    /// Starts a child again that is listed and does not run; `None` when it chose not to start.
    ///
    /// # Errors
    ///
    /// [`ChildError::Running`], [`ChildError::Restarting`], [`ChildError::NotFound`], or
    /// [`ChildError::Start`] when it does not start; then it stays listed.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn restart_child(&self, id: impl Into<Arc<str>>) -> Result<Option<Pid>, ChildError> {
        self.ask(TreeCall::Restart(id.into())).await
    }

    /// Takes a child off the list that does not run.
    ///
    /// # Errors
    ///
    /// [`ChildError::Running`], [`ChildError::Restarting`] or [`ChildError::NotFound`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn delete_child(&self, id: impl Into<Arc<str>>) -> Result<(), ChildError> {
        self.ask(TreeCall::Delete(id.into())).await
    }

    /// The specification of a child, by its id or its pid.
    ///
    /// # Errors
    ///
    /// [`ChildError::NotFound`] when there is no such child.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn get_childspec(
        &self,
        key: impl Into<ChildKey>,
    ) -> Result<ChildSpecInfo, ChildError> {
        self.ask(TreeCall::Spec(key.into())).await
    }

    /// The children, in start order.
    ///
    /// # Errors
    ///
    /// [`CallError`] when the supervisor does not answer.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn which_children(&self) -> Result<Vec<ChildInfo>, CallError> {
        self.server.call(TreeCall::Which).await
    }

    /// How many children there are.
    ///
    /// # Errors
    ///
    /// [`CallError`] when the supervisor does not answer.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn count_children(&self) -> Result<ChildCounts, CallError> {
        self.server.call(TreeCall::Count).await
    }

    async fn ask<R: Send + 'static>(&self, call: TreeCall) -> Result<R, ChildError> {
        let reply: Result<Result<R, ChildError>, CallError> = self.server.call(call).await;
        reply.map_err(ChildError::Call)?
    }

    /// Stops the children in reverse order, then the supervisor.
    ///
    /// # Errors
    ///
    /// As [`ServerRef::stop`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn stop(&self) -> Result<StopReport, StopError> {
        self.server.stop().await
    }

    /// As [`stop`](Self::stop), with a reason, and for at most `within`.
    ///
    /// # Errors
    ///
    /// As [`ServerRef::stop_with`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn stop_with(
        &self,
        reason: ExitReason,
        within: Duration,
    ) -> Result<StopReport, StopError> {
        self.server.stop_with(reason, within).await
    }

    /// Kills it: it ends without stopping its children, which hear of it over their links.
    pub fn kill(&self) {
        self.server.kill();
    }

    /// Waits for its end, and gives the reason.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn ended(&self) -> ExitReason {
        self.server.ended().await
    }

    /// Watches it from the current process.
    ///
    /// # Errors
    ///
    /// [`NotInProcess`] outside of a process.
    pub fn monitor(&self) -> Result<MonitorRef, NotInProcess> {
        self.server.monitor()
    }

    /// Whether it ended because its restarts were used up. Not known through a name.
    #[must_use]
    pub fn gave_up(&self) -> bool {
        self.gave_up.load(Ordering::Acquire)
    }
}

/// What a start that was not answered means for the one who asked for it.
pub(super) fn no_supervisor(error: CallError) -> StartError {
    match error {
        CallError::NoProc { .. } | CallError::Stopping { .. } | CallError::Exited { .. } => {
            StartError::NoSupervisor
        }
        other => StartError::Failed(ExitReason::error(other)),
    }
}

impl From<ServerRef<TreeServer>> for SupervisorRef {
    fn from(server: ServerRef<TreeServer>) -> Self {
        Self { server, gave_up: Arc::new(AtomicBool::new(false)) }
    }
}

impl AsRef<ServerRef<TreeServer>> for SupervisorRef {
    fn as_ref(&self) -> &ServerRef<TreeServer> {
        &self.server
    }
}

impl fmt::Debug for SupervisorRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.pid() {
            Some(pid) => write!(f, "SupervisorRef({pid})"),
            None => f.write_str("SupervisorRef(not started)"),
        }
    }
}
