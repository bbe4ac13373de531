//! Which tokio runtime the running code belongs to, for the price of a look at the task's number.

use std::cell::Cell;

use tokio::runtime::{Handle, Id};
use tokio::task;

thread_local! {
    /// The task that was looked at last, and its runtime. A task never changes its runtime.
    static LAST: Cell<Option<(task::Id, Id)>> = const { Cell::new(None) };
}

/// The runtime of the running code; `None` outside of any.
#[inline]
pub(crate) fn runtime() -> Option<Id> {
    let task = task::try_id();
    match (task, LAST.get()) {
        (Some(task), Some((last, runtime))) if task == last => Some(runtime),
        _ => look(task),
    }
}

/// Whether the running code belongs to a runtime.
pub(crate) fn has_runtime() -> bool {
    runtime().is_some()
}

#[cold]
fn look(task: Option<task::Id>) -> Option<Id> {
    let runtime = Handle::try_current().ok()?.id();
    if let Some(task) = task {
        LAST.set(Some((task, runtime)));
    }
    Some(runtime)
}
