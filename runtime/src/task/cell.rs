//! The process behind a task: code and a result, no mailbox.

use std::any::{Any, type_name};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::clock;
use crate::observe::ProcessKind;
use crate::process::core::{Core, Process};
use crate::process::lineage::Lineage;
use crate::process::reply::{AnySlot, Settled, Slot};
use crate::process::stance::{Holder, Stance};
use crate::process::{self, ExitReason, IntoExit, Name, Pid, Signal, StartError, directory, guard};
use crate::report;
use crate::sync::Lock;

/// The process of a task.
pub(crate) struct TaskCell {
    core: Core,
    /// What it runs, for reports.
    function: &'static str,
    /// Where its result is waited for.
    outlet: Option<Arc<dyn Outlet>>,
    /// Who falls with it although they are not linked.
    heir: Lock<Option<Pid>>,
    /// It took longer than it was given.
    late: AtomicBool,
}

impl TaskCell {
    /// Whether it was killed because its time was up.
    pub(super) fn was_late(&self) -> bool {
        self.late.load(Ordering::Acquire)
    }

    /// Kills it, which concerns nobody but those who asked for it.
    pub(super) fn kill(&self) {
        *self.heir.lock() = None;
        self.core.condemn(ExitReason::Killed);
    }

    fn limit(self: &Arc<Self>, limit: Duration) {
        if clock::is_endless(limit) {
            return;
        }
        let weak = Arc::downgrade(self);
        let ring = move || {
            if let Some(cell) = weak.upgrade() {
                cell.late.store(true, Ordering::Release);
                cell.kill();
            }
        };
        self.core.add_timer(clock::deadline(limit), None, Box::new(ring));
    }
}

impl Process for TaskCell {
    fn core(&self) -> &Core {
        &self.core
    }

    fn deliver(&self, _signal: Signal) -> bool {
        // A task has no mailbox: what it traps or watches has nowhere to go.
        false
    }

    fn stance(&self) -> Stance {
        let (kind, holder, code) = (ProcessKind::Task, Holder::Unknown, Some(self.function));
        Stance { kind, holder, code, ..Stance::default() }
    }

    fn shut(&self) {}

    fn try_release(&self) -> Option<Result<(), ExitReason>> {
        // Its state is its future, which is gone by now.
        Some(Ok(()))
    }

    fn release_waiting(&self) {
        let reason = self.core.ended().unwrap_or_default();
        let heir = self.heir.lock().take();
        if !reason.is_normal()
            && let Some(heir) = heir.and_then(directory::find)
            && !heir.core().traps_exit()
        {
            heir.core().condemn(reason.clone());
        }
        // Whoever waits for a result hears of the end after links and monitors have.
        if let Some(outlet) = &self.outlet {
            // A value that nobody takes is dropped there, and its destructor may fail.
            drop(guard::catch(|| outlet.end(&reason)));
        }
    }

    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}

/// The way to whoever waits for a task.
trait Outlet: Send + Sync {
    /// The task has ended, and everybody has been told.
    fn end(&self, reason: &ExitReason);
}

impl<T: Send + 'static> Outlet for Slot<T> {
    fn end(&self, reason: &ExitReason) {
        self.release(reason);
    }
}

/// Keeps a value back until its task has ended.
struct Late<T> {
    slot: Arc<Slot<T>>,
    value: Lock<Option<T>>,
}

impl<T: Send + 'static> Outlet for Late<T> {
    fn end(&self, reason: &ExitReason) {
        let value = self.value.lock().take();
        match value {
            Some(value) => drop(self.slot.settle(Settled::Reply(value))),
            None => self.slot.release(reason),
        }
    }
}

/// How a task comes into the world.
#[derive(Default)]
pub(super) struct Birth {
    /// The name to claim.
    pub(super) name: Option<Name>,
    /// The process that starts it.
    pub(super) parent: Option<Pid>,
    /// Whether it is linked with that one.
    pub(super) link: bool,
    /// Another process to link it with.
    pub(super) owner: Option<Pid>,
    /// Who falls with it without a link.
    pub(super) heir: Option<Pid>,
    /// Who asked for it.
    pub(super) caller: Option<Pid>,
    /// How long it may take.
    pub(super) limit: Option<Duration>,
}

impl Birth {
    /// A task that the current process starts.
    pub(super) fn here() -> Self {
        let me = process::current();
        Self { parent: me, caller: me, ..Self::default() }
    }

    /// The same for the current process, a supervisor, to start.
    pub(super) fn of_parent(self) -> Self {
        Self { parent: process::current(), link: true, ..self }
    }
}

/// Starts a task whose result goes to `slot`.
pub(super) fn launch<T, F>(
    code: F,
    slot: Arc<Slot<T>>,
    birth: Birth,
) -> Result<Arc<TaskCell>, StartError>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let result = Arc::clone(&slot);
    run(code, Some(slot), birth, move |value| {
        result.settle(Settled::Reply(value));
        ExitReason::Normal
    })
}

/// Starts a task whose result goes to `slot` when it has ended and is gone.
pub(super) fn launch_late<T, F>(
    code: F,
    slot: Arc<Slot<T>>,
    birth: Birth,
) -> Result<Arc<TaskCell>, StartError>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let late = Arc::new(Late { slot, value: Lock::new(None) });
    let result = Arc::clone(&late);
    run(code, Some(late), birth, move |value| {
        *result.value.lock() = Some(value);
        ExitReason::Normal
    })
}

/// Starts a task whose result nobody waits for: it is the reason that the task ends with.
pub(super) fn launch_silent<F>(code: F, birth: Birth) -> Result<Arc<TaskCell>, StartError>
where
    F: Future<Output: IntoExit> + Send + 'static,
{
    run(code, None, birth, IntoExit::into_exit)
}

fn run<F, R>(
    code: F,
    outlet: Option<Arc<dyn Outlet>>,
    birth: Birth,
    result: R,
) -> Result<Arc<TaskCell>, StartError>
where
    F: Future + Send + 'static,
    R: FnOnce(F::Output) -> ExitReason + Send + 'static,
{
    let Birth { name, parent, link, owner, heir, caller, limit } = birth;
    let cell = Arc::new(TaskCell {
        core: Core::new("Task", parent, false, Lineage::of_task(caller)),
        function: type_name::<F>(),
        outlet,
        heir: Lock::new(heir),
        late: AtomicBool::new(false),
    });
    let process: Arc<dyn Process> = cell.clone();
    let link = parent.filter(|_| link);
    let linked = link.and_then(process::directory::find);
    process::enroll(Arc::clone(&process), name.as_ref(), linked.as_ref())?;
    if let Some(owner) = owner {
        process::link_cores(&process, owner);
    }
    if let Some(limit) = limit {
        cell.limit(limit);
    }
    let me = Arc::clone(&cell);
    let body = async move {
        let reason = match guard::caught(code).await {
            Ok(value) => result(value),
            Err(reason) => reason,
        };
        if reason.is_abnormal() {
            report::crashed(&*me, &reason, Some(me.function), None, None);
        }
        reason
    };
    if let Err(no_runtime) = process::launch(Arc::clone(&cell), body) {
        for peer in [link, owner] {
            process::withdraw(&process, peer);
        }
        return Err(no_runtime.into());
    }
    Ok(cell)
}
