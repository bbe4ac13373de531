//! `sys`: looking into a running server, and stopping it for a moment.
//!
//! Every request goes through the server's mailbox and is served by the server itself, in order; so a
//! server that is busy does not answer. While somebody watches a server or it is suspended, its run
//! token is barred: no call runs on its caller.

mod debug;
mod event;
mod request;
mod status;

use std::collections::VecDeque;

pub use self::debug::Statistics;
pub use self::event::{Hook, SysEvent};
pub use self::request::{Sys, SysError};
pub use self::status::Status;

pub(crate) use self::debug::Debug;

use crate::gen_server::{GenServer, ServerCell, ServerEntry};
use crate::process::guard;

/// What a request does: it runs in the server's process.
pub(crate) type Job<S> = Box<dyn FnOnce(&mut S, &mut Control<S>, &ServerCell<S>) + Send>;

/// What a server's loop keeps for `sys`.
pub(crate) struct Control<S: GenServer> {
    pub(crate) debug: Debug,
    suspended: bool,
    /// What arrived while the server was suspended, in order.
    waiting: VecDeque<ServerEntry<S>>,
    /// What a test wants to go wrong.
    #[cfg(feature = "test-util")]
    pub(crate) faults: crate::testing::fault::Faults,
}

impl<S: GenServer> Control<S> {
    pub(crate) fn new() -> Self {
        Self {
            debug: Debug::default(),
            suspended: false,
            waiting: VecDeque::new(),
            #[cfg(feature = "test-util")]
            faults: crate::testing::fault::Faults::default(),
        }
    }

    /// Whether callers have to keep out of the server.
    pub(crate) fn bars(&self) -> bool {
        #[cfg(feature = "test-util")]
        if self.faults.any() {
            return true;
        }
        self.suspended || self.debug.is_on()
    }

    pub(crate) fn is_suspended(&self) -> bool {
        self.suspended
    }

    /// Keeps an entry until the server is resumed. A stop, and the end of the parent, are not for later.
    pub(crate) fn hold_back(
        &mut self,
        entry: ServerEntry<S>,
        cell: &ServerCell<S>,
    ) -> Option<ServerEntry<S>> {
        let now = match &entry {
            _ if !self.suspended => true,
            ServerEntry::Sys(_) | ServerEntry::Stop(_) => true,
            ServerEntry::Signal(signal) => signal.exit_of(cell.core().parent).is_some(),
            _ => false,
        };
        if now {
            return Some(entry);
        }
        self.waiting.push_back(entry);
        None
    }

    /// What was held back.
    pub(crate) fn take_waiting(&mut self) -> VecDeque<ServerEntry<S>> {
        std::mem::take(&mut self.waiting)
    }

    /// What was held back comes before what is in `batch`, once the server is not suspended, or ends.
    pub(crate) fn release(&mut self, batch: &mut VecDeque<ServerEntry<S>>, ends: bool) {
        if (ends || !self.suspended) && !self.waiting.is_empty() {
            self.waiting.append(batch);
            std::mem::swap(&mut self.waiting, batch);
        }
    }
}

impl<S: GenServer> Drop for Control<S> {
    fn drop(&mut self) {
        drop(guard::drop_each(self.waiting.drain(..)));
    }
}
