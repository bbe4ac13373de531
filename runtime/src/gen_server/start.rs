//! Starting a server.

use std::cell::Cell;
use std::future::poll_fn;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use super::on_caller::{self, Began};
use super::shifts::Birth;
use super::{GenServer, ServerCell, ServerRef};
use crate::clock;
use crate::process::core::{Core, Process};
use crate::process::lineage::Starter;
use crate::process::reply::{AnySlot, Parties, Settled, Slot};
use crate::process::{
    self, ExitReason, MonitorRef, Name, NoRuntime, NotInProcess, StartError, wait,
};

/// How to start one server.
///
/// # Examples
///
/// See [`GenServer`].
#[must_use = "nothing is started before `run`"]
pub struct Start<S: GenServer> {
    args: S::Args,
    how: How,
}

/// The part of a start that does not depend on the server's type.
#[derive(Clone, Debug)]
pub(crate) struct How {
    pub(crate) name: Option<Name>,
    /// What reports call the process, when its type says too little.
    pub(crate) kind: Option<&'static str>,
    pub(crate) link: bool,
    pub(crate) timeout: Duration,
    /// Where the starter finds its monitor, when it wants one.
    pub(crate) monitor: Option<Arc<OnceLock<MonitorRef>>>,
}

impl How {
    pub(crate) fn of<S: GenServer>() -> Self {
        Self { name: S::OPTIONS.name.map(Name::from), ..Self::unnamed() }
    }

    pub(crate) fn unnamed() -> Self {
        Self { name: None, kind: None, link: false, timeout: Duration::MAX, monitor: None }
    }
}

impl<S: GenServer> Start<S> {
    /// A start with what `init` gets.
    pub fn new(args: S::Args) -> Self {
        Self { args, how: How::of::<S>() }
    }

    /// The name to claim, instead of the one in the server's options.
    pub fn name(mut self, name: impl Into<Name>) -> Self {
        self.how.name = Some(name.into());
        self
    }

    /// Whether to link with the current process, if there is one.
    pub fn link(mut self, link: bool) -> Self {
        self.how.link = link;
        self
    }

    /// How long `init` may take.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.how.timeout = timeout;
        self
    }

    /// Starts the server and waits until `init` is done.
    ///
    /// `init` begins on the task that starts the server, and goes on in one of its own when it has to wait. With a
    /// [`timeout`](Self::timeout) it runs in its own from the start, so that also one that blocks its thread can be
    /// too late. Such a start fails when the block is over, for only then nothing is left running.
    ///
    /// # Errors
    ///
    /// [`StartError`]; then nothing is left running, and the name is free.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped before it is done, the half-started server is killed.
    pub async fn run(self) -> Result<S::Ref, StartError> {
        start_cell::<S>(self.args, &self.how)
            .await
            .map(|cell| S::Ref::from(ServerRef::to_cell(cell)))
    }
}

impl<S: GenServer> Start<S> {
    /// As [`run`](Self::run), watched by the current process from the server's first instruction on.
    ///
    /// The monitor yields its [`Down`](crate::Down) also when the start fails; there is none when
    /// not even a process came to be, because the name was taken or there is no runtime.
    ///
    /// # Errors
    ///
    /// [`NotInProcess`] outside of a process; nothing is started then.
    ///
    /// # Cancel safety
    ///
    /// As [`run`](Self::run). The monitor stands.
    pub async fn run_monitor(
        mut self,
    ) -> Result<(Result<S::Ref, StartError>, Option<MonitorRef>), NotInProcess> {
        process::current().ok_or(NotInProcess)?;
        let place = Arc::new(OnceLock::new());
        self.how.monitor = Some(Arc::clone(&place));
        let outcome = self.run().await;
        Ok((outcome, place.get().copied()))
    }
}

/// Kills a half-started process when its starter gives up.
struct Abandon<'a>(Option<&'a Core>);

impl Drop for Abandon<'_> {
    fn drop(&mut self) {
        if let Some(core) = self.0 {
            core.condemn(ExitReason::Killed);
        }
    }
}

/// How `init` went.
pub(super) type Outcome = Result<(), StartError>;

/// Tells the starter how `init` went. Dropped without a word, it lets the starter look for the
/// reason.
pub(super) struct Started {
    /// Until it is told; none for a starter with an [`Ear`].
    slot: Option<Arc<Slot<Outcome>>>,
}

impl Started {
    pub(super) fn at(slot: &Arc<Slot<Outcome>>) -> Self {
        Self { slot: Some(Arc::clone(slot)) }
    }

    pub(super) fn listened_for() -> Self {
        Self { slot: None }
    }

    /// A starter that is gone has killed the process already.
    pub(super) fn tell(mut self, server: &Core, outcome: Outcome) {
        let slot = self.slot.take();
        match slot.as_ref().or_else(|| server.known_extras()?.starter.get()) {
            Some(slot) => {
                slot.settle(Settled::Reply(outcome));
            }
            None => Ear::hear(server, outcome),
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        if let Some(slot) = &self.slot {
            slot.drop_unanswered();
        }
    }
}

thread_local! {
    /// Whether the server whose `init` runs here has told that it is done.
    static HEARD: Cell<bool> = const { Cell::new(false) };
}

/// A starter that runs `init` itself, and hears how it went without a place for that: it waits below it on
/// the stack. As soon as `init` waits, or fails, there is a slot.
pub(super) struct Ear<'a> {
    server: &'a Core,
    /// A server may start another one in its `init`.
    before: bool,
}

impl<'a> Ear<'a> {
    pub(super) fn of(server: &'a Core) -> Self {
        Self { server, before: HEARD.replace(false) }
    }

    fn hear(server: &Core, outcome: Outcome) {
        if outcome.is_ok() {
            HEARD.set(true);
        } else if let Some(extras) = server.extras() {
            extras.starter.get_or_init(Slot::new).settle(Settled::Reply(outcome));
        }
    }

    /// From now on `init` runs elsewhere.
    pub(super) fn leave_slot(&self) {
        if !HEARD.get()
            && let Some(extras) = self.server.extras()
        {
            extras.starter.get_or_init(Slot::new);
        }
    }

    /// What was heard.
    pub(super) fn began(self) -> Began {
        if HEARD.get() {
            return Began::Told;
        }
        let slot = self.server.known_extras().and_then(|extras| extras.starter.get());
        slot.map_or(Began::Silent, |slot| Began::Tells(Arc::clone(slot)))
    }
}

impl Drop for Ear<'_> {
    fn drop(&mut self) {
        HEARD.set(self.before);
    }
}

/// Starts a server and waits for its `init`.
pub(crate) async fn start_cell<S: GenServer>(
    args: S::Args,
    how: &How,
) -> Result<Arc<ServerCell<S>>, StartError> {
    let starter = Starter::current();
    // The wait for a name is a part of the start.
    let mut left = how.timeout;
    let cell = enroll::<S>(how, &starter, &mut left).await?;
    // Where the time of `init` has an end, it is watched from outside, for it may block its thread.
    let here = clock::is_endless(how.timeout) && on_caller::has_room().await;
    let (began, edge) = match starter.pid {
        // Who is no process waits in no ring, so that nothing has to be known before.
        None if here => (on_caller::launch_alone(&cell, args), None),
        _ => launch(&cell, args, starter, here),
    };
    let slot = match began {
        // What nearly every start comes to.
        Ok(Began::Told) => return Ok(cell),
        Ok(Began::Tells(slot)) => Some(slot),
        Ok(Began::Silent) => None,
        Err(no_runtime) => {
            let (process, parent): (Arc<dyn Process>, _) = (cell.clone(), cell.core().parent);
            process::withdraw(&process, parent);
            return Err(no_runtime.into());
        }
    };
    let mut abandon = Abandon(Some(cell.core()));
    let outcome = match slot {
        Some(slot) => clock::within(left, poll_fn(|cx| slot.poll(cx))).await,
        None => Some(Settled::Dropped),
    };
    drop(edge);
    let error = match outcome {
        Some(Settled::Reply(Ok(()))) => {
            abandon.0 = None;
            drop(abandon);
            return Ok(cell);
        }
        Some(Settled::Reply(Err(error))) => Some(error),
        // Killed or hit by an exit while `init` ran.
        Some(_) => None,
        None => {
            // The starter learns of the failure by the error, not by an exit.
            unlink(cell.core());
            cell.core().condemn(ExitReason::Killed);
            Some(StartError::Timeout)
        }
    };
    // The starter hears of a failure when the process is gone and its name is free.
    let reason = cell.core().wait_end().await;
    abandon.0 = None;
    Err(error.unwrap_or(StartError::Failed(reason)))
}

/// Starts the process, with a place for the outcome of `init`.
fn launch<S: GenServer>(
    cell: &Arc<ServerCell<S>>,
    args: S::Args,
    starter: Starter,
    here: bool,
) -> (Result<Began, NoRuntime>, Option<wait::Waiting>) {
    let server = cell.core().pid;
    let slot = Slot::of_call(None, Parties { server, caller: starter.pid });
    // An `init` that calls its starter finds the starter waiting here, and gets an error.
    let edge = wait::begin_with_new(starter.process, server, &slot);
    let birth = Birth { args, started: Started::at(&slot) };
    (on_caller::launch(cell, birth, here).map(|()| Began::Tells(slot)), Some(edge))
}

/// A new process, listed and linked, that does not run yet.
async fn enroll<S: GenServer>(
    how: &How,
    starter: &Starter,
    left: &mut Duration,
) -> Result<Arc<ServerCell<S>>, StartError> {
    let options = S::OPTIONS;
    let kind = how.kind.unwrap_or_else(S::kind);
    let link = starter.process.as_ref().filter(|_| how.link);
    let parent = starter.pid.filter(|_| how.link);
    // The memory comes first, and what is to be in it is made there: otherwise all of it would be moved.
    let cell = Arc::new_cyclic(|_| {
        let core = Core::new(kind, parent, options.trap_exit, starter.line());
        ServerCell::<S>::new(core, options.capacity, options.overflow)
    });
    loop {
        match process::enroll(cell.clone(), how.name.as_ref(), link) {
            Ok(()) => break,
            // The holder is on its way out: the name will be free when it is gone.
            Err(StartError::AlreadyStarted(pid)) => match process::doomed(pid) {
                Some(holder) => until_free(&holder, left).await?,
                None => return Err(StartError::AlreadyStarted(pid)),
            },
            Err(error) => return Err(error),
        }
    }
    if let Some(place) = &how.monitor
        && let Ok(monitor) = process::monitor(cell.core().pid)
    {
        // Only this start has the place.
        let _empty = place.set(monitor);
    }
    Ok(cell)
}

/// Waits for the end of a process that holds a name and is on its way out, unless it waits for this
/// very start.
async fn until_free(holder: &Arc<dyn Process>, left: &mut Duration) -> Result<(), StartError> {
    let pid = holder.core().pid;
    let me = process::current();
    let wait: Arc<dyn AnySlot> = Slot::<()>::new();
    let edge = wait::begin(me, pid, &wait).map_err(|_ring| StartError::AlreadyStarted(pid))?;
    if me == Some(pid) {
        return Err(StartError::AlreadyStarted(pid));
    }
    if !process::has_runtime() {
        return Err(StartError::NoRuntime);
    }
    let began = clock::now();
    let ended = clock::within(*left, holder.core().wait_end()).await;
    drop(edge);
    *left = left.saturating_sub(clock::now() - began);
    ended.map(drop).ok_or(StartError::Timeout)
}

/// Cuts the link with the starter, if there is one: it hears of a failed start as its result.
pub(super) fn unlink(server: &Core) {
    if let Some(parent) = server.parent {
        process::unlink_cores(server, parent);
    }
}
