//! The typed address of a server.

use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, Weak};
use std::time::Duration;

use super::call::Queue;
use super::server::{Inner, ServerEntry};
use super::{CallError, GenServer, IntoInfo, Message, Request, ServerCell};
use crate::clock::{self, Instant};
use crate::observe::handling::Origin;
use crate::observe::meter;
use crate::process::{
    self, CastError, ExitReason, LookupError, MonitorRef, Name, NotInProcess, Pid, Refused,
    TimerRef, Weight,
};
use crate::sync::Lock;
use crate::sys::Sys;

/// The address of a server: of one incarnation, of a supervisor's child across restarts, or of
/// whoever holds a name.
///
/// The handle that `#[gen_server]` generates wraps one; `handle.server()` gives it.
pub struct ServerRef<S: GenServer> {
    target: Target<S>,
}

enum Target<S: GenServer> {
    Cell(Arc<ServerCell<S>>),
    Child(Arc<ChildSlot<S>>),
    Name(Name),
}

/// Where a supervisor keeps the current incarnation of a child.
pub(crate) struct ChildSlot<S: GenServer>(Lock<Option<Arc<ServerCell<S>>>>);

impl<S: GenServer> ChildSlot<S> {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self(Lock::new(None)))
    }

    pub(crate) fn set(&self, cell: Arc<ServerCell<S>>) {
        let before = self.0.lock().replace(cell);
        drop(before);
    }
}

/// A server that an address leads to right now.
pub(crate) enum Resolved<'a, S: GenServer> {
    Borrowed(&'a Arc<ServerCell<S>>),
    Owned(Arc<ServerCell<S>>),
}

impl<S: GenServer> Resolved<'_, S> {
    #[inline]
    pub(crate) fn is_borrowed(&self) -> bool {
        matches!(self, Self::Borrowed(_))
    }

    pub(crate) fn cell(&self) -> &Arc<ServerCell<S>> {
        match self {
            Self::Borrowed(cell) => cell,
            Self::Owned(cell) => cell,
        }
    }
}

impl<S: GenServer> Clone for Resolved<'_, S> {
    fn clone(&self) -> Self {
        match self {
            Self::Borrowed(cell) => Self::Borrowed(cell),
            Self::Owned(cell) => Self::Owned(Arc::clone(cell)),
        }
    }
}

impl<S: GenServer> Deref for Resolved<'_, S> {
    type Target = Inner<S>;

    #[inline]
    fn deref(&self) -> &Inner<S> {
        &self.cell().inner
    }
}

impl<S: GenServer> ServerRef<S> {
    pub(crate) fn to_cell(cell: Arc<ServerCell<S>>) -> Self {
        Self { target: Target::Cell(cell) }
    }

    pub(crate) fn to_child(slot: Arc<ChildSlot<S>>) -> Self {
        Self { target: Target::Child(slot) }
    }

    /// The address of whoever holds `name`, now and later. Nobody has to hold it yet.
    ///
    /// Wrap it to have the server's methods: `CounterRef::from(ServerRef::named("counter"))`.
    pub fn named(name: impl Into<Name>) -> Self {
        Self { target: Target::Name(name.into()) }
    }

    /// The incarnation that holds `name` at this moment.
    ///
    /// # Errors
    ///
    /// [`LookupError::NoProc`] when nobody does, [`LookupError::WrongServer`] when a process of
    /// another type does.
    pub fn whereis(name: impl Into<Name>) -> Result<Self, LookupError> {
        by_name(&name.into()).map(Self::to_cell)
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a plain address stays in registers")]
    pub(crate) fn resolve(&self) -> Result<Resolved<'_, S>, LookupError> {
        match &self.target {
            Target::Cell(cell) => Ok(Resolved::Borrowed(cell)),
            Target::Child(_) | Target::Name(_) => self.look_up(),
        }
    }

    #[inline(never)]
    fn look_up(&self) -> Result<Resolved<'_, S>, LookupError> {
        match &self.target {
            Target::Cell(cell) => Ok(Resolved::Borrowed(cell)),
            Target::Child(slot) => {
                slot.0.lock().clone().map(Resolved::Owned).ok_or(LookupError::NoProc)
            }
            Target::Name(name) => by_name(name).map(Resolved::Owned),
        }
    }

    /// The identity of the process that this address leads to right now.
    #[must_use]
    pub fn pid(&self) -> Option<Pid> {
        self.resolve().ok().map(|cell| cell.core.pid)
    }

    /// Whether there is a process here that runs and has not begun to end.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.resolve().is_ok_and(|cell| cell.core.is_alive())
    }

    /// The server, to be looked into while it runs.
    pub fn sys(&self) -> Sys<'_, S> {
        Sys::new(self)
    }

    /// How many user messages wait.
    #[must_use]
    pub fn mailbox_len(&self) -> usize {
        self.resolve().map_or(0, |cell| cell.mailbox().len())
    }

    /// Calls the server with its default timeout; for servers written by hand. The handle's methods
    /// check the type of the reply when they are compiled, this one when it arrives.
    ///
    /// # Errors
    ///
    /// [`CallError`] when no reply comes.
    ///
    /// # Cancel safety
    ///
    /// A call whose future is dropped is not handled if it still waits; its reply is dropped.
    pub async fn call<R: Send + 'static>(&self, call: S::Call) -> Result<R, CallError> {
        Queue::to(self).call(None, call).await
    }

    /// As [`call`](Self::call), with a timeout of its own; [`Duration::MAX`] waits for ever.
    ///
    /// # Errors
    ///
    /// [`CallError`] when no reply comes.
    ///
    /// # Cancel safety
    ///
    /// As [`call`](Self::call).
    pub async fn call_within<R: Send + 'static>(
        &self,
        timeout: Duration,
        call: S::Call,
    ) -> Result<R, CallError> {
        Queue::to(self).call(Some(timeout), call).await
    }

    /// Sends a call now, whose reply is awaited later. Never waits; what keeps it from being sent is the
    /// request's outcome. As with [`call`](Self::call), the type of the reply is checked when it arrives.
    pub fn send_request<R: Send + 'static>(&self, call: S::Call) -> Request<R> {
        Request::send(self, call)
    }

    /// Casts: never waits, and tells nothing of what became of the message. A server that is gone
    /// lets it fall, as in OTP.
    ///
    /// # Errors
    ///
    /// The message comes back when the mailbox is full or the server is stopping.
    pub fn cast(&self, cast: S::Cast) -> Result<(), CastError<S::Cast>> {
        let origin = Origin::here();
        let outcome = self.post(|cell| {
            cell.send((cast, origin)).map_err(|refused| refused.map(|(cast, _)| cast))
        });
        outcome.map_err(|error| match error {
            CastError::Full(cast) => CastError::Full(note_refused::<S, _>(cast)),
            error => error,
        })
    }

    /// Sends a plain message, which arrives at its `#[info]` handler. Never waits.
    ///
    /// # Errors
    ///
    /// The message comes back when the mailbox is full or the server is stopping, and when this is
    /// the address of a name that nobody holds: a cast to such a name falls, a send does not.
    pub fn send(&self, info: impl IntoInfo<S>) -> Result<(), CastError<S::Info>> {
        if matches!(&self.target, Target::Name(name) if by_name::<S>(name).is_err()) {
            return Err(CastError::NoProc(info.into_info()));
        }
        let origin = Origin::here();
        let info = info.into_info();
        let outcome = self
            .post(|cell| cell.queue(info, Weight::Cast, |info| ServerEntry::Info(info, origin)));
        outcome.map_err(|error| match error {
            CastError::Full(info) => CastError::Full(note_refused::<S, _>(info)),
            error => error,
        })
    }

    #[inline]
    pub(super) fn post<M>(
        &self,
        send: impl FnOnce(&Inner<S>) -> Result<(), Refused<M>>,
    ) -> Result<(), CastError<M>> {
        let Ok(cell) = self.resolve() else {
            return Ok(());
        };
        match send(&cell) {
            Ok(()) | Err(Refused::Closed(_)) => {}
            Err(Refused::Full(message)) => return Err(CastError::Full(message)),
            // Between its end and the closing of its mailbox there is no server any more.
            Err(Refused::Stopping(_)) if cell.core.ended().is_some() => {}
            Err(Refused::Stopping(message)) => return Err(CastError::Stopping(message)),
        }
        Ok(())
    }

    /// Sends an info past the capacity of the mailbox; `false` when there is no such process.
    pub(crate) fn notice(&self, info: S::Info) -> bool {
        let Ok(cell) = self.resolve() else {
            return false;
        };
        cell.cell().control(ServerEntry::TimedInfo(info));
        cell.core.ended().is_none()
    }

    /// Sends `info` after a while, never early; `None` when there is no such process. The timer
    /// dies with the process that this address leads to now. For a name, it is for whoever holds it
    /// by then, and belongs to no process.
    pub fn send_after(&self, after: Duration, info: impl IntoInfo<S>) -> Option<TimerRef> {
        self.send_at(clock::deadline(after), info)
    }

    /// Sends `info` when `at` has come, at once if it is past; see [`process::now`]. Otherwise as
    /// [`send_after`](Self::send_after).
    pub fn send_at(&self, at: Instant, info: impl IntoInfo<S>) -> Option<TimerRef> {
        self.at(at, ServerEntry::TimedInfo(info.into_info()))
    }

    /// Casts after a while, never early; as [`send_after`](Self::send_after).
    pub fn cast_after(&self, after: Duration, cast: S::Cast) -> Option<TimerRef> {
        self.at(clock::deadline(after), ServerEntry::TimedCast(cast))
    }

    fn at(&self, at: Instant, entry: ServerEntry<S>) -> Option<TimerRef> {
        if let Target::Name(name) = &self.target {
            let (name, mut entry) = (name.clone(), Some(entry));
            let timer = process::detached(at, move || {
                if let (Ok(cell), Some(entry)) = (by_name::<S>(&name), entry.take()) {
                    cell.control(entry);
                }
            });
            return timer.ok();
        }
        let cell = self.resolve().ok()?;
        let weak = Arc::downgrade(cell.cell());
        Some(start_timer(&weak, cell.core.pid, at, entry))
    }

    /// Sends an exit signal; see [`process::exit`]. A process that is gone is no error.
    pub fn exit(&self, reason: ExitReason) {
        if let Some(pid) = self.pid() {
            process::exit(pid, reason);
        }
    }

    /// Kills the server: it ends at its next await, without `terminate`.
    pub fn kill(&self) {
        self.exit(ExitReason::Kill);
    }

    /// Waits for the end of the process that this address leads to now, and gives its reason.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn ended(&self) -> ExitReason {
        match self.resolve() {
            Ok(cell) => cell.core.wait_end().await,
            Err(_) => ExitReason::NoProc,
        }
    }

    /// Watches the server from the current process; see [`process::monitor`].
    ///
    /// # Errors
    ///
    /// [`NotInProcess`] outside of a process.
    pub fn monitor(&self) -> Result<MonitorRef, NotInProcess> {
        match (&self.target, self.pid()) {
            (Target::Name(name), _) => process::monitor_named(name),
            (_, Some(pid)) => process::monitor(pid),
            (_, None) => process::monitor_nobody(),
        }
    }
}

/// Notes that a message goes back to its sender, because the mailbox is full.
pub(super) fn note_refused<S: GenServer, M: Message>(message: M) -> M {
    meter::refused(S::kind(), message.name());
    message
}

fn by_name<S: GenServer>(name: &Name) -> Result<Arc<ServerCell<S>>, LookupError> {
    let process = name.process().ok_or(LookupError::NoProc)?;
    let found = process.core().kind;
    process.into_any().downcast().map_err(|_| LookupError::WrongServer(found))
}

/// Queues `entry` after a while, on the clock of the process that it is for.
pub(super) fn start_timer<S: GenServer>(
    cell: &Weak<ServerCell<S>>,
    pid: Pid,
    at: Instant,
    entry: ServerEntry<S>,
) -> TimerRef {
    let weak = Weak::clone(cell);
    let mut entry = Some(entry);
    add_timer(cell, pid, at, None, move || {
        if let (Some(cell), Some(entry)) = (weak.upgrade(), entry.take()) {
            cell.control(entry);
        }
    })
}

/// Does `tick` again and again.
pub(super) fn start_interval<S: GenServer>(
    cell: &Weak<ServerCell<S>>,
    pid: Pid,
    every: Duration,
    tick: impl FnMut() + Send + 'static,
) -> TimerRef {
    add_timer(cell, pid, clock::deadline(every), Some(every), tick)
}

fn add_timer<S: GenServer>(
    cell: &Weak<ServerCell<S>>,
    pid: Pid,
    at: Instant,
    every: Option<Duration>,
    action: impl FnMut() + Send + 'static,
) -> TimerRef {
    match cell.upgrade() {
        Some(cell) => {
            let timer = cell.core().add_timer(at, every, Box::new(action));
            cell.core().wake();
            timer
        }
        None => TimerRef::dead(pid, at),
    }
}

impl<S: GenServer> AsRef<Self> for ServerRef<S> {
    fn as_ref(&self) -> &Self {
        self
    }
}

impl<S: GenServer> Clone for ServerRef<S> {
    fn clone(&self) -> Self {
        let target = match &self.target {
            Target::Cell(cell) => Target::Cell(Arc::clone(cell)),
            Target::Child(slot) => Target::Child(Arc::clone(slot)),
            Target::Name(name) => Target::Name(name.clone()),
        };
        Self { target }
    }
}

impl<S: GenServer> fmt::Debug for ServerRef<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = process::short_type(S::kind());
        match (&self.target, self.pid()) {
            (Target::Name(name), _) => write!(f, "ServerRef({kind} {name:?})"),
            (_, Some(pid)) => write!(f, "ServerRef({kind} {pid})"),
            (_, None) => write!(f, "ServerRef({kind} not started)"),
        }
    }
}
