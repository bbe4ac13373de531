//! The queue of a mailbox: what lies in it, and whom its door lets in.

use std::collections::VecDeque;
use std::hint;

use super::{Entry, Overflow, Refused, Weight};
use crate::process::token::Token;
use crate::sync::model::{AtomicUsize, Ordering};

/// Whom the door lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Door {
    Open,
    /// Closing down: the runtime's own messages only.
    Stopping,
    Closed,
}

/// What a full mailbox, or one that is not open, does with a message.
pub(super) enum Verdict<E, M> {
    /// It takes the place of this one.
    Instead(E),
    Drop,
    Refuse(fn(M) -> Refused<M>),
}

/// What waits, and what may.
#[derive(Debug)]
pub(super) struct Queue<E> {
    pub(super) entries: VecDeque<E>,
    /// For so many user messages. Small, as what follows, because nobody's memory holds more.
    pub(super) capacity: u32,
    /// How many of the entries are not user messages.
    pub(super) controls: u32,
    /// How many the batch had when somebody looked last: it only shrinks until the task looks here. So a
    /// sender need not ask at each message for what the task writes at each.
    pub(super) batch: u32,
    pub(super) door: Door,
    pub(super) overflow: Overflow,
}

/// A number of messages; what is more than anybody's memory holds is no bound.
pub(super) fn small(messages: usize) -> u32 {
    u32::try_from(messages).unwrap_or(u32::MAX)
}

impl<E: Entry> Queue<E> {
    /// For `capacity` user messages.
    pub(super) fn new(capacity: usize, overflow: Overflow) -> Self {
        Self {
            entries: VecDeque::new(),
            capacity: small(capacity),
            controls: 0,
            batch: 0,
            door: Door::Open,
            overflow,
        }
    }

    /// Puts an entry behind the others, made where it lies.
    #[inline]
    pub(super) fn append(&mut self, make: impl FnOnce() -> E) {
        if self.entries.len() >= self.entries.capacity() {
            make_place(&mut self.entries);
        }
        // An entry that might have to be dropped on the way would be made elsewhere and moved, which takes as long as
        // the lock.
        // SAFETY: `make_place` has reserved room for one more, so the capacity is larger than the length.
        #[expect(unsafe_code, reason = "an entry is to be made where it lies")]
        unsafe {
            hint::assert_unchecked(self.entries.len() < self.entries.capacity());
        }
        self.entries.push_back(make());
    }

    /// Whether one more user message fits, with a look at all that counts.
    #[cold]
    pub(super) fn has_room_left(&mut self, batch: &AtomicUsize, token: &Token) -> bool {
        self.batch = small(batch.load(Ordering::Acquire));
        let placed = usize::from(token.has_placed());
        self.users() + self.batch as usize + placed < self.capacity as usize
    }

    /// How many of the entries are user messages.
    #[inline]
    pub(super) fn users(&self) -> usize {
        self.entries.len() - self.controls as usize
    }

    #[inline]
    pub(super) fn pop_front(&mut self) -> Option<E> {
        let entry = self.entries.pop_front()?;
        self.controls -= u32::from(entry.weight() == Weight::Control);
        Some(entry)
    }

    #[inline]
    pub(super) fn take_place(&mut self, batch: &mut VecDeque<E>) {
        if self.entries.is_empty() && batch.capacity() > self.entries.capacity() {
            std::mem::swap(&mut self.entries, batch);
        }
    }

    /// What becomes of a message that there is no room for, or that comes to a door that is not open.
    #[cold]
    pub(super) fn overflow<M>(&mut self, weight: Weight) -> Verdict<E, M> {
        match (self.door, self.overflow) {
            (Door::Stopping, _) => Verdict::Refuse(Refused::Stopping),
            (Door::Closed, _) => Verdict::Refuse(Refused::Closed),
            (Door::Open, Overflow::DropNewest) if weight == Weight::Cast => Verdict::Drop,
            (Door::Open, Overflow::DropOldest) if weight == Weight::Cast => {
                let oldest = self.entries.iter().position(|e| e.weight() == Weight::Cast);
                match oldest.and_then(|at| self.entries.remove(at)) {
                    Some(old) => Verdict::Instead(old),
                    // Among the casts that wait, this one is the oldest.
                    None => Verdict::Drop,
                }
            }
            (Door::Open, _) => Verdict::Refuse(Refused::Full),
        }
    }
}

/// Makes room for two at first: most processes never have more that waits, and there may be very many of them. By
/// itself a queue begins with four.
#[cold]
fn make_place<E>(entries: &mut VecDeque<E>) {
    if entries.capacity() == 0 {
        entries.reserve_exact(2);
    } else {
        entries.reserve(1);
    }
}
