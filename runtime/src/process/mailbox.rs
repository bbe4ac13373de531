//! The one ordered queue of a process.
//!
//! Everything that reaches a process goes through it in order: user messages, exits, downs, stop
//! requests, ticks. Only user messages count against the capacity, so a flood never keeps a
//! death notice out. Messages lie in line; the queue grows from nothing and is emptied in one swap.

use std::collections::VecDeque;
use std::task::{Context, Poll};

use super::guard;
use super::room::Room;
use super::token::{Token, Wake};
use crate::spare;
use crate::sync::model::{AtomicUsize, Lock, OnceLock, Ordering};

/// So many entries are taken out one by one: to take them all at once needs a place for them.
const FEW: usize = 8;

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

/// What senders write of a mailbox.
#[derive(Debug)]
pub(crate) struct Inlet<E>(Lock<Queue<E>>);

/// What the task of a process looks at for each message, and senders only when there may be no room.
#[derive(Debug)]
pub(crate) struct Backlog {
    /// User messages in the batch that the task is working through, or holds back. Only the task writes it, so it
    /// needs no locked instruction for each message.
    batch: AtomicUsize,
    /// Made for the first caller that waits for room.
    room: OnceLock<Box<Room>>,
}

/// The mailbox of one process: its two halves, which lie apart from one another in a
/// [`Cell`](super::cell::Cell).
#[derive(Debug)]
pub(crate) struct Mailbox<'a, E> {
    queue: &'a Lock<Queue<E>>,
    backlog: &'a Backlog,
}

impl<E> Clone for Mailbox<'_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Mailbox<'_, E> {}

#[derive(Debug)]
struct Queue<E> {
    entries: VecDeque<E>,
    /// How many of the entries are user messages.
    users: usize,
    /// How many the batch had when somebody looked last: it only shrinks until the task looks here. So a
    /// sender need not ask at each message for what the task writes at each. Small, because so it takes no
    /// room here; nobody's memory holds more.
    batch: u32,
    door: Door,
    overflow: Overflow,
    capacity: usize,
}

impl<E> Inlet<E> {
    /// For `capacity` user messages.
    pub(crate) fn new(capacity: usize, overflow: Overflow) -> Self {
        Self(Lock::new(Queue {
            entries: VecDeque::new(),
            users: 0,
            batch: 0,
            door: Door::Open,
            overflow,
            capacity,
        }))
    }
}

impl Backlog {
    pub(crate) fn new() -> Self {
        Self { batch: AtomicUsize::new(0), room: OnceLock::new() }
    }
}

impl<'a, E: Entry> Mailbox<'a, E> {
    #[inline]
    pub(crate) fn of(inlet: &'a Inlet<E>, backlog: &'a Backlog) -> Self {
        Self { queue: &inlet.0, backlog }
    }

    /// Queues a user message of this weight; `wrap` makes it an entry, in its place, because an entry
    /// that is passed on is moved.
    #[inline]
    pub(crate) fn push<M>(
        self,
        message: M,
        weight: Weight,
        token: &Token,
        wrap: impl FnOnce(M) -> E,
    ) -> Result<Wake, Refused<M>> {
        let mut queue = self.queue.lock();
        let mut dropped = None;
        if queue.door != Door::Open || !self.has_room(&mut queue) {
            match queue.overflow(weight) {
                Verdict::Instead(old) => dropped = Some(old),
                Verdict::Drop => {
                    drop(queue);
                    self.note_dropped();
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
            self.note_dropped();
            displaced(dropped);
        }
        Ok(wake)
    }

    /// Whether one more user message fits.
    #[inline]
    fn has_room(self, queue: &mut Queue<E>) -> bool {
        if queue.users_at_most() < queue.capacity {
            return true;
        }
        queue.note_batch(self.backlog.batch.load(Ordering::Acquire));
        queue.users_at_most() < queue.capacity
    }

    #[cold]
    #[inline(never)]
    fn note_dropped(self) {
        if let Some(room) = self.room() {
            room.note_dropped();
        }
    }

    /// How many messages were dropped because there was no room.
    pub(crate) fn dropped(self) -> u64 {
        self.backlog.room.get().map_or(0, |room| room.dropped())
    }

    /// Queues a message of the runtime: past the capacity, until the mailbox is closed.
    pub(crate) fn push_control(self, entry: E, token: &Token) -> Result<Wake, E> {
        let mut queue = self.queue.lock();
        if queue.door == Door::Closed {
            drop(queue);
            return Err(entry);
        }
        Ok(put(&mut queue, token, || entry))
    }

    /// What comes next; more of it may go to `batch`, which must be empty. The token must be held.
    ///
    /// Everything at once, or one by one when the oldest may have to make room: what is in the batch
    /// is out of the senders' reach. A message that is alone is taken out where it lies, so that a
    /// process that gets one at a time looks into its queue once for each.
    pub(crate) fn next(self, batch: &mut VecDeque<E>, token: &Token) -> Option<E> {
        if !token.has_mail() {
            return None;
        }
        let mut queue = self.queue.lock();
        let (next, users) = if queue.overflow == Overflow::DropOldest || queue.entries.len() < 2 {
            let next = queue.entries.pop_front();
            queue.take_place(batch);
            let users = usize::from(next.as_ref().is_some_and(|e| e.weight() != Weight::Control));
            queue.users -= users;
            (next, users)
        } else {
            std::mem::swap(&mut queue.entries, batch);
            (batch.pop_front(), std::mem::take(&mut queue.users))
        };
        if queue.entries.is_empty() {
            token.clear_mail();
        }
        // What a flood has left behind.
        let spare = spare::emptied(&mut queue.entries);
        // Not zero before when the process holds messages back for later.
        let held_back = self.backlog.batch.load(Ordering::Relaxed);
        self.backlog.batch.store(held_back + users, Ordering::Release);
        queue.note_batch(held_back + users);
        drop(queue);
        drop(spare);
        next
    }

    /// What comes next, when little waits. The token must be held.
    #[inline]
    pub(crate) fn next_of_few(self, token: &Token) -> Option<E> {
        let mut queue = self.queue.lock();
        if queue.entries.len() > FEW {
            return None;
        }
        let entry = queue.entries.pop_front()?;
        queue.users -= usize::from(entry.weight() != Weight::Control);
        if queue.entries.is_empty() {
            token.clear_mail();
        }
        drop(queue);
        // As `taken` does, for what has never been in a batch.
        self.tell_hungry();
        Some(entry)
    }

    /// Takes the place of an empty batch for the messages to come, if it is the larger one and no flood has
    /// left it behind.
    pub(crate) fn take_place(self, batch: &mut VecDeque<E>) {
        if spare::emptied(batch).is_none() {
            self.queue.lock().take_place(batch);
        }
    }

    /// Tells those at the head of the line for room that there is some: again when the process rests,
    /// because `taken` misses who registers at the same time.
    #[inline]
    pub(crate) fn tell_hungry(self) {
        if let Some(room) = self.backlog.room.get()
            && room.is_wanted()
        {
            self.call_hungry(room);
        }
    }

    #[cold]
    #[inline(never)]
    fn call_hungry(self, room: &Room) {
        room.call(self.free().unwrap_or(usize::MAX));
    }

    /// Tells everyone who waits for room that the door has changed.
    fn tell_door(self) {
        if let Some(room) = self.backlog.room.get() {
            room.call(usize::MAX);
        }
    }

    /// Notes that a user message of the batch was taken out to be handled or dropped. Called by the
    /// task alone.
    pub(crate) fn taken(self) {
        let left = self.backlog.batch.load(Ordering::Relaxed);
        self.backlog.batch.store(left.saturating_sub(1), Ordering::Release);
        self.tell_hungry();
    }

    /// Gives memory back that no waiting entry needs.
    pub(crate) fn shrink(self) {
        self.queue.lock().entries.shrink_to_fit();
    }

    /// How many user messages wait, in the queue or in the batch.
    pub(crate) fn len(self) -> usize {
        self.queue.lock().users + self.backlog.batch.load(Ordering::Acquire)
    }

    /// How many user messages there is room for; `None` without a bound.
    pub(crate) fn bound(self) -> Option<usize> {
        let capacity = self.queue.lock().capacity;
        (capacity < usize::MAX).then_some(capacity)
    }

    /// Refuses user messages from now on; how many wait, if it did not before.
    pub(crate) fn stop(self) -> Option<usize> {
        let mut queue = self.queue.lock();
        if queue.door != Door::Open {
            return None;
        }
        queue.door = Door::Stopping;
        let waiting = queue.users + self.backlog.batch.load(Ordering::Acquire);
        drop(queue);
        self.tell_door();
        Some(waiting)
    }

    /// Refuses everything from now on and hands out what is left.
    pub(crate) fn close(self) -> VecDeque<E> {
        let mut queue = self.queue.lock();
        queue.door = Door::Closed;
        let left = std::mem::take(&mut queue.entries);
        queue.users = 0;
        drop(queue);
        self.tell_door();
        left
    }

    /// Keeps what [`close`](Self::close) has handed out, to be handed out again.
    pub(crate) fn keep(self, left: VecDeque<E>) {
        self.queue.lock().entries = left;
    }

    /// How many more messages there is room for; `None` when the door is not open.
    fn free(self) -> Option<usize> {
        let queue = self.queue.lock();
        let users = queue.users + self.backlog.batch.load(Ordering::Acquire);
        (queue.door == Door::Open).then(|| queue.capacity.saturating_sub(users))
    }

    fn room(self) -> Option<&'a Room> {
        if self.backlog.room.get().is_none() {
            // Another caller may have made it by now.
            let _same = self.backlog.room.set(Box::default());
        }
        self.backlog.room.get().map(|room| &**room)
    }

    /// A place in the line of those who wait for room.
    pub(crate) fn line_up(self, token: &'a Token) -> Place<'a, E> {
        Place { mailbox: self, token, number: None }
    }
}

/// A place in the line of those who wait for room, kept until it is dropped.
pub(crate) struct Place<'a, E: Entry> {
    mailbox: Mailbox<'a, E>,
    token: &'a Token,
    number: Option<u64>,
}

impl<E: Entry> Place<'_, E> {
    /// Waits until there may be room for whoever has this place, or the door has changed.
    pub(crate) fn poll(&mut self, cx: &Context<'_>) -> Poll<()> {
        let Some(room) = self.mailbox.room() else {
            return Poll::Ready(());
        };
        let place = *self.number.get_or_insert_with(|| room.join());
        // Registered before the look at the counter, so that room made in between is not missed.
        room.watch(place, cx.waker());
        // Either the process sees the registration when it rests, or this sees that it did.
        self.token.sync();
        match self.mailbox.free() {
            Some(free) if !room.is_among(place, free) => Poll::Pending,
            Some(_) | None => Poll::Ready(()),
        }
    }
}

impl<E: Entry> Drop for Place<'_, E> {
    fn drop(&mut self) {
        if let (Some(place), Some(room)) = (self.number, self.mailbox.backlog.room.get()) {
            room.leave(place);
            // Whoever is next may have been told only of the room that this place would have taken.
            self.mailbox.tell_hungry();
        }
    }
}

impl<E: Entry> Queue<E> {
    fn note_batch(&mut self, batch: usize) {
        self.batch = u32::try_from(batch).unwrap_or(u32::MAX);
    }

    /// How many user messages wait, as far as is known here.
    #[inline]
    fn users_at_most(&self) -> usize {
        self.users.saturating_add(self.batch as usize)
    }

    #[inline]
    fn take_place(&mut self, batch: &mut VecDeque<E>) {
        if self.entries.is_empty() && batch.capacity() > self.entries.capacity() {
            std::mem::swap(&mut self.entries, batch);
        }
    }

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

/// Drops a message that has made room for another. It is another sender's, so neither its name nor its
/// destructor, which are the user's code, may harm the sender that happens to be here.
#[cold]
#[inline(never)]
fn displaced<E: Entry>(entry: E) {
    let noted = guard::catch(|| entry.note_dropped());
    drop((noted, guard::drop_each([entry])));
}

/// Makes room for two at first: most processes never have more that waits, and there may be very many of them. By
/// itself a queue begins with four.
#[cold]
fn make_place<E>(entries: &mut VecDeque<E>) {
    if entries.capacity() == 0 {
        entries.reserve_exact(2);
    }
}

#[inline]
fn put<E>(queue: &mut Queue<E>, token: &Token, entry: impl FnOnce() -> E) -> Wake {
    let first = queue.entries.is_empty();
    if queue.entries.len() == queue.entries.capacity() {
        make_place(&mut queue.entries);
    }
    queue.entries.push_back(entry());
    // Later entries ride on the first one's wake-up.
    if first { token.note_mail() } else { Wake::No }
}

#[cfg(all(test, not(switchboard_loom)))]
mod tests {
    use super::*;

    /// A million processes that had one message each would otherwise keep room for four millions.
    #[test]
    fn the_first_message_makes_room_for_two() {
        let (inlet, token) = (Inlet::new(8, Overflow::Refuse), Token::held());
        let mut queue = inlet.0.lock();
        for (message, places) in [(1_u64, 2..3), (2, 2..3), (3, 3..9)] {
            let _held = put(&mut queue, &token, || message);
            assert!(places.contains(&queue.entries.capacity()), "{message} messages");
        }
    }
}
