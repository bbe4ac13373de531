//! The process behind a task: code and a result, no mailbox.

use std::any::{Any, type_name};
use std::sync::Arc;

use crate::process::core::{Core, Process};
use crate::process::lineage::Lineage;
use crate::process::reply::{AnySlot, Settled, Slot};
use crate::process::{self, ExitReason, Pid, Signal, StartError};

/// The process of a task.
pub(super) struct TaskCell {
    core: Core,
}

impl Process for TaskCell {
    fn core(&self) -> &Core {
        &self.core
    }

    fn deliver(&self, _signal: Signal) -> bool {
        // A task has no mailbox: what it traps or watches has nowhere to go.
        false
    }

    fn shut(&self) {}

    fn try_release(&self) -> Option<Result<(), ExitReason>> {
        // Its state is its future, which is gone by now.
        Some(Ok(()))
    }

    fn discard_mail(&self) {}

    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}

/// The promise of a result. Dropped without one, it lets the owner look for the reason.
struct Promise<T: Send + 'static> {
    slot: Arc<Slot<T>>,
    pid: Pid,
}

impl<T: Send + 'static> Promise<T> {
    fn keep(self, value: T) {
        self.slot.settle(Settled::Reply(value));
    }
}

impl<T: Send + 'static> Drop for Promise<T> {
    fn drop(&mut self) {
        self.slot.drop_unanswered(self.pid);
    }
}

/// A process for `code`, linked with `link`; its result goes to `slot`. `caller` asked for it.
pub(super) fn launch<T, F>(
    code: F,
    slot: Arc<Slot<T>>,
    link: Option<Pid>,
    caller: Option<Pid>,
) -> Result<Arc<TaskCell>, StartError>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let kind = type_name::<super::Task<T>>();
    let core = Core::of_line(kind, link, false, Lineage::of_task(caller));
    let cell = Arc::new(TaskCell { core });
    let process: Arc<dyn Process> = cell.clone();
    let promise = Promise { slot, pid: cell.core.pid };
    process::enroll(&process, None, link)?;
    let run = async move {
        promise.keep(code.await);
        ExitReason::Normal
    };
    if let Err(no_runtime) = process::launch(Arc::clone(&cell), run) {
        process::withdraw(&process, link);
        return Err(no_runtime.into());
    }
    Ok(cell)
}
