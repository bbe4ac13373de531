//! The untyped half of a process: identity, life, links, monitors, who waits for its end.
//!
//! Every link, monitor and exit operation is one transition under the lock of `Life`, and the end
//! of a process takes its links and monitors out in the same critical section. That one rule gives
//! exactly one down per monitor, `NoProc` after the end, and no lost link.

use std::any::Any;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Waker;

use tokio::sync::oneshot;

use super::alias::Gate;
use super::deadline::Deadlines;
use super::dictionary::Dictionary;
use super::doing::Doing;
use super::exit::ExitReason;
use super::here;
use super::holdings::Holdings;
use super::lineage::{Line, Lineage};
use super::overdue::Overdue;
use super::pid::{IdState, Pid};
use super::reply::Due;
use super::signal::{Exit, Signal};
use super::timer::Timers;
use super::wait::Waits;
use crate::clock::Instant;
use crate::spare::give_back;
use crate::sync::Lock;
use crate::sync::model::{OnceLock, fence};

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

    /// What its code is busy with, by the name of the handler; `None` when that is not known.
    fn busy_with(&self) -> Option<&'static str> {
        self.core().doing.name()
    }

    /// Tells the process's own code, and callers, that it is about to end.
    fn shut(&self);

    /// Releases everything that belongs to the process's code; `None` while a caller still runs a
    /// handler. A destructor that panics is an error, and everything is released all the same.
    fn try_release(&self) -> Option<Result<(), ExitReason>>;

    /// Drops what is left in the mailbox, after everybody has been told.
    fn discard_mail(&self);

    /// Itself, to find the type again.
    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync>;
}

/// The untyped half of a process.
pub(crate) struct Core {
    pub(crate) pid: Pid,
    pub(crate) parent: Option<Pid>,
    /// What kind of process this is: the name of the server's type.
    pub(crate) kind: &'static str,
    pub(crate) waits: Waits,
    pub(crate) timers: Timers,
    deadlines: OnceLock<Arc<Deadlines>>,
    pub(crate) holdings: Holdings,
    pub(crate) line: Line,
    pub(crate) dictionary: Dictionary,
    pub(crate) doing: Doing,
    doomed: AtomicBool,
    waker: OnceLock<Waker>,
    life: Lock<Life>,
}

/// Boxed where it lies, for hardly any process has one, and there are very many processes.
type Downs = HashSet<u64, IdState>;

struct Life {
    trap_exit: bool,
    /// The reason of an exit that acts at the next await, or of the stop under way.
    doom: Option<ExitReason>,
    ended: Option<ExitReason>,
    /// Whether links and monitors have heard of the end.
    told: bool,
    name: Option<Arc<str>>,
    label: Option<Arc<str>>,
    links: HashSet<Pid, IdState>,
    /// Who watches this process: by the monitor's number.
    watchers: HashMap<u64, Watcher, IdState>,
    /// Whom this process watches.
    watching: HashMap<u64, Watching, IdState>,
    /// The monitors whose down waits in the mailbox. A down that is struck off here is not handed out.
    downs: Option<Box<Downs>>,
    waiting: Vec<oneshot::Sender<ExitReason>>,
}

impl Life {
    fn unlink(&mut self, peer: Pid) -> bool {
        let was = self.links.remove(&peer);
        give_back(&mut self.links);
        was
    }

    fn stop_watching(&mut self, id: u64) -> Option<Watching> {
        let was = self.watching.remove(&id);
        give_back(&mut self.watching);
        was
    }

    /// Forgets a down that waits in the mailbox; `false` when none does. Most processes wait for few,
    /// so the table goes with the last.
    fn strike_down(&mut self, id: u64) -> bool {
        let Some(downs) = &mut self.downs else {
            return false;
        };
        let struck = downs.remove(&id);
        give_back(&mut **downs);
        if downs.is_empty() {
            self.downs = None;
        }
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

/// What a process says about itself, all of one moment.
pub(crate) struct Facts {
    pub(crate) trap_exit: bool,
    pub(crate) name: Option<Arc<str>>,
    pub(crate) label: Option<Arc<str>>,
    pub(crate) links: Vec<Pid>,
    pub(crate) monitors: Vec<Pid>,
    pub(crate) monitored_by: Vec<Pid>,
}

/// Why a name could not be given to a process.
pub(crate) enum Unnameable {
    /// It has this one.
    Named(Arc<str>),
    /// It has begun to end.
    Ending,
}

/// What a process leaves behind when it ends.
pub(crate) struct Legacy {
    pub(crate) links: Vec<Pid>,
    pub(crate) watchers: Vec<(u64, Watcher)>,
    pub(crate) watching: Vec<(u64, Pid)>,
}

/// What an exit signal does to its receiver.
#[derive(Debug, PartialEq)]
pub(crate) enum Verdict {
    Ignore,
    Deliver,
    Die(ExitReason),
}

/// How an exit signal came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Via {
    /// Over a link, when the peer ended.
    Link,
    /// Sent on purpose, by another process or by nobody.
    Sent,
    /// Sent by the process to itself.
    Itself,
}

/// The rule of exit signals (Erlang's processes reference, "receiving exit signals").
pub(crate) fn verdict(reason: &ExitReason, via: Via, trapping: bool) -> Verdict {
    match (reason, via) {
        (ExitReason::Kill, Via::Sent | Via::Itself) => Verdict::Die(ExitReason::Killed),
        _ if trapping => Verdict::Deliver,
        (ExitReason::Normal, Via::Link | Via::Sent) => Verdict::Ignore,
        (reason, _) => Verdict::Die(reason.clone()),
    }
}

impl Core {
    /// A process that the current one starts.
    pub(crate) fn new(kind: &'static str, parent: Option<Pid>, trap_exit: bool) -> Self {
        Self::of_line(kind, parent, trap_exit, Lineage::below_current())
    }

    pub(crate) fn of_line(
        kind: &'static str,
        parent: Option<Pid>,
        trap_exit: bool,
        line: Line,
    ) -> Self {
        Self {
            pid: Pid::next(),
            parent,
            kind,
            waits: Waits::default(),
            timers: Timers::default(),
            deadlines: OnceLock::new(),
            holdings: Holdings::default(),
            line,
            dictionary: Dictionary::default(),
            doing: Doing::default(),
            doomed: AtomicBool::new(false),
            waker: OnceLock::new(),
            life: Lock::new(Life {
                trap_exit,
                doom: None,
                ended: None,
                told: false,
                name: None,
                label: None,
                links: HashSet::default(),
                watchers: HashMap::default(),
                watching: HashMap::default(),
                downs: None,
                waiting: Vec::new(),
            }),
        }
    }

    /// Where the deadlines of calls to this process are watched. Set once, before it runs.
    pub(crate) fn set_deadlines(&self, deadlines: Arc<Deadlines>) {
        let _only = self.deadlines.set(deadlines);
    }

    /// Whether the running code belongs to the runtime of this process, so that what a handler begins
    /// to wait for here goes on being driven there.
    #[inline]
    pub(crate) fn runs_here(&self) -> bool {
        let home = self.deadlines.get().map(|deadlines| deadlines.runtime);
        home.is_some() && home == here::runtime()
    }

    /// Releases the caller at `slot` when it still waits at `at`.
    pub(crate) fn watch(&self, at: Instant, slot: Arc<dyn Due>) {
        if let Some(deadlines) = self.deadlines.get() {
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

    /// Wakes the process's task; before its first poll there is nothing to wake.
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
        if let Some(waker) = self.waker.get() {
            waker.wake_by_ref();
        }
    }

    /// The reason that the process has to end for at its next await, if there is one.
    pub(crate) fn doom(&self) -> Option<ExitReason> {
        if !self.doomed.load(Ordering::Acquire) {
            return None;
        }
        self.life.lock().doom.clone()
    }

    /// Condemns the process: it ends with `reason` at its next await.
    pub(crate) fn condemn(&self, reason: ExitReason) {
        let mut life = self.life.lock();
        if life.ended.is_some() || self.doomed.load(Ordering::Relaxed) {
            return;
        }
        life.doom = Some(reason);
        self.doomed.store(true, Ordering::Release);
        drop(life);
        self.wake();
        if let Some(deadlines) = self.deadlines.get() {
            let (at, overdue) = Overdue::first(self.pid);
            deadlines.add(at, overdue);
        }
    }

    /// Notes that the process has begun to end by itself: it no longer counts as alive.
    pub(crate) fn begin_end(&self, reason: &ExitReason) {
        let mut life = self.life.lock();
        if life.doom.is_none() {
            life.doom = Some(reason.clone());
        }
    }

    /// Whether the process runs and has not begun to end.
    pub(crate) fn is_alive(&self) -> bool {
        let life = self.life.lock();
        life.ended.is_none() && life.doom.is_none()
    }

    /// Why the process ended, once it has.
    pub(crate) fn ended(&self) -> Option<ExitReason> {
        self.life.lock().ended.clone()
    }

    /// Waits for the end.
    pub(crate) async fn wait_end(&self) -> ExitReason {
        let receiver = {
            let mut life = self.life.lock();
            if let (true, Some(reason)) = (life.told, &life.ended) {
                return reason.clone();
            }
            // Waits that were given up must not pile up over a long life.
            if life.waiting.len() >= 32 && life.waiting.len() == life.waiting.capacity() {
                life.waiting.retain(|waiter| !waiter.is_closed());
            }
            let (sender, receiver) = oneshot::channel();
            life.waiting.push(sender);
            receiver
        };
        receiver.await.unwrap_or(ExitReason::NoProc)
    }

    /// Marks the end and hands out everyone who has to be told. Only the first call gets them.
    pub(crate) fn end(&self, reason: &ExitReason) -> Option<Legacy> {
        let mut life = self.life.lock();
        if life.ended.is_some() {
            return None;
        }
        life.ended = Some(reason.clone());
        Some(Legacy {
            links: std::mem::take(&mut life.links).into_iter().collect(),
            watchers: std::mem::take(&mut life.watchers).into_iter().collect(),
            watching: std::mem::take(&mut life.watching)
                .into_iter()
                .filter_map(|(id, watching)| Some((id, watching.target?)))
                .collect(),
        })
    }

    /// Tells everyone who waits outside of any process, now that links and monitors know.
    pub(crate) fn tell_waiting(&self) {
        let mut life = self.life.lock();
        life.told = true;
        let waiting = std::mem::take(&mut life.waiting);
        let reason = life.ended.clone().unwrap_or_default();
        drop(life);
        for waiter in waiting {
            // Whoever stopped waiting has no use for the answer.
            let _gone = waiter.send(reason.clone());
        }
    }

    /// Sets whether exit signals arrive as messages; gives back what was set before.
    pub(crate) fn set_trap_exit(&self, trap: bool) -> bool {
        std::mem::replace(&mut self.life.lock().trap_exit, trap)
    }

    /// Whether exit signals arrive as messages.
    pub(crate) fn traps_exit(&self) -> bool {
        self.life.lock().trap_exit
    }

    pub(crate) fn name(&self) -> Option<Arc<str>> {
        self.life.lock().name.clone()
    }

    /// Notes the name that the process holds from now on. Only the directory calls this, under its lock.
    pub(crate) fn note_name(&self, name: &Arc<str>) -> Result<(), Unnameable> {
        let mut life = self.life.lock();
        if life.ended.is_some() || life.doom.is_some() {
            return Err(Unnameable::Ending);
        }
        match &life.name {
            Some(held) => Err(Unnameable::Named(Arc::clone(held))),
            None => {
                life.name = Some(Arc::clone(name));
                Ok(())
            }
        }
    }

    /// Takes the name off the process. Only the directory calls this, under its lock.
    pub(crate) fn take_name(&self) -> Option<Arc<str>> {
        self.life.lock().name.take()
    }

    pub(crate) fn label(&self) -> Option<Arc<str>> {
        self.life.lock().label.clone()
    }

    pub(crate) fn set_label(&self, label: Option<Arc<str>>) -> Option<Arc<str>> {
        std::mem::replace(&mut self.life.lock().label, label)
    }

    /// What there is to say about the process; `None` once it has begun to end.
    pub(crate) fn facts(&self) -> Option<Facts> {
        let life = self.life.lock();
        if life.ended.is_some() || life.doom.is_some() {
            return None;
        }
        Some(Facts {
            trap_exit: life.trap_exit,
            name: life.name.clone(),
            label: life.label.clone(),
            links: life.links.iter().copied().collect(),
            monitors: life.watching.values().filter_map(|watching| watching.target).collect(),
            monitored_by: life.watchers.values().map(|watcher| watcher.by).collect(),
        })
    }

    /// Adds one end of a link; `false` when the process has ended.
    pub(crate) fn add_link(&self, peer: Pid) -> bool {
        let mut life = self.life.lock();
        if life.ended.is_some() {
            return false;
        }
        life.links.insert(peer);
        true
    }

    /// Removes one end of a link.
    pub(crate) fn remove_link(&self, peer: Pid) -> bool {
        self.life.lock().unlink(peer)
    }

    /// Adds a monitor on this process; `false` when it has ended.
    pub(crate) fn add_watcher(&self, id: u64, watcher: Watcher) -> bool {
        let mut life = self.life.lock();
        if life.ended.is_some() {
            return false;
        }
        life.watchers.insert(id, watcher);
        true
    }

    /// Removes a monitor on this process; `true` when it was active.
    pub(crate) fn remove_watcher(&self, id: u64) -> bool {
        let mut life = self.life.lock();
        let was = life.watchers.remove(&id);
        give_back(&mut life.watchers);
        was.is_some()
    }

    /// Notes a monitor that this process sets, and the alias that closes with it.
    pub(crate) fn note_watching(&self, id: u64, target: Option<Pid>, gate: Option<Gate>) {
        self.life.lock().watching.insert(id, Watching { target, gate });
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

    pub(crate) fn links(&self) -> Vec<Pid> {
        self.life.lock().links.iter().copied().collect()
    }

    /// Receives an exit signal.
    ///
    /// A trapped signal is queued under the lock of `Life`, so that it keeps its place among the
    /// other signals of the same sender.
    pub(crate) fn receive_exit(&self, process: &dyn Process, exit: Exit, via: Via) {
        let mut life = self.life.lock();
        if life.ended.is_some() {
            return;
        }
        if via == Via::Link && !life.unlink(exit.from) {
            // Unlinked in the meantime: nothing of that link may arrive any more.
            return;
        }
        match verdict(&exit.reason, via, life.trap_exit) {
            Verdict::Ignore => {}
            Verdict::Deliver => {
                process.deliver(Signal::Exit(exit));
            }
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
            life.downs.get_or_insert_default().insert(id);
        }
        drop(life);
        if let Some(gate) = watching.gate {
            gate.seal();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_exit_signals() {
        use ExitReason as R;
        let custom = || R::custom("why");
        let rows = [
            (R::Normal, Via::Link, false, Verdict::Ignore),
            (R::Normal, Via::Link, true, Verdict::Deliver),
            (R::Normal, Via::Sent, false, Verdict::Ignore),
            (R::Normal, Via::Sent, true, Verdict::Deliver),
            (R::Normal, Via::Itself, false, Verdict::Die(R::Normal)),
            (R::Normal, Via::Itself, true, Verdict::Deliver),
            (R::Kill, Via::Link, false, Verdict::Die(R::Kill)),
            (R::Kill, Via::Link, true, Verdict::Deliver),
            (R::Kill, Via::Sent, false, Verdict::Die(R::Killed)),
            (R::Kill, Via::Sent, true, Verdict::Die(R::Killed)),
            (R::Killed, Via::Link, false, Verdict::Die(R::Killed)),
            (R::Killed, Via::Link, true, Verdict::Deliver),
            (custom(), Via::Link, false, Verdict::Die(custom())),
            (custom(), Via::Sent, true, Verdict::Deliver),
            (custom(), Via::Itself, false, Verdict::Die(custom())),
        ];
        for (reason, via, trapping, expected) in rows {
            assert_eq!(verdict(&reason, via, trapping), expected, "{reason:?} {via:?} {trapping}");
        }
    }
}
