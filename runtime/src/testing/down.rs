//! Waiting for the end of a process, and what can be waited for.

use std::future::Future;
use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use crate::clock;
use crate::gen_server::{GenServer, ServerRef};
use crate::process::core::Process;
use crate::process::{self, Down, ExitReason, MonitorRef, Pid, ProcessRef, directory};
use crate::supervisor::SupervisorRef;

/// What leads to a process: a pid, or an address.
///
/// A handle that was generated has its [`ServerRef`] as `handle.server()`.
pub trait Watched {
    /// The process that is meant right now.
    #[doc(hidden)]
    fn watched(&self) -> Target;
}

/// A process to be watched.
#[derive(Clone)]
pub struct Target {
    pid: Option<Pid>,
    process: Option<Arc<dyn Process>>,
}

impl std::fmt::Debug for Target {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Target").field("pid", &self.pid).finish_non_exhaustive()
    }
}

impl Target {
    fn of(process: Arc<dyn Process>) -> Self {
        Self { pid: Some(process.core().pid), process: Some(process) }
    }

    pub(super) fn pid(&self) -> Option<Pid> {
        self.pid
    }

    /// Its end.
    async fn down(self) -> Down {
        let reason = match &self.process {
            Some(process) => process.core().wait_end().await,
            None => ExitReason::NoProc,
        };
        Down { monitor: MonitorRef { id: 0, target: self.pid }, pid: self.pid, name: None, reason }
    }

    fn label(&self) -> String {
        match &self.process {
            Some(process) => process::label(&**process),
            None => "nobody".to_owned(),
        }
    }
}

impl Watched for Pid {
    fn watched(&self) -> Target {
        Target { pid: Some(*self), process: directory::find(*self) }
    }
}

impl<S: GenServer> Watched for ServerRef<S> {
    fn watched(&self) -> Target {
        let found = self.resolve().ok().map(|found| Arc::clone(found.cell()));
        match found {
            Some(cell) => Target::of(cell),
            None => Target { pid: None, process: None },
        }
    }
}

impl<M: Send + 'static> Watched for ProcessRef<M> {
    fn watched(&self) -> Target {
        Target::of(self.any())
    }
}

impl Watched for SupervisorRef {
    fn watched(&self) -> Target {
        self.server.watched()
    }
}

impl<T: Watched + ?Sized> Watched for &T {
    fn watched(&self) -> Target {
        (**self).watched()
    }
}

/// Waits until a process has ended, and gives what a monitor of it would have got: by then its state
/// is dropped and its name is free.
///
/// The incarnation is meant that runs when this is called. The reason is the true one as long as the
/// address knows it; for the pid of a process that is gone it is [`NoProc`](ExitReason::NoProc), as
/// for a monitor. The `monitor` in the [`Down`] is of nobody.
///
/// # Panics
///
/// When the process has not ended `within` that time.
///
/// # Cancel safety
///
/// Nothing is lost when the future is dropped.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use switchboard::ExitReason;
/// use switchboard::process::{self, Inbox};
/// use switchboard::testing::expect_down;
///
/// let sleeper = process::spawn(|_: Inbox<()>| process::sleep(Duration::from_secs(2)))?;
/// let down = expect_down(&sleeper, Duration::from_secs(3)).await;
/// assert_eq!((down.pid, down.reason), (Some(sleeper.pid()), ExitReason::Normal));
/// # Ok(()) }
/// ```
#[track_caller]
pub fn expect_down(who: impl Watched, within: Duration) -> impl Future<Output = Down> {
    let (target, at) = (who.watched(), Location::caller());
    async move {
        let label = target.label();
        match clock::within(within, target.down()).await {
            Some(down) => down,
            None => panic!("{label} has not ended within {within:?}, expected at {at}"),
        }
    }
}

/// As [`expect_down`], and for this reason.
///
/// # Panics
///
/// When the process has not ended `within` that time, or for another reason.
///
/// # Cancel safety
///
/// Nothing is lost when the future is dropped.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use switchboard::ExitReason;
/// use switchboard::process::{self, Inbox};
/// use switchboard::testing::expect_down_with;
///
/// let sleeper = process::spawn(|_: Inbox<()>| process::sleep(Duration::MAX))?;
/// sleeper.exit(ExitReason::Kill);
/// expect_down_with(&sleeper, ExitReason::Killed, Duration::from_secs(1)).await;
/// # Ok(()) }
/// ```
#[track_caller]
pub fn expect_down_with(
    who: impl Watched,
    reason: ExitReason,
    within: Duration,
) -> impl Future<Output = Down> {
    let (target, at) = (who.watched(), Location::caller());
    let down = expect_down(Given(target.clone()), within);
    async move {
        let (label, down) = (target.label(), down.await);
        let given = &down.reason;
        assert!(*given == reason, "{label} ended with `{given}`, and not `{reason}`, at {at}");
        down
    }
}

/// A target that was found already.
struct Given(Target);

impl Watched for Given {
    fn watched(&self) -> Target {
        self.0.clone()
    }
}
