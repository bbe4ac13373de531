//! The untyped specification of a child: how to start it, and what to do when it ends.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::Notify;

use super::backoff::Backoff;
use super::options::{AutoShutdown, ChildOptions, MAX_RESTARTS, WINDOW};
use crate::gen_server::{Restart, Shutdown};
use crate::process::core::Process;
use crate::process::{BadSpec, Pid, StartError, guard};
use crate::sync::Lock;

/// A start under way.
pub(crate) type Starting =
    Pin<Box<dyn Future<Output = Result<Arc<dyn Process>, StartError>> + Send>>;

type Once = Box<dyn FnOnce() -> Starting + Send>;

/// How a child is started: it runs in the supervisor, and what it starts is linked with it.
#[derive(Clone)]
pub(crate) enum StartFn {
    Repeat(Arc<dyn Fn() -> Starting + Send + Sync>),
    Once(Arc<Lock<Option<Once>>>),
}

impl StartFn {
    pub(crate) fn repeat(start: impl Fn() -> Starting + Send + Sync + 'static) -> Self {
        Self::Repeat(Arc::new(start))
    }

    pub(crate) fn once(start: impl FnOnce() -> Starting + Send + 'static) -> Self {
        Self::Once(Arc::new(Lock::new(Some(Box::new(start)))))
    }
}

/// Whether a child is a supervisor itself: it decides how long it may take to stop, and how it is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChildKind {
    /// Anything but a supervisor.
    Worker,
    /// A supervisor.
    Supervisor,
}

/// The untyped specification of a child.
#[derive(Clone)]
pub(crate) struct Spec {
    pub(crate) id: Arc<str>,
    pub(crate) restart: Restart,
    pub(crate) shutdown: Shutdown,
    pub(crate) kind: ChildKind,
    pub(crate) significant: bool,
    /// A restart budget of its own: how many in which time.
    pub(crate) budget: Option<(usize, Duration)>,
    /// The wait before a restart, instead of the supervisor's.
    pub(crate) backoff: Option<Backoff>,
    pub(crate) start: StartFn,
    /// The current incarnation, for the child's handles.
    pub(crate) current: Arc<Current>,
}

impl Spec {
    pub(crate) fn new(id: impl Into<Arc<str>>, kind: ChildKind, start: StartFn) -> Self {
        Self {
            id: id.into(),
            restart: Restart::Permanent,
            shutdown: match kind {
                ChildKind::Worker => Shutdown::default(),
                ChildKind::Supervisor => Shutdown::Infinity,
            },
            kind,
            significant: false,
            budget: None,
            backoff: None,
            start,
            current: Arc::default(),
        }
    }

    pub(crate) fn apply(&mut self, options: ChildOptions) {
        if let Some(id) = options.id {
            self.id = id;
        }
        if let Some(restart) = options.restart {
            self.restart = restart;
        }
        if let Some(shutdown) = options.shutdown {
            self.shutdown = shutdown;
        }
        if let Some(significant) = options.significant {
            self.significant = significant;
        }
        if let Some(restarts) = options.max_restarts {
            self.max_restarts(restarts);
        }
        if let Some(window) = options.window {
            self.max_seconds(window);
        }
        if options.backoff.is_some() {
            self.backoff = options.backoff;
        }
    }

    pub(crate) fn max_restarts(&mut self, restarts: usize) {
        self.budget.get_or_insert((restarts, WINDOW)).0 = restarts;
    }

    pub(crate) fn max_seconds(&mut self, window: Duration) {
        self.budget.get_or_insert((MAX_RESTARTS, window)).1 = window;
    }

    /// Whether the specification can work under a supervisor with this mode.
    pub(crate) fn check(&self, auto_shutdown: AutoShutdown) -> Result<(), BadSpec> {
        let never = auto_shutdown == AutoShutdown::Never;
        if self.significant && (never || self.restart == Restart::Permanent) {
            return Err(BadSpec::Significant(Arc::clone(&self.id)));
        }
        if self.budget.is_some_and(|(_, window)| window.is_zero()) {
            return Err(BadSpec::ZeroWindow);
        }
        if matches!(self.start, StartFn::Once(_)) && self.restart != Restart::Temporary {
            return Err(BadSpec::NotRepeatable(Arc::clone(&self.id)));
        }
        Ok(())
    }

    /// Starts the child, in the process of its supervisor.
    pub(crate) async fn run(&self) -> Result<Arc<dyn Process>, StartError> {
        // What makes the arguments is the user's code: its panic is the failure of this child.
        let starting = match &self.start {
            StartFn::Repeat(start) => guard::catch(|| start()),
            StartFn::Once(start) => {
                let once = start.lock().take();
                let start = once.ok_or_else(|| BadSpec::NotRepeatable(Arc::clone(&self.id)))?;
                guard::catch(start)
            }
        };
        let process = starting.map_err(StartError::Failed)?.await?;
        self.current.set(process.core().pid);
        Ok(process)
    }
}

/// The current incarnation of a child, or the last one.
#[derive(Default)]
pub(crate) struct Current {
    /// Zero before the first.
    pid: AtomicU64,
    changed: Notify,
}

impl Current {
    fn set(&self, pid: Pid) {
        self.pid.store(pid.as_u64(), Ordering::Release);
        self.changed.notify_waiters();
    }

    pub(crate) fn pid(&self) -> Option<Pid> {
        Pid::from_u64(self.pid.load(Ordering::Acquire))
    }

    /// Waits until there is another one than `last`.
    pub(crate) async fn after(&self, last: Option<Pid>) -> Pid {
        loop {
            let mut changed = pin!(self.changed.notified());
            // Registered before the look, so that no change is missed.
            changed.as_mut().enable();
            if let Some(pid) = self.pid().filter(|pid| Some(*pid) != last) {
                return pid;
            }
            changed.await;
        }
    }
}
