//! What one process does to another: links, monitors, exit signals.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::alias::Gate;
use super::core::{Core, Process, Watcher};
use super::current::current;
use super::directory;
use super::ending::Legacy;
use super::exit::ExitReason;
use super::hearing::Hearing;
use super::name::Name;
use super::pid::Pid;
use super::signal::{Down, Exit, MonitorRef};
use super::verdict::Via;

static MONITORS: AtomicU64 = AtomicU64::new(1);

/// The running code belongs to no process, so it has no links, monitors, traps or timers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotInProcess;

impl fmt::Display for NotInProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this code runs in no process: start it with `process::spawn` or in a server")
    }
}

impl std::error::Error for NotInProcess {}

/// Runs `f` with the current process.
pub(crate) fn with_current<R>(f: impl FnOnce(&Arc<dyn Process>) -> R) -> Result<R, NotInProcess> {
    let process = current().and_then(directory::find).ok_or(NotInProcess)?;
    Ok(f(&process))
}

/// Whether the process runs and has not begun to end.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// use switchboard::process;
///
/// let worker = process::spawn(|_inbox: process::Inbox<()>| async {}).unwrap();
/// worker.ended().await;
/// assert!(!process::is_alive(worker.pid()));
/// # }
/// ```
#[must_use]
pub fn is_alive(pid: Pid) -> bool {
    directory::find(pid).is_some_and(|process| process.core().is_alive())
}

/// How many processes there are.
#[must_use]
pub fn count() -> usize {
    directory::count()
}

/// Links the current process with another; linking twice is one link, linking to itself is nothing.
///
/// A process that is gone answers with an exit signal of reason
/// [`NoProc`](ExitReason::NoProc): a message for a process that traps exits, the end of one that does not.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn link(pid: Pid) -> Result<(), NotInProcess> {
    with_current(|me| {
        if me.core().pid != pid {
            link_cores(me, pid);
        }
    })
}

/// Links `me` with the process `pid`.
pub(crate) fn link_cores(me: &Arc<dyn Process>, pid: Pid) {
    let peer = directory::find(pid);
    link_both(me, peer.as_ref().map(|peer| peer.core()), pid);
}

/// Links `me` with the process `pid`, which is `peer` unless it is gone.
pub(crate) fn link_both(me: &Arc<dyn Process>, peer: Option<&Core>, pid: Pid) {
    let linked = peer.is_some_and(|peer| me.core().tie(peer));
    if !linked && me.core().add_link(pid) {
        let exit = Exit { from: pid, reason: ExitReason::NoProc };
        me.core().receive_exit(&**me, exit, Via::Link);
    }
}

/// Removes the link between the current process and another.
///
/// After it returns, no exit of that link arrives any more; one that is in the mailbox stays there.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn unlink(pid: Pid) -> Result<(), NotInProcess> {
    with_current(|me| unlink_cores(me.core(), pid))
}

/// Unlinks `me` from the process `pid`.
pub(crate) fn unlink_cores(me: &Core, pid: Pid) {
    match directory::find(pid) {
        Some(_) if pid == me.pid => {}
        Some(peer) => me.untie(peer.core()),
        None => {
            me.remove_link(pid);
        }
    }
}

/// The processes that the current one is linked with, in no order.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn links() -> Result<Vec<Pid>, NotInProcess> {
    with_current(|me| me.core().links())
}

/// Watches another process: one [`Down`] arrives when it ends, or at once if it has ended.
///
/// Each call makes a monitor of its own.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn monitor(pid: Pid) -> Result<MonitorRef, NotInProcess> {
    with_current(|me| monitor_as(me, Some(pid), None, None))
}

/// Watches the process that holds `name` at this moment; the [`Down`] carries the name.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn monitor_name(name: impl Into<Name>) -> Result<MonitorRef, NotInProcess> {
    monitor_named(&name.into())
}

pub(crate) fn monitor_named(name: &Name) -> Result<MonitorRef, NotInProcess> {
    with_current(|me| monitor_as(me, name.whereis(), Some(name.text()), None))
}

/// Watches nobody: the [`Down`] comes at once.
pub(crate) fn monitor_nobody() -> Result<MonitorRef, NotInProcess> {
    with_current(|me| monitor_as(me, None, None, None))
}

pub(crate) fn monitor_as(
    me: &Arc<dyn Process>,
    target: Option<Pid>,
    name: Option<Arc<str>>,
    gate: Option<Gate>,
) -> MonitorRef {
    let id = MONITORS.fetch_add(1, Ordering::Relaxed);
    let monitor = MonitorRef { id, target };
    me.core().note_watching(id, target, gate);
    let watched = target.and_then(directory::find).is_some_and(|process| {
        let watcher = Watcher { by: me.core().pid, name: name.clone() };
        process.core().add_watcher(id, watcher)
    });
    if !watched {
        let down = Down { monitor, pid: target, name, reason: ExitReason::NoProc };
        me.core().receive_down(&**me, down);
    }
    monitor
}

/// Ends a monitor; `true` when it was active, so that no [`Down`] of it arrives now or later.
///
/// `false` means that its down has been sent, and may wait in the mailbox, or that the monitor was
/// ended before. Ending a monitor twice is harmless.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn demonitor(monitor: MonitorRef) -> Result<bool, NotInProcess> {
    with_current(|me| demonitor_as(me.core(), monitor, false))
}

/// As [`demonitor`], and a [`Down`] of it that waits in the mailbox is dropped as well: after this,
/// none arrives, whatever the result says.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn demonitor_flush(monitor: MonitorRef) -> Result<bool, NotInProcess> {
    with_current(|me| demonitor_as(me.core(), monitor, true))
}

pub(crate) fn demonitor_as(me: &Core, monitor: MonitorRef, flush: bool) -> bool {
    let active = me.forget_watching(monitor.id, flush);
    if active && let Some(process) = monitor.target.and_then(directory::find) {
        process.core().remove_watcher(monitor.id);
    }
    active
}

/// Sends an exit signal; returns at once, also when the process is gone.
///
/// [`ExitReason::Kill`] cannot be trapped and ends its target with [`Killed`](ExitReason::Killed) at
/// its next await. [`Normal`](ExitReason::Normal) from another process is only seen by one that traps.
/// Every other reason ends a process that does not trap exits, and is an [`Exit`] message for one that does.
pub fn exit(pid: Pid, reason: ExitReason) {
    exit_from(current(), pid, reason);
}

/// Sends an exit signal in the name of `from`.
pub(crate) fn exit_from(from: Option<Pid>, pid: Pid, reason: ExitReason) {
    let Some(process) = directory::find(pid) else {
        return;
    };
    let via = if from == Some(pid) { Via::Itself } else { Via::Sent };
    // A bare task has no pid of its own: the signal then names its target.
    let exit = Exit { from: from.unwrap_or(pid), reason };
    process.core().receive_exit(&*process, exit, via);
}

/// Sets whether exit signals reach the current process as messages; gives back what was set before.
///
/// # Errors
///
/// [`NotInProcess`] outside of a process.
pub fn trap_exit(trap: bool) -> Result<bool, NotInProcess> {
    with_current(|me| me.core().set_trap_exit(trap))
}

/// Tells links and monitors of an end. The order is that of a process's termination in OTP.
pub(crate) fn tell(
    process: &dyn Process,
    legacy: &Legacy,
    reason: &ExitReason,
    hearing: &mut Hearing,
) {
    let pid = process.core().pid;
    for (id, target) in &legacy.watching {
        if let Some(target) = directory::find(*target) {
            target.core().remove_watcher(*id);
        }
    }
    for peer in &legacy.links {
        if let Some(peer) = directory::find(*peer) {
            let exit = Exit { from: pid, reason: reason.clone() };
            peer.core().hear_exit(exit, Via::Link, |exit| hearing.tell(&peer, exit));
        }
    }
    for (id, watcher) in &legacy.watchers {
        if let Some(by) = directory::find(watcher.by) {
            let monitor = MonitorRef { id: *id, target: Some(pid) };
            let name = watcher.name.clone();
            let down = Down { monitor, pid: Some(pid), name, reason: reason.clone() };
            by.core().receive_down(&*by, down);
        }
    }
}
