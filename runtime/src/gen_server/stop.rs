//! Stopping a server, and waiting for room in its mailbox.

use std::fmt;
use std::future::poll_fn;
use std::sync::Arc;
use std::time::Duration;

use super::call::not_found;
use super::delivery::Limit;
use super::on_caller::{self, Asked};
use super::server::ServerEntry;
use super::server_ref::Resolved;
use super::{CallError, Callee, GenServer, ServerRef, Shutdown};
use crate::clock;
use crate::process::overdue::PATIENCE;
use crate::process::reply::{AnySlot, Leaving, Slot};
use crate::process::{self, ExitReason, Ring, StopMode, StopReport, stance, stopping, wait};

impl<S: GenServer> ServerRef<S> {
    /// Asks the server to stop normally, and waits for its end.
    ///
    /// # Errors
    ///
    /// As [`stop_with`](Self::stop_with), but never [`StopError::Timeout`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub fn stop(&self) -> impl Future<Output = Result<StopReport, StopError>> + Send {
        // Not a future around another, through which the report would be moved.
        self.stop_with(ExitReason::Normal, Duration::MAX)
    }

    /// Asks the server to stop with `reason` after the messages that wait before the request, and
    /// waits for its end: when this returns `Ok`, its state is dropped and its name is free.
    ///
    /// # Errors
    ///
    /// [`StopError::NoProc`] when it is gone, [`StopError::CallingSelf`] in the server itself,
    /// [`StopError::Deadlock`] when the server waits for the one that stops it,
    /// [`StopError::Exited`] when it ended for another reason, [`StopError::Timeout`] when it is too
    /// slow; the request then still stands.
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn stop_with(
        &self,
        reason: ExitReason,
        within: Duration,
    ) -> Result<StopReport, StopError> {
        let cell = self.to_stop()?;
        let began = clock::now();
        let ended = ask_to_stop(&cell, &reason, within).await?;
        if ended != reason {
            return Err(StopError::Exited(ended));
        }
        Ok(stopping::report(&**cell.cell(), Some(ended), Some(clock::now() - began)))
    }

    /// Stops the server normally, with a mode for this one stop in place of its own `on_stop`. Its door
    /// closes at once: from now on senders and callers get `Stopping`.
    ///
    /// But for [`StopMode::Drain`], the wait has an end: what the server does after the last message that it
    /// may begin may take as long as its own `shutdown` allows, then it is killed. A handler that blocks its
    /// thread cannot be killed; a second later it is not waited for any more, and
    /// [`StopReport::reason`] is `None`.
    ///
    /// # Errors
    ///
    /// [`StopError::NoProc`] when it is gone, [`StopError::CallingSelf`] in the server itself,
    /// [`StopError::Deadlock`] when the server waits for the one that stops it. Another end than a normal
    /// one is no error here: the report has it.
    ///
    /// # Cancel safety
    ///
    /// The stop goes on when the future is dropped, with its times.
    ///
    /// # Examples
    ///
    /// See [`StopReport`].
    pub async fn stop_mode(&self, mode: StopMode) -> Result<StopReport, StopError> {
        let cell = self.to_stop()?;
        if cell.core.ended().is_some() {
            return Err(StopError::NoProc);
        }
        let slot: Arc<dyn AnySlot> = Slot::<()>::new();
        // Whoever waits for an end is in a ring if the server waits for it.
        let _edge =
            wait::begin(process::current(), cell.core.pid, &slot).map_err(StopError::Deadlock)?;
        let began = clock::now();
        let patience = match S::OPTIONS.shutdown {
            Shutdown::After(limit) if !clock::is_endless(limit) => Some(limit),
            Shutdown::After(_) | Shutdown::Infinity => None,
            Shutdown::BrutalKill => Some(Duration::ZERO),
        };
        stopping::order(&**cell.cell(), mode, patience);
        cell.cell().control(ServerEntry::Stop(ExitReason::Normal));
        let core = &cell.core;
        let end_within =
            |time: Duration| async move { Limit::new(time).of(core, core.wait_end()).await };
        let patience = patience.unwrap_or(Duration::MAX);
        let ended = match mode {
            StopMode::Drain => end_within(Duration::MAX).await,
            StopMode::DrainFor(time) => match end_within(time.saturating_add(PATIENCE)).await {
                // A handler that waits has been cut, so one that goes on blocks its thread.
                None if stopping::handlers_are_done(core) => end_within(patience).await,
                ended => ended,
            },
            StopMode::Now => end_within(patience.saturating_add(PATIENCE)).await,
        };
        if ended.is_none() {
            stopping::note_overdue(&**cell.cell());
        }
        Ok(stopping::report(&**cell.cell(), ended, Some(clock::now() - began)))
    }

    fn to_stop(&self) -> Result<Resolved<'_, S>, StopError> {
        let cell = self.resolve().map_err(|_| StopError::NoProc)?;
        if process::current() == Some(cell.core.pid) {
            return Err(StopError::CallingSelf);
        }
        Ok(cell)
    }

    /// Waits until the mailbox has room for one more message: for senders of casts, which never wait
    /// themselves. Those who wait are let through in the order in which they came.
    ///
    /// Room is not kept: a sender that did not wait may be faster, and the cast is
    /// [`Full`](crate::CastError::Full) again.
    ///
    /// # Errors
    ///
    /// [`CallError`] when there is no such server, it is stopping, or it is or waits for the one that
    /// waits here.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped, but for the place in the line.
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::prelude::*;
    ///
    /// #[derive(GenServer, Default)]
    /// #[server(mailbox = 1)]
    /// struct Sink { seen: u32 }
    ///
    /// #[gen_server]
    /// impl Sink {
    ///     #[cast]
    ///     fn put(&mut self) { self.seen += 1 }
    ///
    ///     #[call]
    ///     fn seen(&self) -> u32 { self.seen }
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let sink = Sink::start().await?;
    /// for _ in 0..100 {
    ///     while sink.put().is_err() {
    ///         sink.server().ready().await?;
    ///     }
    /// }
    /// assert_eq!(sink.seen().await?, 100);
    /// # Ok(()) }
    /// ```
    pub async fn ready(&self) -> Result<(), CallError> {
        tokio::task::consume_budget().await;
        let to = Callee { server: S::kind(), message: "ready" };
        let cell = self.resolve().map_err(|error| not_found(error, to))?;
        if process::current() == Some(cell.core.pid) {
            return Err(CallError::CallingSelf { to });
        }
        let slot: Arc<dyn AnySlot> = Slot::<()>::new();
        let _edge = wait::begin(process::current(), cell.core.pid, &slot)
            .map_err(|ring| CallError::Deadlock { to, ring })?;
        let mut place = cell.mailbox().line_up();
        poll_fn(|cx| place.poll(cx)).await;
        if cell.core.ended().is_some() {
            return Err(CallError::NoProc { to });
        }
        if cell.token.is_shut() { Err(CallError::Stopping { to }) } else { Ok(()) }
    }
}

/// Asks a server to stop, and waits for its end; why it ended.
async fn ask_to_stop<S: GenServer>(
    server: &Resolved<'_, S>,
    reason: &ExitReason,
    within: Duration,
) -> Result<ExitReason, StopError> {
    let (cell, me) = (server.cell(), process::current());
    // Where the time has an end, the server is waited for from outside, for it may block its thread.
    let here = clock::is_endless(within) && on_caller::has_room().await;
    // Who is no process waits in no ring, so that nothing has to be known before.
    let mut asked = false;
    if here && me.is_none() {
        match on_caller::stop(cell, reason) {
            Asked::Ended(ended) => return Ok(ended),
            Asked::Yes => asked = true,
            Asked::No => {}
        }
    }
    let slot = Leaving(Slot::new());
    if !cell.core().tell_end(&slot.0) && !asked {
        return Err(StopError::NoProc);
    }
    let _edge = wait::begin_at(me, cell.core().pid, &slot.0).map_err(StopError::Deadlock)?;
    let asked = asked || here && !matches!(on_caller::stop(cell, reason), Asked::No);
    if !asked {
        cell.control(ServerEntry::Stop(reason.clone()));
    }
    let ended = Limit::new(within).end_at(cell.core(), &slot).await;
    ended.ok_or_else(|| StopError::Timeout { running: stance::running(&**cell) })
}

/// Why a stop did not go as asked.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum StopError {
    /// There is no such process.
    NoProc,
    /// A server cannot wait for its own end.
    CallingSelf,
    /// It ended, for another reason.
    Exited(ExitReason),
    /// It did not end in time; it will still stop when it gets to it.
    Timeout {
        /// What it handled then, by the name of the handler; `None` when no handler ran.
        running: Option<&'static str>,
    },
    /// It waits, directly or through others, for the process that wants to stop it. It was not asked.
    Deadlock(Ring),
}

impl fmt::Display for StopError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoProc => f.write_str("no such process"),
            Self::CallingSelf => f.write_str("a server cannot wait for its own end: use `cx.stop`"),
            Self::Exited(reason) => write!(f, "the process ended for another reason: {reason}"),
            Self::Timeout { running: Some(message) } => {
                write!(f, "the process did not stop in time: it handles `{message}`")
            }
            Self::Timeout { running: None } => f.write_str("the process did not stop in time"),
            Self::Deadlock(ring) => {
                write!(f, "the process waits for the one that stops it: {ring}")
            }
        }
    }
}

impl std::error::Error for StopError {}
