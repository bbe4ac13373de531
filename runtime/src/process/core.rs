//! The untyped half of a process: identity, life, links, monitors, who waits for its end.
//!
//! Every link, monitor and exit operation is one transition under the lock of `Life`, and the end
//! of a process takes its links and monitors out in the same critical section. That one rule gives
//! exactly one down per monitor, `NoProc` after the end, and no lost link.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::future::poll_fn;
use std::sync::Arc;
use std::task::Waker;

use tokio::runtime::Handle;

mod named;
mod ties;

use super::alias::Gate;
use super::deadline::Deadlines;
use super::doing::{Doing, Since};
use super::ending::{Legacy, Waiting};
use super::exit::ExitReason;
use super::extras::Place;
use super::hearing::Attend;
use super::here;
use super::lineage::Line;
use super::overdue::Overdue;
use super::peers::Peers;
use super::pid::{IdState, Pid};
use super::reply::{Due, Leaving, Settled, Slot};
use super::resting::Resting;
use super::signal::{Exit, Signal};
use super::spawn;
use super::stance::Stance;
use super::verdict::{Verdict, Via, verdict};
use crate::clock::Instant;
use crate::spare::give_back;
use crate::sync::model::{AtomicBool, Lock, OnceLock, Ordering, fence};

/// A process of any type.
pub(crate) trait Process: Send + Sync + 'static {
    /// Its untyped half.
    fn core(&self) -> &Core;

    /// Queues a notice of the runtime; `false` when it fell, for the process has ended or takes none.
    fn deliver(&self, signal: Signal) -> bool;

    /// How many user messages wait.
    fn mailbox_len(&self) -> usize {
        0
    }

    /// How many messages its mailbox has dropped because it was full.
    fn mailbox_dropped(&self) -> u64 {
        0
    }

    /// How its code stands, as far as that can be seen from outside.
    fn stance(&self) -> Stance {
        Stance::default()
    }

    /// Tells the process's own code, and callers, that it is about to end.
    fn shut(&self);

    /// Counts what is left in the mailbox of a process that ends for `reason`, and reports it if nobody
    /// else does. Nothing is queued any more. Gives whether something may be left to
    /// [discard](Self::discard_mail).
    fn count_left(&self, _reason: &ExitReason) -> bool {
        true
    }

    /// Releases everything that belongs to the process's code; `None` while a caller still runs a
    /// handler. A destructor that panics is an error, and everything is released all the same.
    fn try_release(&self) -> Option<Result<(), ExitReason>>;

    /// Drops what is left in the mailbox, after everybody has been told.
    fn discard_mail(&self) {}

    /// Releases who waits for something that the process owed, last of all.
    fn release_waiting(&self) {}

    /// Whether something waits for the process's code.
    fn has_work(&self) -> bool {
        false
    }

    /// Gives a task to a process that rests without one. Without a runtime it ends, as it would with its
    /// task.
    fn give_task(self: Arc<Self>, _runtime: Option<&Handle>) {}

    /// Takes the turn of a process that rests and acts upon exits on the spot; the exit comes back otherwise.
    fn attend(self: Arc<Self>, exit: Exit) -> Result<Box<dyn Attend>, Exit> {
        Err(exit)
    }

    /// Itself, to find the type again.
    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync>;
}

/// The untyped half of a process. What is touched seldom comes first: see [`Cell`](super::cell::Cell).
#[repr(C)]
pub(crate) struct Core {
    life: Lock<Life>,
    waker: OnceLock<Waker>,
    pub(super) extras: Place,
    pub(crate) line: Line,
    /// Where the deadlines of calls to this process are watched; none without a runtime.
    deadlines: Option<Arc<Deadlines>>,
    /// What kind of process this is: the name of the server's type.
    pub(crate) kind: &'static str,
    pub(crate) parent: Option<Pid>,
    pub(crate) pid: Pid,
    pub(crate) doing: Doing,
    pub(crate) since: Since,
    pub(super) resting: Resting,
    doomed: AtomicBool,
    /// Whether it has begun to end by itself.
    ends: AtomicBool,
    /// Whether it has, or had, a name.
    named: AtomicBool,
    /// Its supervisor reports how it stops, together with the others.
    collected: AtomicBool,
    /// Read and written under the lock of `Life`; it stands here because it takes no room here.
    trap_exit: AtomicBool,
}

#[derive(Default)]
struct Life {
    links: Peers,
    /// Boxed, for most processes have none of it while they live, and there are very many processes.
    rest: Option<Box<Rest>>,
}

#[derive(Default)]
struct Rest {
    /// The reason of an exit that acts at the next await, or of the stop under way.
    doom: Option<ExitReason>,
    ended: Option<ExitReason>,
    /// Whether links and monitors have heard of the end.
    told: bool,
    name: Option<Arc<str>>,
    label: Option<Arc<str>>,
    /// Who watches this process: by the monitor's number.
    watchers: HashMap<u64, Watcher, IdState>,
    /// Whom this process watches.
    watching: HashMap<u64, Watching, IdState>,
    /// The monitors whose down waits in the mailbox. A down that is struck off here is not handed out.
    downs: HashSet<u64, IdState>,
    waiting: Waiting,
}

impl Life {
    fn rest(&mut self) -> &mut Rest {
        self.rest.get_or_insert_default()
    }

    fn doom(&self) -> Option<&ExitReason> {
        self.rest.as_ref()?.doom.as_ref()
    }

    fn ended(&self) -> Option<&ExitReason> {
        self.rest.as_ref()?.ended.as_ref()
    }

    fn is_alive(&self) -> bool {
        self.doom().is_none() && self.ended().is_none()
    }

    fn name(&self) -> Option<&Arc<str>> {
        self.rest.as_ref()?.name.as_ref()
    }

    fn stop_watching(&mut self, id: u64) -> Option<Watching> {
        let rest = self.rest.as_mut()?;
        let was = rest.watching.remove(&id);
        give_back(&mut rest.watching);
        was
    }

    /// Forgets a down that waits in the mailbox; `false` when none does.
    fn strike_down(&mut self, id: u64) -> bool {
        let Some(rest) = &mut self.rest else {
            return false;
        };
        let struck = rest.downs.remove(&id);
        give_back(&mut rest.downs);
        struck
    }
}

/// One monitor, as the watched process keeps it.
pub(crate) struct Watcher {
    pub(crate) by: Pid,
    pub(crate) name: Option<Arc<str>>,
}

/// One monitor, as the process keeps it that has set it.
struct Watching {
    /// Whom it watches; nobody, when there was no such process.
    target: Option<Pid>,
    /// The alias that closes with the monitor.
    gate: Option<Gate>,
}

impl Core {
    #[inline]
    pub(crate) fn new(
        kind: &'static str,
        parent: Option<Pid>,
        trap_exit: bool,
        line: Line,
    ) -> Self {
        Self {
            pid: Pid::next(),
            parent,
            kind,
            deadlines: spawn::deadlines(),
            extras: Place::default(),
            line,
            doing: Doing::default(),
            since: Since::default(),
            resting: Resting::new(),
            doomed: AtomicBool::new(false),
            ends: AtomicBool::new(false),
            named: AtomicBool::new(false),
            collected: AtomicBool::new(false),
            trap_exit: AtomicBool::new(trap_exit),
            waker: OnceLock::new(),
            life: Lock::default(),
        }
    }

    /// The deadlines of its runtime.
    pub(super) fn deadlines(&self) -> Option<&Arc<Deadlines>> {
        self.deadlines.as_ref()
    }

    /// Whether there was a runtime with timers where this process was made.
    pub(super) fn has_runtime(&self) -> bool {
        self.deadlines.is_some()
    }

    /// Whether the running code belongs to the runtime of this process, so that what a handler begins
    /// to wait for here goes on being driven there.
    #[inline]
    pub(crate) fn runs_here(&self) -> bool {
        let home = self.runtime();
        home.is_some() && home == here::runtime()
    }

    /// The runtime that it was started on; `None` before it was.
    #[inline]
    pub(crate) fn runtime(&self) -> Option<tokio::runtime::Id> {
        self.deadlines.as_ref().map(|deadlines| deadlines.runtime)
    }

    /// Releases the caller at `slot` when it still waits at `at`.
    pub(crate) fn watch(&self, at: Instant, slot: Arc<dyn Due>) {
        if let Some(deadlines) = &self.deadlines {
            deadlines.add(at, slot);
        }
    }

    /// Remembers how to wake the process's task. A task's waker never changes.
    pub(crate) fn set_waker(&self, waker: &Waker) {
        if self.waker.get().is_none() {
            // Only the task itself comes here, so nobody else has set it.
            let _same = self.waker.set(waker.clone());
            fence(Ordering::SeqCst);
        }
    }

    /// Wakes the process's task, or gives it one. Before the first poll of a task there is nothing to wake.
    #[inline]
    pub(crate) fn wake(&self) {
        match self.waker.get() {
            Some(waker) => waker.wake_by_ref(),
            None => self.wake_unpolled(),
        }
    }

    /// The first poll sets the waker, then looks for work; who brings work does it in the reverse
    /// order. The two fences make one of them see the other.
    #[cold]
    fn wake_unpolled(&self) {
        fence(Ordering::SeqCst);
        match self.waker.get() {
            Some(waker) => waker.wake_by_ref(),
            None if self.resting.is_on() => self.end_rest(),
            None => {}
        }
    }

    /// Whether it has to end at its next await.
    #[inline]
    pub(crate) fn is_doomed(&self) -> bool {
        self.doomed.load(Ordering::Acquire)
    }

    /// The reason that the process has to end for at its next await, if there is one.
    #[inline]
    pub(crate) fn doom(&self) -> Option<ExitReason> {
        if self.is_doomed() { self.known_doom() } else { None }
    }

    #[cold]
    fn known_doom(&self) -> Option<ExitReason> {
        self.life.lock().doom().cloned()
    }

    /// Condemns the process: it ends with `reason` at its next await.
    pub(crate) fn condemn(&self, reason: ExitReason) {
        let mut life = self.life.lock();
        if life.ended().is_some() || self.doomed.load(Ordering::Relaxed) {
            return;
        }
        life.rest().doom = Some(reason);
        self.doomed.store(true, Ordering::Release);
        drop(life);
        self.wake();
        if let Some(deadlines) = &self.deadlines {
            let (at, overdue) = Overdue::first(self.pid);
            deadlines.add(at, overdue);
        }
    }

    /// Sets whether its supervisor reports how it stops.
    pub(crate) fn set_collected(&self, collected: bool) {
        self.collected.store(collected, Ordering::Relaxed);
    }

    /// Whether its supervisor reports how it stops.
    pub(crate) fn is_collected(&self) -> bool {
        self.collected.load(Ordering::Relaxed)
    }

    /// Notes that the process has begun to end by itself: it no longer counts as alive. Its task says so
    /// more than once.
    pub(crate) fn begin_end(&self, reason: &ExitReason) {
        if self.ends.load(Ordering::Relaxed) {
            return;
        }
        self.ends.store(true, Ordering::Relaxed);
        let mut life = self.life.lock();
        life.rest().doom.get_or_insert_with(|| reason.clone());
    }

    /// Whether the process runs and has not begun to end.
    pub(crate) fn is_alive(&self) -> bool {
        self.life.lock().is_alive()
    }

    /// Why the process ended, once it has.
    pub(crate) fn ended(&self) -> Option<ExitReason> {
        self.life.lock().ended().cloned()
    }

    /// Waits for the end.
    pub(crate) async fn wait_end(&self) -> ExitReason {
        let slot = Leaving(Slot::new());
        self.tell_end(&slot.0);
        match poll_fn(|cx| slot.0.poll(cx)).await {
            Settled::Reply(reason) => reason,
            // Nothing else settles it.
            _ => ExitReason::NoProc,
        }
    }

    /// Settles the slot with the reason when the process has ended; `false` when it has already.
    pub(crate) fn tell_end(&self, slot: &Arc<Slot<ExitReason>>) -> bool {
        let mut life = self.life.lock();
        let rest = life.rest();
        let ended = rest.ended.is_some();
        match &rest.ended {
            Some(reason) if rest.told => {
                let reason = reason.clone();
                drop(life);
                slot.settle(Settled::Reply(reason));
            }
            _ => rest.waiting.add(slot),
        }
        !ended
    }

    /// Marks the end and hands out everyone who has to be told. Only the first call gets them.
    pub(crate) fn end(&self, reason: &ExitReason) -> Option<Legacy> {
        let mut life = self.life.lock();
        if life.ended().is_some() {
            return None;
        }
        // In an order that does not depend on a hash, so that equal runs stay equal.
        let mut links = std::mem::take(&mut life.links).all();
        links.sort_unstable();
        let rest = life.rest();
        rest.ended = Some(reason.clone());
        // Nothing comes out of the mailbox any more.
        rest.downs = HashSet::default();
        let mut watchers: Vec<_> = std::mem::take(&mut rest.watchers).into_iter().collect();
        watchers.sort_unstable_by_key(|(id, _)| *id);
        rest.told = links.is_empty() && watchers.is_empty() && rest.watching.is_empty();
        Some(Legacy {
            has_one_heir: links.len() == 1 && watchers.is_empty() && rest.waiting.is_empty(),
            links,
            waiting: rest.told.then(|| std::mem::take(&mut rest.waiting)),
            watchers,
            watching: std::mem::take(&mut rest.watching)
                .into_iter()
                .filter_map(|(id, watching)| Some((id, watching.target?)))
                .collect(),
        })
    }

    /// Tells everyone who waits outside of any process, now that links and monitors know.
    pub(crate) fn tell_waiting(&self, legacy: &mut Legacy, reason: &ExitReason) {
        if let Some(waiting) = legacy.waiting.take() {
            return waiting.tell(reason);
        }
        let mut life = self.life.lock();
        let rest = life.rest();
        rest.told = true;
        let waiting = std::mem::take(&mut rest.waiting);
        drop(life);
        waiting.tell(reason);
    }

    /// Sets whether exit signals arrive as messages; gives back what was set before.
    pub(crate) fn set_trap_exit(&self, trap: bool) -> bool {
        let _life = self.life.lock();
        self.trap_exit.swap(trap, Ordering::Relaxed)
    }

    /// Whether exit signals arrive as messages.
    pub(crate) fn traps_exit(&self) -> bool {
        let _life = self.life.lock();
        self.trap_exit.load(Ordering::Relaxed)
    }

    /// Adds a monitor on this process; `false` when it has ended.
    pub(crate) fn add_watcher(&self, id: u64, watcher: Watcher) -> bool {
        let mut life = self.life.lock();
        if life.ended().is_some() {
            return false;
        }
        life.rest().watchers.insert(id, watcher);
        true
    }

    /// Removes a monitor on this process; `true` when it was active.
    pub(crate) fn remove_watcher(&self, id: u64) -> bool {
        let mut life = self.life.lock();
        let Some(rest) = &mut life.rest else {
            return false;
        };
        let was = rest.watchers.remove(&id);
        give_back(&mut rest.watchers);
        was.is_some()
    }

    /// Notes a monitor that this process sets, and the alias that closes with it.
    pub(crate) fn note_watching(&self, id: u64, target: Option<Pid>, gate: Option<Gate>) {
        self.life.lock().rest().watching.insert(id, Watching { target, gate });
    }

    /// Forgets a monitor that this process had set; `true` when it was active, so that no down of
    /// it will arrive. A queued one stays, unless `flush` says that it is not to be handed out.
    pub(crate) fn forget_watching(&self, id: u64, flush: bool) -> bool {
        let mut life = self.life.lock();
        let was = life.stop_watching(id);
        if flush {
            life.strike_down(id);
        }
        drop(life);
        let active = was.is_some();
        if let Some(gate) = was.and_then(|watching| watching.gate) {
            gate.close();
        }
        active
    }

    /// Whether a down that comes out of the mailbox is to be handed out.
    pub(crate) fn hand_out_down(&self, id: u64) -> bool {
        self.life.lock().strike_down(id)
    }

    /// Receives an exit signal.
    ///
    /// A trapped signal is queued under the lock of `Life`, so that it keeps its place among the
    /// other signals of the same sender.
    pub(crate) fn receive_exit(&self, process: &dyn Process, exit: Exit, via: Via) {
        self.hear_exit(exit, via, |exit| {
            process.deliver(Signal::Exit(exit));
        });
    }

    /// As [`receive_exit`](Self::receive_exit), with `deliver` for one that is trapped.
    pub(crate) fn hear_exit(&self, exit: Exit, via: Via, deliver: impl FnOnce(Exit)) {
        let mut life = self.life.lock();
        if life.ended().is_some() {
            return;
        }
        if via == Via::Link && !life.links.remove(exit.from) {
            // Unlinked in the meantime: nothing of that link may arrive any more.
            return;
        }
        match verdict(&exit.reason, via, self.trap_exit.load(Ordering::Relaxed)) {
            Verdict::Ignore => {}
            Verdict::Deliver => deliver(exit),
            Verdict::Die(reason) => {
                drop(life);
                self.condemn(reason);
            }
        }
    }

    /// Receives the down of a monitor that this process had set.
    pub(crate) fn receive_down(&self, process: &dyn Process, down: super::signal::Down) {
        let id = down.monitor.id;
        let mut life = self.life.lock();
        // Ended in the meantime, by a demonitor or with the process: then nothing of it may arrive.
        let Some(watching) = life.stop_watching(id) else {
            return;
        };
        if process.deliver(Signal::Down(down)) {
            life.rest().downs.insert(id);
        }
        drop(life);
        if let Some(gate) = watching.gate {
            gate.seal();
        }
    }
}
