//! The one ordered queue of a process.
//!
//! Everything that reaches a process goes through it in order: user messages, exits, downs, stop
//! requests, ticks. Only user messages count against the capacity, so a flood never keeps a
//! death notice out. Messages lie in line; the queue grows from nothing and is emptied in one swap.

use std::collections::VecDeque;
use std::pin::pin;

use tokio::sync::Notify;

use super::token::{Token, Wake};
use crate::spare;
use crate::sync::model::{AtomicUsize, Lock, OnceLock, Ordering};

/// What a full mailbox does with one more cast.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Overflow {
    /// The sender gets the message back.
    #[default]
    Refuse,
    /// The oldest waiting cast makes room; a call is never dropped for a cast.
    DropOldest,
    /// The new message is dropped.
    DropNewest,
}

/// What an entry is to the capacity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// A message of the runtime: free.
    Control,
    /// A user message that somebody waits for.
    Call,
    /// A user message that nobody waits for.
    Cast,
}

/// Anything that lies in a mailbox.
pub(crate) trait Entry {
    /// How it counts.
    fn weight(&self) -> Weight;

    /// Notes that it falls, because the mailbox is full.
    fn note_dropped(&self) {}
}

/// Whom the door lets in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    Open,
    /// Closing down: the runtime's own messages only.
    Stopping,
    Closed,
}

/// Why an entry was not accepted; it comes back.
#[derive(Debug)]
pub(crate) enum Refused<E> {
    Full(E),
    Stopping(E),
    Closed(E),
}

/// What a full mailbox, or one that is not open, does with a message.
enum Verdict<E, M> {
    /// It takes the place of this one.
    Instead(E),
    Drop,
    Refuse(fn(M) -> Refused<M>),
}

/// The mailbox of one process.
#[derive(Debug)]
pub(crate) struct Mailbox<E> {
    queue: Lock<Queue<E>>,
    /// User messages in the batch that the task is working through, or holds back. Only the task writes it, so it
    /// needs no locked instruction for each message.
    batch: AtomicUsize,
    /// Made for the first caller that waits for room.
    room: OnceLock<Box<Room>>,
    capacity: usize,
}

/// Where callers wait for room.
#[derive(Debug)]
struct Room {
    /// How many of them do.
    hungry: AtomicUsize,
    made: Notify,
}

impl Room {
    fn new() -> Self {
        Self { hungry: AtomicUsize::new(0), made: Notify::new() }
    }
}

#[derive(Debug)]
struct Queue<E> {
    entries: VecDeque<E>,
    /// How many of the entries are user messages.
    users: usize,
    door: Door,
    /// Here, because it takes no room here.
    overflow: Overflow,
}

impl<E: Entry> Mailbox<E> {
    /// An empty mailbox for `capacity` user messages.
    pub(crate) fn new(capacity: usize, overflow: Overflow) -> Self {
        Self {
            queue: Lock::new(Queue {
                entries: VecDeque::new(),
                users: 0,
                door: Door::Open,
                overflow,
            }),
            batch: AtomicUsize::new(0),
            room: OnceLock::new(),
            capacity,
        }
    }

    /// Queues a user message of this weight; `wrap` makes it an entry, in its place, because an entry
    /// that is passed on is moved.
    #[inline]
    pub(crate) fn push<M>(
        &self,
        message: M,
        weight: Weight,
        token: &Token,
        wrap: impl FnOnce(M) -> E,
    ) -> Result<Wake, Refused<M>> {
        let mut queue = self.queue.lock();
        let mut dropped = None;
        let users = queue.users + self.batch.load(Ordering::Acquire);
        if queue.door != Door::Open || users >= self.capacity {
            match queue.overflow(weight) {
                Verdict::Instead(old) => dropped = Some(old),
                Verdict::Drop => {
                    drop(queue);
                    // The value is the user's: its destructor must not run under our lock.
                    wrap(message).note_dropped();
                    return Ok(Wake::No);
                }
                Verdict::Refuse(refused) => return Err(refused(message)),
            }
        }
        queue.users += 1;
        let wake = put(&mut queue, token, || wrap(message));
        drop(queue);
        if let Some(dropped) = dropped {
            dropped.note_dropped();
        }
        Ok(wake)
    }

    /// Queues a message of the runtime: past the capacity, until the mailbox is closed.
    pub(crate) fn push_control(&self, entry: E, token: &Token) -> Result<Wake, E> {
        let mut queue = self.queue.lock();
        if queue.door == Door::Closed {
            drop(queue);
            return Err(entry);
        }
        Ok(put(&mut queue, token, || entry))
    }

    /// Moves what is queued into `batch`, which must be empty. The token must be held.
    ///
    /// Everything at once, or one by one when the oldest may have to make room: what is in the batch
    /// is out of the senders' reach.
    pub(crate) fn drain(&self, batch: &mut VecDeque<E>, token: &Token) {
        let mut queue = self.queue.lock();
        let users = if queue.overflow == Overflow::DropOldest {
            let next = queue.entries.pop_front();
            let users = usize::from(next.as_ref().is_some_and(|e| e.weight() != Weight::Control));
            batch.extend(next);
            queue.users -= users;
            users
        } else {
            // The task may be about to rest: then the larger place stays where the next message goes.
            if !queue.entries.is_empty() || batch.capacity() > queue.entries.capacity() {
                std::mem::swap(&mut queue.entries, batch);
            }
            std::mem::take(&mut queue.users)
        };
        if queue.entries.is_empty() {
            token.clear_mail();
        }
        // What a flood has left behind.
        let spare = spare::emptied(&mut queue.entries);
        // Not zero before when the process holds messages back for later.
        let held_back = self.batch.load(Ordering::Relaxed);
        self.batch.store(held_back + users, Ordering::Release);
        drop(queue);
        drop(spare);
        // Whoever registered before this lock is seen, and the task drains before it rests: a
        // notice that `taken` has missed is made up for here.
        self.tell_hungry();
    }

    fn tell_hungry(&self) {
        if let Some(room) = self.room.get()
            && room.hungry.load(Ordering::Relaxed) > 0
        {
            room.made.notify_waiters();
        }
    }

    /// Tells everyone who waits for room that the door has changed.
    fn tell_door(&self) {
        if let Some(room) = self.room.get() {
            room.made.notify_waiters();
        }
    }

    /// Notes that a user message of the batch was taken out to be handled or dropped. Called by the
    /// task alone.
    pub(crate) fn taken(&self) {
        let left = self.batch.load(Ordering::Relaxed);
        self.batch.store(left.saturating_sub(1), Ordering::Release);
        self.tell_hungry();
    }

    /// Gives memory back that no waiting entry needs.
    pub(crate) fn shrink(&self) {
        self.queue.lock().entries.shrink_to_fit();
    }

    /// How many user messages wait, in the queue or in the batch.
    pub(crate) fn len(&self) -> usize {
        self.queue.lock().users + self.batch.load(Ordering::Acquire)
    }

    /// How many user messages there is room for; `None` without a bound.
    pub(crate) fn bound(&self) -> Option<usize> {
        (self.capacity < usize::MAX).then_some(self.capacity)
    }

    /// Refuses user messages from now on.
    pub(crate) fn stop(&self) {
        let mut queue = self.queue.lock();
        if queue.door == Door::Open {
            queue.door = Door::Stopping;
        }
        drop(queue);
        self.tell_door();
    }

    /// Refuses everything from now on and hands out what is left.
    pub(crate) fn close(&self) -> VecDeque<E> {
        let mut queue = self.queue.lock();
        queue.door = Door::Closed;
        let left = std::mem::take(&mut queue.entries);
        queue.users = 0;
        drop(queue);
        self.tell_door();
        left
    }

    /// Whether a message that is pushed now would have to wait for room.
    fn is_full(&self) -> bool {
        let queue = self.queue.lock();
        queue.door == Door::Open
            && queue.users + self.batch.load(Ordering::Acquire) >= self.capacity
    }

    fn room(&self) -> Option<&Room> {
        if self.room.get().is_none() {
            // Another caller may have made it by now.
            let _same = self.room.set(Box::new(Room::new()));
        }
        self.room.get().map(|room| &**room)
    }

    /// Waits until there may be room, or the door has changed.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    pub(crate) async fn wait_room(&self) {
        let Some(room) = self.room() else {
            return;
        };
        let hungry = Hungry::new(&room.hungry);
        let mut notified = pin!(room.made.notified());
        // Registered before the look at the counter, so that room made in between is not missed.
        notified.as_mut().enable();
        if !self.is_full() {
            return;
        }
        notified.await;
        drop(hungry);
    }
}

impl<E: Entry> Queue<E> {
    /// What becomes of a message that there is no room for, or that comes to a door that is not open.
    #[cold]
    fn overflow<M>(&mut self, weight: Weight) -> Verdict<E, M> {
        match (self.door, self.overflow) {
            (Door::Stopping, _) => Verdict::Refuse(Refused::Stopping),
            (Door::Closed, _) => Verdict::Refuse(Refused::Closed),
            (Door::Open, Overflow::DropNewest) if weight == Weight::Cast => Verdict::Drop,
            (Door::Open, Overflow::DropOldest) if weight == Weight::Cast => {
                let oldest = self.entries.iter().position(|e| e.weight() == Weight::Cast);
                match oldest.and_then(|at| self.entries.remove(at)) {
                    Some(old) => {
                        self.users -= 1;
                        Verdict::Instead(old)
                    }
                    // Among the casts that wait, this one is the oldest.
                    None => Verdict::Drop,
                }
            }
            (Door::Open, _) => Verdict::Refuse(Refused::Full),
        }
    }
}

#[inline]
fn put<E>(queue: &mut Queue<E>, token: &Token, entry: impl FnOnce() -> E) -> Wake {
    let first = queue.entries.is_empty();
    queue.entries.push_back(entry());
    // Later entries ride on the first one's wake-up.
    if first { token.note_mail() } else { Wake::No }
}

/// Counts a caller that waits for room, for as long as it waits.
struct Hungry<'a>(&'a AtomicUsize);

impl<'a> Hungry<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::SeqCst);
        Self(count)
    }
}

impl Drop for Hungry<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}
