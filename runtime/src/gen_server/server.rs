//! A server as a process: its body, its entries, its part in the end.

use std::any::Any;
use std::sync::Arc;

use tokio::runtime::Handle;

use super::serve::shift;
use super::shifts::Shifts;
use super::visit::Visit;
use super::{Context, GenServer, Message, ReplyPort};
use crate::observe::handling::Origin;
use crate::observe::{ProcessKind, meter};
use crate::process::cell::{Cell, Guarded, Held};
use crate::process::core::{Core, Process};
use crate::process::hearing::Attend;
use crate::process::reply::AnySlot;
use crate::process::stance::{Holder, Stance};
use crate::process::stopping::{self, Left};
use crate::process::{self, Entry, Exit, ExitReason, Overflow, Pid, Queued, Signal, Weight, guard};
use crate::report;
use crate::schedule::{self, Run, Schedule};
use crate::supervisor;
use crate::sys::{self, Control};

/// What the run token of a server guards.
pub(crate) struct Body<S: GenServer> {
    pub(crate) state: S,
    pub(crate) cx: Context<S>,
}

impl<S: GenServer> Guarded for Body<S> {}

impl<S: GenServer> Guarded for ServerEntry<S> {}

/// One entry of a server's mailbox.
pub(crate) enum ServerEntry<S: GenServer> {
    Call {
        call: S::Call,
        from: ReplyPort,
    },
    Cast(S::Cast, Origin),
    /// A message of a protocol.
    Visit(Box<dyn Visit<S>>),
    Info(S::Info, Origin),
    /// Behind a pointer, because every entry is as large as the largest kind.
    Signal(Box<Signal>),
    /// A run of the declared schedule with this index.
    Every {
        index: usize,
        run: Run,
    },
    /// A run of a schedule that was set at run time.
    Planned {
        info: S::Info,
        run: Run,
    },
    /// What a timer sends: past the capacity, which counts what senders push.
    TimedCast(S::Cast),
    TimedInfo(S::Info),
    /// One tick of no interval, with an index that the server knows.
    Alarm(usize),
    /// A tick of an interval that was set at run time.
    Tick {
        info: S::Info,
        queued: Queued,
    },
    /// What became of a task.
    Outcome(S::Info),
    /// Nothing arrived for as long as was asked; counts only if nothing did since.
    Idle(u64),
    Stop(ExitReason),
    /// A request of `sys`.
    Sys(sys::Job<S>),
}

impl<S: GenServer> ServerEntry<S> {
    pub(crate) fn call((call, from): (S::Call, ReplyPort)) -> Self {
        Self::Call { call, from }
    }

    /// The way back to whoever waits for what becomes of it.
    fn from(&self) -> Option<&ReplyPort> {
        match self {
            Self::Call { from, .. } => Some(from),
            Self::Visit(visit) => visit.from(),
            _ => None,
        }
    }

    /// Who waits for what becomes of it.
    pub(crate) fn caller(&self) -> Option<Pid> {
        self.from().and_then(ReplyPort::caller)
    }

    /// Where somebody waits for what becomes of it.
    pub(super) fn slot(&self) -> Option<&Arc<dyn AnySlot>> {
        self.from().and_then(ReplyPort::slot)
    }

    /// Counts it among what is not handled.
    fn note(&self, left: &mut Left) {
        match self.weight() {
            Weight::Control => {}
            Weight::Call if self.slot().is_some_and(|slot| slot.is_given_up()) => {
                left.abandoned += 1;
            }
            Weight::Call => left.returned += 1,
            Weight::Cast => {
                // A name is the user's code.
                let name = guard::catch(|| self.name()).unwrap_or("a message without a name");
                *left.discarded.entry(name).or_default() += 1;
            }
        }
    }

    /// Where it comes from, if somebody has sent it.
    pub(super) fn origin(&self) -> Option<&Origin> {
        match self {
            Self::Call { from, .. } => Some(from.origin()),
            Self::Visit(visit) => Some(visit.origin()),
            Self::Cast(_, origin) | Self::Info(_, origin) => Some(origin),
            _ => None,
        }
    }

    /// The name for reports.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Call { call, .. } => call.name(),
            Self::Cast(cast, _) | Self::TimedCast(cast) => cast.name(),
            Self::Visit(visit) => visit.name(),
            Self::Info(info, _)
            | Self::TimedInfo(info)
            | Self::Tick { info, .. }
            | Self::Planned { info, .. }
            | Self::Outcome(info) => info.name(),
            Self::Signal(signal) => signal.name(),
            Self::Idle(_) | Self::Alarm(_) => "timeout",
            Self::Every { .. } => "every",
            Self::Stop(_) => "stop",
            Self::Sys(_) => "sys",
        }
    }
}

impl<S: GenServer> Entry for ServerEntry<S> {
    /// A cast.
    type Light = (S::Cast, Origin);

    #[inline]
    fn of((cast, origin): Self::Light) -> Self {
        Self::Cast(cast, origin)
    }

    fn weight(&self) -> Weight {
        match self {
            Self::Call { .. } => Weight::Call,
            Self::Cast(..) | Self::Info(..) => Weight::Cast,
            Self::Visit(visit) => visit.weight(),
            Self::Signal(_)
            | Self::Every { .. }
            | Self::Planned { .. }
            | Self::TimedCast(_)
            | Self::TimedInfo(_)
            | Self::Alarm(_)
            | Self::Tick { .. }
            | Self::Outcome(_)
            | Self::Idle(_)
            | Self::Stop(_)
            | Self::Sys(_) => Weight::Control,
        }
    }

    fn note_dropped(&self) {
        meter::dropped(S::kind(), self.name());
    }
}

/// The cell of a server.
pub(crate) type Inner<S> = Cell<Body<S>, ServerEntry<S>>;

/// The token of a server in somebody's hand.
pub(crate) type ServerHeld<C, S> = Held<C, Body<S>, ServerEntry<S>>;

/// A server as others see it.
pub(crate) struct ServerCell<S: GenServer> {
    pub(crate) inner: Inner<S>,
}

impl<S: GenServer> ServerCell<S> {
    /// Starts the schedules that the server has declared.
    pub(super) fn start_schedules(self: &Arc<Self>, schedules: Vec<Schedule>) {
        if schedules.is_empty() {
            return;
        }
        let (process, weak): (Arc<dyn Process>, _) = (self.clone(), Arc::downgrade(self));
        schedule::declare(&process, schedules, move |index, run| {
            if let Some(cell) = weak.upgrade() {
                cell.control(ServerEntry::Every { index, run });
            }
        });
    }

    #[inline]
    pub(crate) fn new(core: Core, capacity: usize, overflow: Overflow) -> Self {
        let inlet = crate::process::Inlet::new(capacity, overflow);
        Self { inner: Cell::new(core, inlet) }
    }

    pub(crate) fn core(&self) -> &Core {
        &self.inner.core
    }

    /// Queues something of the runtime; a server that has ended lets it fall: `false`.
    pub(crate) fn control(&self, entry: ServerEntry<S>) -> bool {
        self.inner.control(entry)
    }

    /// Drops messages that are not handled, and counts them.
    pub(super) fn let_fall(&self, entries: impl IntoIterator<Item = ServerEntry<S>>) {
        let mut left = Left::default();
        let counted = entries.into_iter().inspect(|entry| entry.note(&mut left));
        drop(guard::drop_each(counted));
        self.note_left(left);
    }

    fn note_left(&self, left: Left) {
        if !left.is_empty()
            && let Some(extras) = self.core().extras()
        {
            extras.ending.note_left(left);
        }
    }

    /// Keeps what `sys` has set. A server that has something to keep lets no caller in.
    pub(super) fn keep_control(&self, control: Box<Control<S>>) {
        if let Some(extras) = self.core().extras() {
            *extras.aside.lock() = Some(control);
        }
    }

    /// What `sys` has set in an earlier shift.
    pub(super) fn take_control(&self) -> Option<Box<Control<S>>> {
        if !self.inner.token.is_barred() {
            return None;
        }
        let aside = self.core().known_extras()?.aside.lock().take();
        aside?.downcast().ok()
    }

    pub(crate) fn note_deferred(&self, slot: &Arc<dyn AnySlot>) {
        let Some(extras) = self.core().extras() else {
            return;
        };
        let mut deferred = extras.deferred.lock();
        if deferred.len() >= 8 && deferred.len() == deferred.capacity() {
            // Answered ones are struck off before the list grows, so that it stays near what is open.
            deferred.retain(|slot| slot.upgrade().is_some_and(|slot| slot.has_caller()));
        }
        deferred.push(Arc::downgrade(slot));
    }
}

impl<S: GenServer> Process for ServerCell<S> {
    fn core(&self) -> &Core {
        &self.inner.core
    }

    fn deliver(&self, signal: Signal) -> bool {
        self.control(ServerEntry::Signal(Box::new(signal)))
    }

    fn mailbox_len(&self) -> usize {
        self.inner.mailbox().len()
    }

    fn mailbox_dropped(&self) -> u64 {
        self.inner.mailbox().dropped()
    }

    fn stance(&self) -> Stance {
        let (token, mailbox) = (&self.inner.token, self.inner.mailbox());
        let holder = if token.is_held() { Holder::Somebody } else { Holder::Nobody };
        let suspended = token.is_suspended();
        let kind = S::process_kind();
        Stance { kind, holder, suspended, capacity: mailbox.bound(), code: None }
    }

    fn shut(&self) {
        // Its task says so more than once.
        if self.inner.token.is_shut() {
            return;
        }
        if let Some(waiting) = self.inner.mailbox().stop()
            && waiting > 0
            && let Some(extras) = self.core().extras()
        {
            extras.ending.begin(waiting);
        }
    }

    fn count_left(&self, reason: &ExitReason) -> bool {
        let entries = self.inner.mailbox().close();
        let is_left = !entries.is_empty();
        if is_left {
            let mut left = Left::default();
            for entry in &entries {
                entry.note(&mut left);
            }
            self.note_left(left);
            self.inner.mailbox().keep(entries);
        }
        let is_known = self.core().known_extras().is_some() || self.mailbox_dropped() > 0;
        if is_known && !self.core().is_collected() {
            let report = stopping::report(self, Some(reason.clone()), None);
            if report.is_notable() {
                report::stopped(self, report);
            }
        }
        is_left
    }

    fn try_release(&self) -> Option<Result<(), ExitReason>> {
        let released = self.inner.release()?;
        if let Some(mut control) = self.take_control() {
            self.let_fall(control.take_waiting());
        }
        Some(released)
    }

    fn discard_mail(&self) {
        // What a destructor of a message does is nobody's business any more.
        drop(guard::drop_each(self.inner.mailbox().close()));
    }

    fn release_waiting(&self) {
        let Some(extras) = self.core().known_extras() else {
            return;
        };
        let deferred = std::mem::take(&mut *extras.deferred.lock());
        let reason = self.core().ended().unwrap_or_default();
        for slot in deferred.iter().filter_map(std::sync::Weak::upgrade) {
            slot.release(&reason);
        }
    }

    fn has_work(&self) -> bool {
        self.inner.token.has_work()
    }

    fn give_task(self: Arc<Self>, runtime: Option<&Handle>) {
        process::give_task(self, Shifts::at_rest(shift::<S>), runtime);
    }

    fn attend(self: Arc<Self>, exit: Exit) -> Result<Box<dyn Attend>, Exit> {
        match S::process_kind() {
            ProcessKind::Supervisor => supervisor::attend(self.into_any(), exit),
            _ => Err(exit),
        }
    }

    fn into_any(self: Arc<Self>) -> Arc<dyn Any + Send + Sync> {
        self
    }
}
