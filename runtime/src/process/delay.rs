//! What a process does to others later, and what is sent by name: now, or when the time has come.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::oneshot;

use super::current::current;
use super::error::CastError;
use super::exit::ExitReason;
use super::inbox::Inbox;
use super::pid::Pid;
use super::plain::ProcessOptions;
use super::process_ref::ProcessRef;
use super::spawn::NoRuntime;
use super::timer::TimerRef;
use super::{directory, links};
use crate::clock::{self, Instant};

/// This moment, on the clock that all timers follow; it is tokio's, and stands still when a test
/// pauses it.
#[must_use]
pub fn now() -> Instant {
    clock::now()
}

/// Waits. Nothing at all for zero, for ever with [`Duration::MAX`].
///
/// A process that sleeps handles nothing. A timer whose message it handles is better in most cases.
///
/// # Cancel safety
///
/// Nothing is lost when the future is dropped.
pub async fn sleep(time: Duration) {
    if !time.is_zero() {
        clock::Timer::new(time).await;
    }
}

/// Sends an exit signal after a while, never early; see [`exit`](links::exit). The timer is gone
/// when its target has ended.
///
/// The signal comes from the process that sets the timer, whether that lives or not.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread", start_paused = true)] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use std::time::Duration;
/// use switchboard::ExitReason;
/// use switchboard::process::{self, Inbox};
///
/// let idle = process::spawn(|mut inbox: Inbox<()>| async move { inbox.message().await })?;
/// let timer = process::exit_after(Duration::from_secs(5), idle.pid(), ExitReason::Shutdown);
/// assert_eq!(timer.remaining(), Some(Duration::from_secs(5)));
/// assert_eq!(idle.ended().await, ExitReason::Shutdown);
/// # Ok(()) }
/// ```
pub fn exit_after(after: Duration, pid: Pid, reason: ExitReason) -> TimerRef {
    let from = current();
    let at = clock::deadline(after);
    let Some(process) = directory::find(pid) else {
        return TimerRef::dead(pid, at);
    };
    let action = Box::new(move || links::exit_from(from, pid, reason.clone()));
    let timer = process.core().add_timer(at, None, action);
    process.core().wake();
    timer
}

/// Kills a process after a while; as [`exit_after`] with [`ExitReason::Kill`].
pub fn kill_after(after: Duration, pid: Pid) -> TimerRef {
    exit_after(after, pid, ExitReason::Kill)
}

/// Sends a message to the plain process that holds `name`.
///
/// # Errors
///
/// [`CastError::NoProc`] gives the message back when nobody holds the name, or somebody with
/// messages of another type; [`CastError::Full`] when the mailbox takes no more.
pub fn send_name<M: Send + 'static>(name: &str, message: M) -> Result<(), CastError<M>> {
    match ProcessRef::whereis(name) {
        Ok(process) => process.send(message),
        Err(_) => Err(CastError::NoProc(message)),
    }
}

/// Sends a message after a while to whoever holds `name` by then; if nobody does, it falls.
///
/// The timer belongs to no process, so it stands when the one that has set it ends.
///
/// # Errors
///
/// [`NoRuntime`] outside of a tokio runtime.
pub fn send_name_after<M: Send + 'static>(
    name: impl Into<Arc<str>>,
    after: Duration,
    message: M,
) -> Result<TimerRef, NoRuntime> {
    let name = name.into();
    let mut message = Some(message);
    detached(clock::deadline(after), move || {
        if let (Some(message), Ok(process)) = (message.take(), ProcessRef::whereis(&name)) {
            process.deliver_timed(message, None);
        }
    })
}

/// What the process of a detached timer would be sent; it never is.
struct Delay;

/// A timer that belongs to no process but one of its own, which ends with it.
pub(crate) fn detached(
    at: Instant,
    mut action: impl FnMut() + Send + 'static,
) -> Result<TimerRef, NoRuntime> {
    let (alive, over) = oneshot::channel::<()>();
    let holder = ProcessOptions::new().spawn(|_inbox: Inbox<Delay>| async move {
        // Fired or cancelled: either way the action is dropped, and the sender with it.
        let _dropped = over.await;
    });
    // Nothing else can go wrong with a process that has neither name nor link.
    let holder = holder.map_err(|_| NoRuntime)?;
    Ok(holder.add_timer(at, None, move || {
        let _alive = &alive;
        action();
    }))
}
