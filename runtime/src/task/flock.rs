//! The tasks that a stream has started and whose outcomes it has not given yet.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

use super::bell::Bells;
use super::cell::TaskCell;
use super::error::TaskError;
use super::handle::failure;
use crate::process::core::Process;
use crate::process::reply::{AnySlot, Settled, Slot};
use crate::process::wait::{self, Waiting};
use crate::process::{self, Ring};

/// One task, with what the stream keeps of its input.
pub(super) struct Member<T, K> {
    cell: Arc<TaskCell>,
    slot: Arc<Slot<T>>,
    kept: K,
    bell: Waker,
}

/// A task that is done.
pub(super) struct Done<T, K> {
    pub(super) at: u64,
    pub(super) kept: K,
    pub(super) outcome: Result<T, TaskError>,
}

/// The running tasks of one stream, by the place of their input. Dropped, it kills them all.
pub(super) struct Flock<T: Send + 'static, K> {
    members: BTreeMap<u64, Member<T, K>>,
    bells: Arc<Bells>,
}

impl<T: Send + 'static, K> Flock<T, K> {
    pub(super) fn new() -> Self {
        Self { members: BTreeMap::new(), bells: Bells::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.members.len()
    }

    pub(super) fn add(&mut self, at: u64, cell: Arc<TaskCell>, slot: Arc<Slot<T>>, kept: K) {
        let bell = self.bells.bell(at);
        self.members.insert(at, Member { cell, slot, kept, bell });
        self.bells.ring(at);
    }

    /// The next task that is done, in the order in which they are.
    pub(super) fn poll_done(&mut self, cx: &Context<'_>) -> Poll<Done<T, K>> {
        loop {
            let at = ready!(self.bells.poll(cx));
            let Some(member) = self.members.get(&at) else {
                continue;
            };
            let Poll::Ready(settled) = member.slot.poll(&Context::from_waker(&member.bell)) else {
                continue;
            };
            let Some(Member { cell, kept, .. }) = self.members.remove(&at) else {
                continue;
            };
            let outcome = match settled {
                Settled::Reply(value) => Ok(value),
                Settled::Released(_) if cell.was_late() => Err(TaskError::Timeout),
                other => Err(failure(other)),
            };
            return Poll::Ready(Done { at, kept, outcome });
        }
    }

    /// Notes that the current process waits for one of them; one that waits for the current process
    /// is killed, and the ring given.
    pub(super) fn wait_for(&mut self, at: u64) -> Result<Option<Waiting>, (K, Ring)> {
        let Some(member) = self.members.get(&at) else {
            return Ok(None);
        };
        let slot: Arc<dyn AnySlot> = member.slot.clone();
        let ring = match wait::begin(process::current(), member.cell.core().pid, &slot) {
            Ok(edge) => return Ok(Some(edge)),
            Err(ring) => ring,
        };
        let Some(member) = self.members.remove(&at) else {
            return Ok(None);
        };
        member.cell.kill();
        Err((member.kept, ring))
    }

    /// Kills them all; their ends are still to be waited for.
    pub(super) fn kill(&self) {
        for member in self.members.values() {
            member.cell.kill();
        }
    }

    /// Kills them all, and waits for their ends.
    pub(super) async fn close(&mut self) {
        self.kill();
        // An outcome comes when everybody has been told of the end, a supervisor too; the end itself
        // can be seen a moment before.
        while self.len() > 0 {
            drop(poll_fn(|cx| self.poll_done(cx)).await);
        }
    }
}

impl<T: Send + 'static, K> Drop for Flock<T, K> {
    fn drop(&mut self) {
        self.kill();
        for member in self.members.values() {
            // A value that came in the last moment goes now, not with the last memory of the task.
            drop(member.slot.leave());
        }
    }
}
