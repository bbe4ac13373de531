//! Which process the running code belongs to.

use std::cell::Cell;
use std::marker::PhantomData;

use super::directory;
use super::pid::Pid;

thread_local! {
    static CURRENT: Cell<u64> = const { Cell::new(0) };
}

/// The process whose code runs here; `None` in a bare task or thread.
///
/// # Examples
///
/// ```
/// assert!(switchboard::process::current().is_none());
/// ```
#[must_use]
pub fn current() -> Option<Pid> {
    Pid::from_u64(CURRENT.get())
}

/// Who asked for the work that the current process does, nearest first: the owner of a task, then
/// the owner of that one if it is a task too, and so on. Empty in anything but a task.
///
/// A supervisor that starts a task for somebody is not among them. A very long chain is cut at its
/// far end.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use switchboard::{Task, process};
///
/// let outer = Task::spawn(async {
///     let inner = Task::spawn(async { process::callers() });
///     (process::current(), inner.await)
/// });
/// let (outer, callers) = outer.await?;
/// assert_eq!(callers?, [outer.expect("a task is a process")]);
/// # Ok(()) }
/// ```
#[must_use]
pub fn callers() -> Vec<Pid> {
    let process = current().and_then(directory::find);
    process.map_or_else(Vec::new, |process| process.callers().to_vec())
}

/// Makes `pid` the current process until the guard is dropped.
#[inline]
pub(crate) fn enter(pid: Pid) -> Entered {
    Entered { before: CURRENT.replace(pid.as_u64()), on_this_thread: PhantomData }
}

/// Restores the previous process.
pub(crate) struct Entered {
    before: u64,
    on_this_thread: PhantomData<*const ()>,
}

impl Drop for Entered {
    #[inline]
    fn drop(&mut self) {
        CURRENT.set(self.before);
    }
}
