//! Stopping everything: on request, and when an application ends that all others depend on.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use tokio::sync::{oneshot, watch};

use super::control::{is_inside, stop_run};
use super::table::{self, Active, Phase};
use crate::clock;
use crate::process::reply::{AnySlot, Slot};
use crate::process::{
    self, ExitReason, Inbox, Pid, ProcessOptions, ProcessRef, StartError, StopReport, directory,
    wait,
};
use crate::report::{self, Event};
use crate::sync::Lock;

/// The last stop of the system.
static SYSTEM: LazyLock<watch::Sender<Option<SystemStop>>> =
    LazyLock::new(|| watch::Sender::new(None));

static TIMEOUT: Lock<Duration> = Lock::new(Duration::MAX);

/// The system has stopped, because an application ended that it does not go on without.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct SystemStop {
    /// The application.
    pub application: Arc<str>,
    /// Why it ended, or did not start.
    pub reason: ExitReason,
    /// How the others stopped.
    pub report: SystemReport,
}

/// How it went to stop all applications.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct SystemReport {
    /// Those that stopped in time, in this order.
    pub stopped: Vec<Arc<str>>,
    /// Those that did not, and were killed.
    pub slow: Vec<Arc<str>>,
    /// How the trees of those that stopped in time have stopped.
    pub trees: Vec<(Arc<str>, StopReport)>,
}

/// Hears of the next stop of the system; see [`watch_system`].
#[derive(Debug)]
pub struct SystemWatch(watch::Receiver<Option<SystemStop>>);

/// Listens for a stop of the system, from now on.
///
/// `#[switchboard::main]` does this by itself, and ends the program.
#[must_use]
pub fn watch_system() -> SystemWatch {
    SystemWatch(SYSTEM.subscribe())
}

impl SystemWatch {
    /// Waits until the system has stopped: every application has been stopped by then.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn stopped(&mut self) -> SystemStop {
        loop {
            // The sender lives as long as the program.
            if self.0.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
            let stop = self.0.borrow_and_update().clone();
            if let Some(stop) = stop {
                return stop;
            }
        }
    }
}

/// Sets how long all applications together may take when the system stops; the default is for ever.
///
/// It governs the stop after the end of an application, and that of a program under
/// `#[switchboard::main]`. [`stop_all`] has its own.
pub fn set_shutdown_timeout(timeout: Duration) {
    *TIMEOUT.lock() = timeout;
}

/// Stops all applications in the reverse of the order in which they were started, one after the
/// other.
///
/// All of them together may take as long as `within` says. Those that have not stopped by then are
/// reported and killed, with everything that belongs to them; this does not wait for their ends.
///
/// Inside an application this does not wait, and its report is empty: the stop has begun.
///
/// # Cancel safety
///
/// The stop goes on when the future is dropped.
pub async fn stop_all(within: Duration) -> SystemReport {
    let (tell, told) = oneshot::channel();
    let stopping = in_own_process(async move {
        let report = stop_each(within).await;
        // The one who asked may be gone.
        let _gone = tell.send(report);
    });
    let Ok(stopping) = stopping else {
        return SystemReport::default();
    };
    if table::with(|table| table.actives()).iter().any(|(_, active)| is_inside(active.master.pid()))
    {
        return SystemReport::default();
    }
    let slot: Arc<dyn AnySlot> = Slot::<()>::new();
    let Ok(edge) = wait::begin(process::current(), stopping.pid(), &slot) else {
        return SystemReport::default();
    };
    let report = told.await.unwrap_or_default();
    drop(edge);
    report
}

/// Stops everything at the end of a program.
pub(crate) async fn wind_down() -> SystemReport {
    let timeout = *TIMEOUT.lock();
    stop_all(timeout).await
}

/// Stops the system because an application has ended. Returns at once.
pub(super) fn stop(application: &Arc<str>, reason: ExitReason) {
    let stop = SystemStop {
        application: Arc::clone(application),
        reason,
        report: SystemReport::default(),
    };
    let timeout = *TIMEOUT.lock();
    let told = stop.clone();
    let stopping = in_own_process(async move {
        let report = stop_each(timeout).await;
        SYSTEM.send_replace(Some(SystemStop { report, ..told }));
    });
    if stopping.is_err() {
        SYSTEM.send_replace(Some(stop));
    }
}

/// Runs in a process that belongs to no application, so that none takes it along.
fn in_own_process(
    code: impl Future<Output = ()> + Send + 'static,
) -> Result<ProcessRef<()>, StartError> {
    ProcessOptions::new().root("System").spawn(|_: Inbox<()>| code)
}

async fn stop_each(within: Duration) -> SystemReport {
    let began = clock::now();
    let mut report = SystemReport::default();
    let mut seen: HashSet<Pid> = HashSet::new();
    // One that is started meanwhile is stopped as well.
    while let Some((name, active)) = last_not_in(&mut seen) {
        let left = within.saturating_sub(clock::now() - began);
        if let Some(tree) = clock::within(left, stop_run(&active)).await {
            report.trees.extend(tree.map(|tree| (Arc::clone(&name), tree)));
            report.stopped.push(name);
            continue;
        }
        report.slow.push(Arc::clone(&name));
        kill(name, &active, within);
    }
    report
}

fn last_not_in(seen: &mut HashSet<Pid>) -> Option<(Arc<str>, Active)> {
    let actives = table::with(|table| table.actives());
    actives.into_iter().rev().find(|(_, active)| seen.insert(active.master.pid()))
}

fn kill(name: Arc<str>, active: &Active, within: Duration) {
    let master = active.master.pid();
    let Some(process) = directory::find(master) else {
        return;
    };
    table::with(|table| table.set_phase(&name, master, Phase::Killed));
    report::application(&*process, Event::ApplicationSlow { name, within });
    // The master first: then it does not go on to the next step.
    process.core().condemn(ExitReason::Killed);
    for left in directory::descendants(master) {
        left.core().condemn(ExitReason::Killed);
    }
}

/// What `main` returns when the applications that it has started are the program: it runs until the
/// system asks for its end or an application takes it down, then [`stop_all`] has its turn.
///
/// ```no_run
/// use switchboard::application::{self, ApplicationError, KeepRunning};
/// use switchboard::Restart;
///
/// #[switchboard::main]
/// async fn main() -> Result<KeepRunning, ApplicationError> {
///     // application::load(Shop)?;
///     application::ensure_all_started("shop", Restart::Permanent).await?;
///     Ok(KeepRunning)
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KeepRunning;
