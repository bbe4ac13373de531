//! Processes without a task.
//!
//! Who starts a server runs its `init`, as who calls one runs its handler. A server that has come to rest
//! by then has nothing for a task to do, and gets none before somebody first wakes it.

use super::core::Core;
use super::directory;
use crate::sync::model::{AtomicBool, Ordering, fence};

/// Whether a process rests without a task, so that who wakes it has to give it one.
#[derive(Debug)]
pub(crate) struct Resting(AtomicBool);

impl Resting {
    pub(super) fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    /// Lets the process rest, unless `has_work` says that something came in before this. `false` when
    /// there is something to do, and nobody else who will.
    ///
    /// It is as with the first poll of a task: who brings work looks whether the process rests, who lets
    /// it rest looks for work, each after the other's is done, and the fences make one of them see it.
    pub(super) fn begin(&self, has_work: impl FnOnce() -> bool) -> bool {
        self.0.store(true, Ordering::Relaxed);
        fence(Ordering::SeqCst);
        !has_work() || !self.end()
    }

    /// Ends the rest; `true` for the one that has ended it, who has to do what there is to do.
    pub(super) fn end(&self) -> bool {
        self.0.load(Ordering::Relaxed)
            && self.0.compare_exchange(true, false, Ordering::AcqRel, Ordering::Relaxed).is_ok()
    }

    /// Takes up again what was ended, without a look at what came in.
    pub(super) fn go_on(&self) {
        self.0.store(true, Ordering::Release);
    }

    pub(super) fn is_on(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Core {
    /// Takes over from a process that rests without a task: on `true`, whoever asked is what drives it
    /// from now on.
    pub(crate) fn take_over(&self) -> bool {
        self.resting.end()
    }

    /// Gives a task to a process that rests without one. What came in before is seen by its first poll.
    #[cfg(not(switchboard_loom))]
    #[cold]
    pub(super) fn end_rest(&self) {
        let Some(deadlines) = self.deadlines() else {
            return;
        };
        // With the end of the runtime comes that of the process, and it may rest until then.
        deadlines.while_open(|runtime| {
            if self.resting.end()
                && let Some(process) = directory::find(self.pid)
            {
                process.give_task(Some(runtime));
            }
        });
    }
}

#[cfg(switchboard_loom)]
impl Core {
    /// There is no runtime in a model: whoever gets here has taken over.
    pub(super) fn end_rest(&self) {
        self.take_over();
    }
}

/// The end of a runtime: the processes on it that have no task end as those do whose task is dropped.
pub(super) fn end_all(runtime: tokio::runtime::Id) {
    let on_it = |core: &Core| core.runtime() == Some(runtime) && core.resting.is_on();
    for process in directory::those(on_it) {
        if process.core().resting.end() {
            process.give_task(None);
        }
    }
}
