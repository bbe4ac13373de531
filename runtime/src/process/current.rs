//! Which process the running code belongs to.

use std::cell::Cell;
use std::marker::PhantomData;

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
