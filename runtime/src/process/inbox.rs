//! The mailbox of a plain process, as its own code sees it.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use super::alias::{Alias, Gate};
use super::core::Process;
use super::pid::Pid;
use super::plain::{Apart, PlainCell, PlainEntry};
use super::process_ref::ProcessRef;
use super::signal::{Down, Exit, MonitorRef, Signal};
use super::{guard, links};
use crate::{clock, spare};

/// What arrives in the mailbox of a plain process.
#[derive(Debug)]
#[non_exhaustive]
pub enum Mail<M> {
    /// A message.
    Message(M),
    /// An exit signal, when the process traps them.
    Exit(Exit),
    /// The end of a monitored process.
    Down(Down),
}

impl<M> Mail<M> {
    /// The message, if it is one.
    pub fn message(self) -> Option<M> {
        match self {
            Self::Message(message) => Some(message),
            _ => None,
        }
    }
}

/// The mailbox of a plain process, in the hands of its own code.
pub struct Inbox<M: Send + 'static> {
    cell: Arc<PlainCell<M>>,
    batch: VecDeque<PlainEntry<M>>,
}

impl<M: Send + 'static> Inbox<M> {
    pub(super) fn of(cell: Arc<PlainCell<M>>) -> Self {
        Self { cell, batch: VecDeque::new() }
    }

    /// The process itself.
    #[must_use]
    pub fn pid(&self) -> Pid {
        self.cell.core.pid
    }

    /// An address of the process itself.
    #[must_use]
    pub fn self_ref(&self) -> ProcessRef<M> {
        ProcessRef::to(Arc::clone(&self.cell))
    }

    /// Waits for the next arrival. The mailbox never ends: a process outlives its references.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn recv(&mut self) -> Mail<M> {
        tokio::task::consume_budget().await;
        std::future::poll_fn(|_| self.take().map_or(Poll::Pending, Poll::Ready)).await
    }

    /// As [`recv`](Self::recv), but not longer than `limit`; `None` when nothing came.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub async fn recv_within(&mut self, limit: Duration) -> Option<Mail<M>> {
        clock::within(limit, self.recv()).await
    }

    /// Waits for the next message and drops exits and downs that come before it.
    ///
    /// # Cancel safety
    ///
    /// No message is lost when the future is dropped.
    pub async fn message(&mut self) -> M {
        loop {
            if let Mail::Message(message) = self.recv().await {
                return message;
            }
        }
    }

    /// A second address of this process, which can be closed; `wrap` makes a message of what comes.
    pub fn alias<T: 'static>(&self, wrap: impl Fn(T) -> M + Send + Sync + 'static) -> Alias<T> {
        self.alias_of(Gate::new(false), wrap)
    }

    /// As [`alias`](Self::alias), for one answer: the first that is sent closes it.
    pub fn alias_once<T: 'static>(
        &self,
        wrap: impl Fn(T) -> M + Send + Sync + 'static,
    ) -> Alias<T> {
        self.alias_of(Gate::new(true), wrap)
    }

    /// Watches `pid`, with an alias that takes answers until the monitor ends: by its [`Down`], or
    /// by [`demonitor`](links::demonitor).
    pub fn monitor_alias<T: 'static>(
        &self,
        pid: Pid,
        wrap: impl Fn(T) -> M + Send + Sync + 'static,
    ) -> (MonitorRef, Alias<T>) {
        let gate = Gate::new(false);
        let me: Arc<dyn Process> = self.cell.clone();
        let monitor = links::monitor_as(&me, Some(pid), None, Some(gate.clone()));
        (monitor, self.alias_of(gate, wrap))
    }

    fn alias_of<T: 'static>(
        &self,
        gate: Gate,
        wrap: impl Fn(T) -> M + Send + Sync + 'static,
    ) -> Alias<T> {
        let cell = Arc::downgrade(&self.cell);
        Alias::new(gate, move |value, gate| {
            if let Some(cell) = cell.upgrade() {
                cell.control(PlainEntry::Apart(wrap(value), Apart::Alias(gate)));
            }
        })
    }

    /// The next arrival that is still to be handed out.
    pub(super) fn take(&mut self) -> Option<Mail<M>> {
        loop {
            match self.next()? {
                PlainEntry::Message(message) => {
                    self.cell.mailbox().taken();
                    return Some(Mail::Message(message));
                }
                PlainEntry::Apart(message, Apart::Timer) => return Some(Mail::Message(message)),
                PlainEntry::Apart(message, Apart::Tick(queued)) => {
                    queued.clear();
                    return Some(Mail::Message(message));
                }
                PlainEntry::Apart(message, Apart::Alias(gate)) if gate.hands_out() => {
                    return Some(Mail::Message(message));
                }
                PlainEntry::Signal(Signal::Exit(exit)) => return Some(Mail::Exit(exit)),
                PlainEntry::Signal(Signal::Down(down))
                    if self.cell.core.hand_out_down(down.monitor.id) =>
                {
                    return Some(Mail::Down(down));
                }
                // Closed or flushed since it came. Idle timeouts are set by servers only.
                PlainEntry::Apart(_, Apart::Alias(_))
                | PlainEntry::Signal(Signal::Down(_) | Signal::Timeout(_)) => {}
            }
        }
    }

    fn next(&mut self) -> Option<PlainEntry<M>> {
        let next = match self.batch.pop_front() {
            None => self.cell.hold_if_work().and_then(|mut held| held.next(&mut self.batch)),
            next => next,
        };
        // What a flood has left behind.
        drop(spare::emptied(&mut self.batch));
        next
    }
}

/// Two messages whose destructors panic must not end the program.
impl<M: Send + 'static> Drop for Inbox<M> {
    fn drop(&mut self) {
        drop(guard::drop_each(self.batch.drain(..)));
    }
}

impl<M: Send + 'static> fmt::Debug for Inbox<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbox").field("pid", &self.pid()).finish_non_exhaustive()
    }
}
