//! The address of a plain process.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use super::error::{CastError, LookupError};
use super::exit::ExitReason;
use super::mailbox::Refused;
use super::pid::Pid;
use super::plain::{Apart, PlainCell, PlainEntry};
use super::timer::{Queued, TimerRef};
use super::{directory, links};
use crate::clock::{self, Instant};

/// The address of a plain process.
pub struct ProcessRef<M: Send + 'static> {
    cell: Arc<PlainCell<M>>,
}

impl<M: Send + 'static> ProcessRef<M> {
    pub(super) fn to(cell: Arc<PlainCell<M>>) -> Self {
        Self { cell }
    }

    /// The process, whatever its messages are.
    #[cfg(feature = "test-util")]
    pub(crate) fn any(&self) -> Arc<dyn super::core::Process> {
        self.cell.clone()
    }

    /// Its identity.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.cell.core.pid
    }

    /// The process that holds `name` at this moment.
    ///
    /// # Errors
    ///
    /// [`LookupError::NoProc`] when nobody does, [`LookupError::WrongServer`] when a process does
    /// whose messages are of another type.
    pub fn whereis(name: &str) -> Result<Self, LookupError> {
        let process = directory::named(name).ok_or(LookupError::NoProc)?;
        let found = process.core().kind;
        let cell = process.into_any().downcast();
        cell.map(|cell| Self { cell }).map_err(|_| LookupError::WrongServer(found))
    }

    /// Sends a message. A process that has ended lets it fall, as in Erlang.
    ///
    /// # Errors
    ///
    /// [`CastError::Full`] gives the message back when the mailbox takes no more.
    pub fn send(&self, message: M) -> Result<(), CastError<M>> {
        let cell = &*self.cell;
        match cell.send(message) {
            Ok(()) | Err(Refused::Closed(_) | Refused::Stopping(_)) => Ok(()),
            Err(Refused::Full(message)) => Err(CastError::Full(message)),
        }
    }

    /// Sends a message after a while, never early. The timer dies with the process.
    pub fn send_after(&self, after: Duration, message: M) -> TimerRef {
        self.send_at(clock::deadline(after), message)
    }

    /// Sends a message when `at` has come, at once if it is past; see [`now`](super::now). The timer
    /// dies with the process.
    pub fn send_at(&self, at: Instant, message: M) -> TimerRef {
        let cell = Arc::downgrade(&self.cell);
        let mut message = Some(message);
        self.add_timer(at, None, move || {
            if let (Some(cell), Some(message)) = (cell.upgrade(), message.take()) {
                Self { cell }.deliver_timed(message, None);
            }
        })
    }

    /// Sends a copy of a message again and again, until cancelled or the process ends.
    ///
    /// Ticks stay on their grid; those that come due while one waits are skipped.
    pub fn send_interval(&self, every: Duration, message: M) -> TimerRef
    where
        M: Clone,
    {
        let cell = Arc::downgrade(&self.cell);
        let queued = Queued::default();
        self.add_timer(clock::deadline(every), Some(every), move || {
            if let Some(cell) = cell.upgrade()
                && let Some(queued) = queued.mark()
            {
                Self { cell }.deliver_timed(message.clone(), Some(queued));
            }
        })
    }

    pub(crate) fn add_timer(
        &self,
        at: Instant,
        every: Option<Duration>,
        action: impl FnMut() + Send + 'static,
    ) -> TimerRef {
        let timer = self.cell.core.add_timer(at, every, Box::new(action));
        self.cell.core.wake();
        timer
    }

    /// Queues what a timer sends.
    pub(crate) fn deliver_timed(&self, message: M, tick: Option<Queued>) {
        let apart = tick.map_or(Apart::Timer, Apart::Tick);
        self.cell.control(PlainEntry::Apart(message, apart));
    }

    /// Sends an exit signal; see [`exit`](links::exit).
    pub fn exit(&self, reason: ExitReason) {
        links::exit(self.pid(), reason);
    }

    /// Whether the process runs and has not begun to end.
    #[must_use]
    pub fn is_alive(&self) -> bool {
        self.cell.core.is_alive()
    }

    /// Waits for the end of the process and gives its reason.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn ended(&self) -> ExitReason {
        self.cell.core.wait_end().await
    }
}

impl<M: Send + 'static> Clone for ProcessRef<M> {
    fn clone(&self) -> Self {
        Self { cell: Arc::clone(&self.cell) }
    }
}

impl<M: Send + 'static> fmt::Debug for ProcessRef<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProcessRef").field("pid", &self.pid()).finish_non_exhaustive()
    }
}
