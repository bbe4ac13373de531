//! Requests to a running server.

use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::consume_budget;

use super::event::{Hook, SysEvent};
use super::{Control, Statistics, Status};
use crate::gen_server::{GenServer, Limit, ServerCell, ServerEntry, ServerRef, StopError};
use crate::process::reply::{AnySlot, Leaving, Parties, Settled, Slot};
use crate::process::{self, ExitReason, LookupError, guard};

/// How long a request waits for its answer, as in OTP.
const PATIENCE: Duration = Duration::from_secs(5);

/// A running server, to be looked into: [`ServerRef::sys`].
///
/// Each request is served by the server itself between two messages, also while it is suspended. A
/// server that is busy for longer than five seconds, or [`within`](Self::within), does not answer.
///
/// # Errors
///
/// Every request fails with [`SysError::NoProc`] when there is no such server,
/// [`SysError::Timeout`] when it does not answer in time, [`SysError::Exited`] when it ends before it
/// has, and [`SysError::CallingSelf`] in the server itself.
///
/// # Examples
///
/// ```
/// use switchboard::prelude::*;
///
/// #[derive(GenServer, Default, Clone)]
/// struct Counter { total: u64 }
///
/// #[gen_server]
/// impl Counter {
///     #[call]
///     fn add(&mut self, by: u64) -> u64 { self.total += by; self.total }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let counter = Counter::start().await?;
/// let sys = counter.server().sys();
/// sys.statistics(true).await?;
/// counter.add(2).await?;
/// assert_eq!(sys.get_state().await?.total, 2);
/// sys.replace_state(|counter| Counter { total: counter.total * 10 }).await?;
/// assert_eq!(counter.add(1).await?, 21);
/// let statistics = sys.get_statistics().await?.expect("they are on");
/// assert_eq!((statistics.messages_in, statistics.messages_out), (2, 2));
/// # Ok(()) }
/// ```
#[derive(Debug)]
#[must_use = "it does nothing until it is asked"]
pub struct Sys<'a, S: GenServer> {
    server: &'a ServerRef<S>,
    within: Duration,
}

/// A request's answer on its way back; dropped without one, it lets the caller look for the reason.
struct Answer<R: Send + 'static> {
    slot: Arc<Slot<R>>,
}

impl<R: Send + 'static> Drop for Answer<R> {
    fn drop(&mut self) {
        self.slot.drop_unanswered();
    }
}

impl<'a, S: GenServer> Sys<'a, S> {
    pub(crate) fn new(server: &'a ServerRef<S>) -> Self {
        Self { server, within: PATIENCE }
    }

    /// How long each request waits for its answer, instead of five seconds.
    pub fn within(mut self, patience: Duration) -> Self {
        self.within = patience;
        self
    }

    async fn ask<R: Send + 'static>(
        &self,
        job: impl FnOnce(&mut S, &mut Control<S>, &ServerCell<S>) -> R + Send + 'static,
    ) -> Result<R, SysError> {
        consume_budget().await;
        let target = self.server.resolve().map_err(|error| match error {
            LookupError::NoProc => SysError::NoProc,
            LookupError::WrongServer(found) => SysError::WrongServer(found),
        })?;
        let pid = target.core.pid;
        let caller = process::current();
        if caller == Some(pid) {
            return Err(SysError::CallingSelf);
        }
        if target.core.ended().is_some() {
            return Err(SysError::NoProc);
        }
        let parties = Parties { server: pid, caller };
        let slot = Slot::<Result<R, ExitReason>>::of_call(None, parties);
        let answer = Answer { slot: Arc::clone(&slot) };
        target.cell().control(ServerEntry::Sys(Box::new(move |state, control, cell| {
            let outcome = guard::catch(|| job(state, control, cell));
            answer.slot.settle(Settled::Reply(outcome));
        })));
        let mut limit = Limit::new(self.within);
        let settled = limit.of(&target.core, poll_fn(|cx| slot.poll(cx))).await;
        match settled {
            None => {
                drop(slot.leave());
                Err(SysError::Timeout)
            }
            Some(Settled::Reply(outcome)) => outcome.map_err(SysError::Failed),
            Some(_) => match limit.end_of(&target.core, &Leaving(Slot::new())).await {
                Some(reason) => Err(SysError::Exited(reason)),
                None => Err(SysError::Timeout),
            },
        }
    }

    /// A copy of the state.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn get_state(&self) -> Result<S, SysError>
    where
        S: Clone,
    {
        self.ask(|state, _, _| state.clone()).await
    }

    /// What `look` finds in the state. It runs in the server.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says; [`SysError::Failed`] when `look` panics, and the server lives.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn inspect<R: Send + 'static>(
        &self,
        look: impl FnOnce(&S) -> R + Send + 'static,
    ) -> Result<R, SysError> {
        self.ask(|state, _, _| look(state)).await
    }

    /// Changes the state in place. A change that panics must have left it as it was.
    pub(crate) async fn change<R: Send + 'static>(
        &self,
        change: impl FnOnce(&mut S) -> R + Send + 'static,
    ) -> Result<R, SysError> {
        self.ask(|state, _, _| change(state)).await
    }

    /// Puts another state in place of the one that `make` is shown, and gives a copy of it. `make` runs
    /// in the server.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says; [`SysError::Failed`] when `make` panics: the state is as before, and the
    /// server lives.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn replace_state(
        &self,
        make: impl FnOnce(&S) -> S + Send + 'static,
    ) -> Result<S, SysError>
    where
        S: Clone,
    {
        self.ask(|state, _, _| {
            let next = make(state);
            *state = next.clone();
            next
        })
        .await
    }

    /// As [`replace_state`](Self::replace_state) for a state that cannot be copied: gives the one that
    /// was there before.
    ///
    /// # Errors
    ///
    /// As [`replace_state`](Self::replace_state).
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn swap_state(
        &self,
        make: impl FnOnce(&S) -> S + Send + 'static,
    ) -> Result<S, SysError> {
        self.ask(|state, _, _| {
            let next = make(state);
            std::mem::replace(state, next)
        })
        .await
    }

    /// Lets the server handle nothing but such requests, a stop, and the end of its parent, until it
    /// is resumed. What arrives waits in order; callers may run out of time. Twice is once.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn suspend(&self) -> Result<(), SysError> {
        self.ask(|_, control, _| control.suspended = true).await
    }

    /// Lets the server go on, with what arrived meanwhile. Twice is once.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn resume(&self) -> Result<(), SysError> {
        self.ask(|_, control, _| control.suspended = false).await
    }

    /// What the server says of itself; the state as far as
    /// [`format_status`](GenServer::format_status) shows it.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn get_status(&self) -> Result<Status, SysError> {
        self.ask(|state, control, cell| Status::of(state, control, cell)).await
    }

    /// Whether to print each event to standard error.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn trace(&self, on: bool) -> Result<(), SysError> {
        self.ask(move |_, control, _| control.debug.trace = on).await
    }

    /// Keeps the last `most` events; OTP's default is ten. `None` keeps none, and forgets those that
    /// were kept.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn log(&self, most: Option<usize>) -> Result<(), SysError> {
        self.ask(move |_, control, _| control.debug.log(most)).await
    }

    /// The events that were kept, the oldest first.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn get_log(&self) -> Result<Vec<SysEvent>, SysError> {
        self.ask(|_, control, _| control.debug.logged()).await
    }

    /// Whether to count messages.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn statistics(&self, on: bool) -> Result<(), SysError> {
        self.ask(move |_, control, _| control.debug.count(on)).await
    }

    /// What was counted; `None` when nothing is.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn get_statistics(&self) -> Result<Option<Statistics>, SysError> {
        self.ask(|_, control, _| control.debug.counted()).await
    }

    /// Shows each event to `hook`, which runs in the server and keeps what it wants to remember. It is
    /// removed when it says so, or panics. `false` when a hook of this name is there already.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn install(
        &self,
        id: impl Into<Arc<str>>,
        hook: impl FnMut(&SysEvent) -> Hook + Send + 'static,
    ) -> Result<bool, SysError> {
        let (id, hook) = (id.into(), Box::new(hook));
        self.ask(|_, control, _| control.debug.install(id, hook)).await
    }

    /// Removes a hook; `false` when there is none of this name.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn remove(&self, id: impl Into<Arc<str>>) -> Result<bool, SysError> {
        let id = id.into();
        self.ask(move |_, control, _| control.debug.remove(&id)).await
    }

    /// Lets something go wrong.
    #[cfg(feature = "test-util")]
    pub(crate) async fn add_fault(
        &self,
        plan: crate::testing::fault::Plan,
    ) -> Result<(), SysError> {
        self.ask(move |_, control, _| control.faults.add(plan)).await
    }

    /// Turns trace, log and statistics off and removes all hooks.
    ///
    /// # Errors
    ///
    /// As [`Sys`] says.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn no_debug(&self) -> Result<(), SysError> {
        self.ask(|_, control, _| control.debug = super::Debug::default()).await
    }

    /// Ends the server: what [`ServerRef::stop_with`] does.
    ///
    /// # Errors
    ///
    /// As [`ServerRef::stop_with`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn terminate(&self, reason: ExitReason) -> Result<(), StopError> {
        self.server.stop_with(reason, self.within).await.map(drop)
    }
}

/// Why a server did not answer a request.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum SysError {
    /// There is no such process.
    NoProc,
    /// It did not answer in time. It may still do what was asked.
    Timeout,
    /// A server cannot wait for its own answer.
    CallingSelf,
    /// It ended before it answered.
    Exited(ExitReason),
    /// The function that was sent to it panicked.
    Failed(ExitReason),
    /// The name is held by a process of this other type.
    WrongServer(&'static str),
}

impl fmt::Display for SysError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProc => f.write_str("no such process"),
            Self::Timeout => f.write_str("the server did not answer in time"),
            Self::CallingSelf => f.write_str("a server cannot wait for its own answer"),
            Self::Exited(reason) => write!(f, "the server ended: {reason}"),
            Self::Failed(reason) => write!(f, "the function that was sent failed: {reason}"),
            Self::WrongServer(found) => {
                write!(f, "the name is held by a {}", process::short_type(found))
            }
        }
    }
}

impl std::error::Error for SysError {}
