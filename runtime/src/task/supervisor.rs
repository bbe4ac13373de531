//! `TaskSupervisor`: keeps tasks, so that they are stopped with the tree that they belong to.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::cell;
use super::handle::Task;
use crate::gen_server::{CallError, Restart};
use crate::process::core::Process;
use crate::process::reply::Slot;
use crate::process::{self, Pid, StartError};
use crate::supervisor::{
    Binding, Bound, ChildError, ChildHandle, ChildKind, ChildOptions, Pool, Spec, StartFn,
    SupervisorRef,
};

/// How a [`TaskSupervisor`] is configured.
#[derive(Clone, Debug)]
#[must_use = "a specification starts nothing until a supervisor gets it"]
pub struct TaskSpec(Pool);

impl TaskSpec {
    /// Any number of tasks, three restarts in five seconds.
    pub fn new() -> Self {
        Self(Pool::new("TaskSupervisor"))
    }

    /// How many tasks may run at a time.
    pub fn max_children(mut self, children: usize) -> Self {
        self.0.max_children = children;
        self
    }

    /// How many restarts are allowed within the window, for all tasks together.
    pub fn max_restarts(mut self, restarts: usize) -> Self {
        self.0.options = self.0.options.max_restarts(restarts);
        self
    }

    /// The window of the restart budget; more than zero.
    pub fn max_seconds(mut self, window: Duration) -> Self {
        self.0.options = self.0.options.max_seconds(window);
        self
    }

    /// Starts the supervisor on its own.
    ///
    /// # Errors
    ///
    /// [`StartError`]; then nothing is left running.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped before it is done, nothing is left running.
    pub async fn start(self) -> Result<TaskSupervisor, StartError> {
        let supervisor = self.0.tree().start().await?;
        Ok(TaskSupervisor { supervisor, parent: SupervisorRef::none() })
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
    pub async fn start_link(self) -> Result<TaskSupervisor, StartError> {
        let supervisor = self.0.tree().start_link().await?;
        Ok(TaskSupervisor { supervisor, parent: SupervisorRef::none() })
    }
}

impl Default for TaskSpec {
    fn default() -> Self {
        Self::new()
    }
}

/// The handle of a supervisor for tasks.
///
/// # Examples
///
/// ```
/// use switchboard::TaskSupervisor;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let tasks = TaskSupervisor::spec().start().await?;
/// let task = tasks.spawn_nolink(async { 6 * 7 }).await?;
/// assert_eq!(task.await?, 42);
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct TaskSupervisor {
    supervisor: SupervisorRef,
    parent: SupervisorRef,
}

impl TaskSupervisor {
    /// How to start one.
    pub fn spec() -> TaskSpec {
        TaskSpec::new()
    }

    /// Starts a task that is linked with the current process as well.
    ///
    /// # Errors
    ///
    /// [`StartError::MaxChildren`] when there is no room, [`StartError::NoSupervisor`] when nobody
    /// is there.
    ///
    /// # Cancel safety
    ///
    /// The task may be started although the future was dropped.
    pub async fn spawn<T: Send + 'static>(
        &self,
        code: impl Future<Output = T> + Send + 'static,
    ) -> Result<Task<T>, StartError> {
        self.begin(code, process::current()).await
    }

    /// Starts a task whose failure is seen by whoever awaits it, and by nobody else.
    ///
    /// # Errors
    ///
    /// As [`spawn`](Self::spawn).
    ///
    /// # Cancel safety
    ///
    /// The task may be started although the future was dropped.
    pub async fn spawn_nolink<T: Send + 'static>(
        &self,
        code: impl Future<Output = T> + Send + 'static,
    ) -> Result<Task<T>, StartError> {
        self.begin(code, None).await
    }

    async fn begin<T: Send + 'static>(
        &self,
        code: impl Future<Output = T> + Send + 'static,
        owner: Option<Pid>,
    ) -> Result<Task<T>, StartError> {
        let (slot, caller) = (Slot::new(), process::current());
        let place = Arc::new(crate::sync::Lock::new(None));
        let (to, at) = (Arc::clone(&slot), Arc::clone(&place));
        let start = StartFn::once(move || {
            Box::pin(async move {
                let process: Arc<dyn Process> = cell::launch(code, to, process::current(), caller)?;
                if let Some(owner) = owner {
                    process::link_cores(&process, owner);
                }
                *at.lock() = Some(Arc::clone(&process));
                Ok(process)
            })
        });
        self.start(start, ChildOptions::new().restart(Restart::Temporary)).await?;
        let process = place.lock().take().ok_or(StartError::NoSupervisor)?;
        Ok(Task::of(slot, process))
    }

    /// Starts a task that nobody waits for.
    ///
    /// # Errors
    ///
    /// As [`spawn`](Self::spawn).
    ///
    /// # Cancel safety
    ///
    /// The task may be started although the future was dropped.
    pub async fn start_child(
        &self,
        code: impl Future<Output = ()> + Send + 'static,
    ) -> Result<Pid, StartError> {
        let caller = process::current();
        let start = StartFn::once(move || {
            Box::pin(async move {
                let process: Arc<dyn Process> =
                    cell::launch(code, Slot::new(), process::current(), caller)?;
                Ok(process)
            })
        });
        self.start(start, ChildOptions::new().restart(Restart::Temporary)).await
    }

    /// As [`start_child`](Self::start_child), for a task that `options` may ask to be run again:
    /// the default is a temporary one.
    ///
    /// # Errors
    ///
    /// As [`spawn`](Self::spawn).
    ///
    /// # Cancel safety
    ///
    /// The task may be started although the future was dropped.
    pub async fn start_child_with<F>(
        &self,
        options: ChildOptions,
        code: impl Fn() -> F + Send + Sync + 'static,
    ) -> Result<Pid, StartError>
    where
        F: Future<Output = ()> + Send + 'static,
    {
        let caller = process::current();
        let start = StartFn::repeat(move || {
            let code = code();
            Box::pin(async move {
                let process: Arc<dyn Process> =
                    cell::launch(code, Slot::new(), process::current(), caller)?;
                Ok(process)
            })
        });
        self.start(start, options).await
    }

    async fn start(&self, start: StartFn, options: ChildOptions) -> Result<Pid, StartError> {
        let mut spec = Spec::new("task", ChildKind::Worker, start);
        spec.restart = Restart::Temporary;
        spec.apply(options);
        // A task's start never chooses not to start.
        self.supervisor.start_spec(spec).await?.ok_or(StartError::Ignored)
    }

    /// The tasks that run.
    ///
    /// # Errors
    ///
    /// [`CallError`] when the supervisor does not answer.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn children(&self) -> Result<Vec<Pid>, CallError> {
        let children = self.supervisor.which_children().await?;
        Ok(children.iter().filter_map(crate::supervisor::ChildInfo::pid).collect())
    }

    /// Stops a task, and waits for its end.
    ///
    /// # Errors
    ///
    /// [`ChildError::NotFound`] when there is no such task.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn terminate_child(&self, pid: Pid) -> Result<(), ChildError> {
        self.supervisor.terminate_pid(pid).await
    }

    /// Its own address.
    #[must_use]
    pub fn supervisor(&self) -> &SupervisorRef {
        &self.supervisor
    }
}

impl ChildHandle for TaskSupervisor {
    type Spec = TaskSpec;

    const DEPTH: usize = 0;

    fn bind(spec: TaskSpec, binding: Binding) -> (Self, Bound) {
        let (supervisor, parent, bound) = spec.0.bind(binding);
        (Self { supervisor, parent }, bound)
    }

    fn supervisor(&self) -> SupervisorRef {
        self.parent.clone()
    }
}

impl fmt::Debug for TaskSupervisor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TaskSupervisor").field(&self.supervisor).finish()
    }
}
