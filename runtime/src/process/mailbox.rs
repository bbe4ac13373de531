//! The one ordered queue of a process.
//!
//! Everything that reaches a process goes through it in order: user messages, exits, downs, stop
//! requests, ticks. Only user messages count against the capacity, so a flood never keeps a
//! death notice out. Messages lie in line; the queue grows from nothing and is emptied in one swap.
//!
//! A message that finds its process at rest lies [beside](beside) the queue, which then is empty.

mod beside;
mod place;
mod queue;

use std::collections::VecDeque;

use self::beside::Beside;
pub(crate) use self::place::Place;
use self::queue::{Door, Queue, Verdict, small};
use super::guard;
use super::room::Room;
use super::token::{Token, Wake};
use crate::spare;
use crate::sync::model::{AtomicBool, AtomicUsize, Lock, OnceLock, Ordering};

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
    /// What most of them are made of: what somebody sends who does not wait.
    type Light;

    fn of(light: Self::Light) -> Self;

    /// How it counts.
    fn weight(&self) -> Weight;

    /// Notes that it falls, because the mailbox is full.
    fn note_dropped(&self) {}
}

/// Why an entry was not accepted; it comes back.
#[derive(Debug)]
pub(crate) enum Refused<E> {
    Full(E),
    Stopping(E),
    Closed(E),
}

impl<M> Refused<M> {
    /// The same, of a part of the message.
    pub(crate) fn map<N>(self, part: impl FnOnce(M) -> N) -> Refused<N> {
        match self {
            Self::Full(message) => Refused::Full(part(message)),
            Self::Stopping(message) => Refused::Stopping(part(message)),
            Self::Closed(message) => Refused::Closed(part(message)),
        }
    }
}

/// What senders write of a mailbox.
#[derive(Debug)]
pub(crate) struct Inlet<E> {
    queue: Lock<Queue<E>>,
    /// Whether its policy lets a message lie beside the queue.
    lets_beside: bool,
    /// So it does, and the process rests. Only a hint, so that who sends to a process at work need not look at
    /// its token.
    is_quiet: AtomicBool,
}

/// What the task of a process looks at for each message, and senders only when it rests, or when there may be
/// no room.
#[repr(C)]
pub(crate) struct Outlet<E: Entry> {
    /// User messages in the batch that the task is working through, or holds back. Only the task writes it, so it
    /// needs no locked instruction for each message.
    batch: AtomicUsize,
    /// What was sent to the process at rest.
    beside: Beside<E::Light>,
    /// Made for the first caller that waits for room.
    room: OnceLock<Box<Room>>,
}

/// The mailbox of one process: its parts, which lie apart from one another in a
/// [`Cell`](super::cell::Cell), and the token that says what is in them.
pub(crate) struct Mailbox<'a, E: Entry> {
    inlet: &'a Inlet<E>,
    outlet: &'a Outlet<E>,
    token: &'a Token,
}

impl<E: Entry> Clone for Mailbox<'_, E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E: Entry> Copy for Mailbox<'_, E> {}

impl<E: Entry> Inlet<E> {
    /// For `capacity` user messages.
    #[inline]
    pub(crate) fn new(capacity: usize, overflow: Overflow) -> Self {
        // Beside the queue is no message that could make room for another.
        let lets_beside =
            Beside::<E::Light>::FITS && capacity > 0 && overflow != Overflow::DropOldest;
        let queue = Lock::new(Queue::new(capacity, overflow));
        Self { queue, lets_beside, is_quiet: AtomicBool::new(lets_beside) }
    }
}

impl<E: Entry> Outlet<E> {
    #[inline]
    pub(crate) fn new() -> Self {
        Self { beside: Beside::new(), batch: AtomicUsize::new(0), room: OnceLock::new() }
    }

    fn room(&self) -> Option<&Room> {
        if self.room.get().is_none() {
            // Another caller may have made it by now.
            let _same = self.room.set(Box::default());
        }
        self.room.get().map(|room| &**room)
    }

    #[cold]
    #[inline(never)]
    fn note_dropped(&self) {
        if let Some(room) = self.room() {
            room.note_dropped();
        }
    }
}

impl<'a, E: Entry> Mailbox<'a, E> {
    #[inline]
    pub(crate) fn of(inlet: &'a Inlet<E>, outlet: &'a Outlet<E>, token: &'a Token) -> Self {
        Self { inlet, outlet, token }
    }

    /// Notes that the process rests.
    #[inline]
    pub(crate) fn note_rest(self) {
        // Written only when it was not so before, to leave the senders their line of memory.
        if !self.inlet.is_quiet.load(Ordering::Relaxed) && self.inlet.lets_beside {
            self.inlet.is_quiet.store(true, Ordering::Relaxed);
        }
    }

    /// Takes the token to [place](Self::place) a message beside the queue, if the process rests.
    #[inline]
    pub(crate) fn enter(self) -> bool {
        if !self.inlet.is_quiet.load(Ordering::Relaxed) || !self.token.is_idle() {
            return false;
        }
        // A plain process gives the token back before it has read all of a batch.
        self.outlet.batch.load(Ordering::Relaxed) == 0 && self.token.try_enter()
    }

    /// Leaves a message beside the queue, for which the process has to be woken, and gives the token back;
    /// `false` when the process is about to end. Then the token is still held, and the message is to be
    /// [taken back](Self::take_back).
    #[inline]
    pub(crate) fn place(self, light: E::Light) -> bool {
        self.outlet.beside.put(light);
        self.token.leave_placed()
    }

    /// The message of whoever could not leave it beside the queue.
    #[cold]
    pub(crate) fn take_back(self) -> Option<E::Light> {
        self.outlet.beside.take()
    }

    /// Takes out what lies beside the queue, which is older than all that is in it.
    #[inline]
    fn placed(self) -> Option<E> {
        if self.token.take_placed() { self.outlet.beside.take().map(E::of) } else { None }
    }

    /// What lay beside the queue, once the token was taken for it.
    #[inline]
    pub(crate) fn found(self) -> Option<E::Light> {
        let found = self.outlet.beside.take();
        self.tell_hungry();
        found
    }

    /// Queues a user message of this weight; `wrap` makes it an entry, in its place, because an entry
    /// that is passed on is moved.
    #[inline]
    pub(crate) fn push<M>(
        self,
        message: M,
        weight: Weight,
        wrap: impl FnOnce(M) -> E,
    ) -> Result<Wake, Refused<M>> {
        let mut queue = self.inlet.queue.lock();
        let mut dropped = None;
        if queue.door != Door::Open || !self.has_room(&mut queue) {
            match queue.overflow(weight) {
                Verdict::Instead(old) => dropped = Some(old),
                Verdict::Drop => {
                    drop(queue);
                    self.outlet.note_dropped();
                    // The value is the user's: its destructor must not run under our lock.
                    wrap(message).note_dropped();
                    return Ok(Wake::No);
                }
                Verdict::Refuse(refused) => return Err(refused(message)),
            }
        }
        let wake = self.put(&mut queue, || wrap(message));
        drop(queue);
        if let Some(dropped) = dropped {
            self.outlet.note_dropped();
            displaced(dropped);
        }
        Ok(wake)
    }

    /// Whether one more user message fits.
    #[inline]
    fn has_room(self, queue: &mut Queue<E>) -> bool {
        // All that may count, and one beside it.
        if queue.entries.len() + queue.batch as usize + 1 < queue.capacity as usize {
            return true;
        }
        queue.has_room_left(&self.outlet.batch, self.token)
    }

    #[inline]
    fn put(self, queue: &mut Queue<E>, entry: impl FnOnce() -> E) -> Wake {
        let first = queue.entries.is_empty();
        queue.append(entry);
        if first {
            self.inlet.is_quiet.store(false, Ordering::Relaxed);
            self.token.note_mail()
        } else {
            // Later entries ride on the first one's wake-up.
            Wake::No
        }
    }

    /// How many messages were dropped because there was no room.
    pub(crate) fn dropped(self) -> u64 {
        self.outlet.room.get().map_or(0, |room| room.dropped())
    }

    /// Queues a message of the runtime: past the capacity, until the mailbox is closed.
    pub(crate) fn push_control(self, entry: E) -> Result<Wake, E> {
        let mut queue = self.inlet.queue.lock();
        if queue.door == Door::Closed {
            drop(queue);
            return Err(entry);
        }
        queue.controls += 1;
        Ok(self.put(&mut queue, || entry))
    }

    /// What comes next; more of it may go to `batch`, which must be empty. The token must be held.
    ///
    /// Everything at once, or one by one when the oldest may have to make room: what is in the batch
    /// is out of the senders' reach. A message that is alone is taken out where it lies, so that a
    /// process that gets one at a time looks into its queue once for each.
    pub(crate) fn next(self, batch: &mut VecDeque<E>) -> Option<E> {
        if !self.token.has_mail() {
            return None;
        }
        // Never counted as a part of the batch, which is empty while something lies beside the queue.
        if let Some(placed) = self.placed() {
            return Some(placed);
        }
        let mut queue = self.inlet.queue.lock();
        let (next, users) = if queue.overflow == Overflow::DropOldest || queue.entries.len() < 2 {
            let next = queue.pop_front();
            queue.take_place(batch);
            let users = usize::from(next.as_ref().is_some_and(|e| e.weight() != Weight::Control));
            (next, users)
        } else {
            let users = queue.users();
            std::mem::swap(&mut queue.entries, batch);
            queue.controls = 0;
            (batch.pop_front(), users)
        };
        if queue.entries.is_empty() {
            self.token.clear_mail();
        }
        // What a flood has left behind.
        let spare = spare::emptied(&mut queue.entries);
        // Not zero before when the process holds messages back for later.
        let held_back = self.outlet.batch.load(Ordering::Relaxed);
        self.outlet.batch.store(held_back + users, Ordering::Release);
        queue.batch = small(held_back + users);
        drop(queue);
        drop(spare);
        next
    }

    /// What comes next, when little waits, and all of it in the queue. The token must be held.
    #[inline]
    pub(crate) fn next_of_few(self) -> Option<E> {
        let mut queue = self.inlet.queue.lock();
        if queue.entries.len() > FEW {
            return None;
        }
        let entry = queue.pop_front()?;
        if queue.entries.is_empty() {
            self.token.clear_mail();
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
            self.inlet.queue.lock().take_place(batch);
        }
    }

    /// Tells those at the head of the line for room that there is some: again when the process rests,
    /// because `taken` misses who registers at the same time.
    #[inline]
    pub(crate) fn tell_hungry(self) {
        if let Some(room) = self.outlet.room.get()
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
        if let Some(room) = self.outlet.room.get() {
            room.call(usize::MAX);
        }
    }

    /// Notes that a user message of the batch was taken out to be handled or dropped. Called by the
    /// task alone.
    pub(crate) fn taken(self) {
        let left = self.outlet.batch.load(Ordering::Relaxed);
        self.outlet.batch.store(left.saturating_sub(1), Ordering::Release);
        self.tell_hungry();
    }

    /// Gives memory back that no waiting entry needs.
    pub(crate) fn shrink(self) {
        self.inlet.queue.lock().entries.shrink_to_fit();
    }

    /// How many user messages wait, wherever they lie.
    pub(crate) fn len(self) -> usize {
        self.waiting(&self.inlet.queue.lock())
    }

    fn waiting(self, queue: &Queue<E>) -> usize {
        let placed = usize::from(self.token.has_placed());
        queue.users() + self.outlet.batch.load(Ordering::Acquire) + placed
    }

    /// How many user messages there is room for; `None` without a bound.
    pub(crate) fn bound(self) -> Option<usize> {
        let capacity = self.inlet.queue.lock().capacity;
        (capacity < u32::MAX).then_some(capacity as usize)
    }

    /// Refuses user messages from now on; how many wait, if it did not before.
    pub(crate) fn stop(self) -> Option<usize> {
        // Which refuses those that would lie beside the queue.
        self.token.shut();
        let mut queue = self.inlet.queue.lock();
        if queue.door != Door::Open {
            return None;
        }
        queue.door = Door::Stopping;
        let waiting = self.waiting(&queue);
        drop(queue);
        self.tell_door();
        Some(waiting)
    }

    /// Refuses everything from now on and hands out what is left. The token must be shut.
    pub(crate) fn close(self) -> VecDeque<E> {
        let mut queue = self.inlet.queue.lock();
        queue.door = Door::Closed;
        let mut left = std::mem::take(&mut queue.entries);
        queue.controls = 0;
        drop(queue);
        if let Some(placed) = self.placed() {
            left.push_front(placed);
        }
        self.tell_door();
        left
    }

    /// Keeps what [`close`](Self::close) has handed out, to be handed out again. It waits no more.
    pub(crate) fn keep(self, left: VecDeque<E>) {
        let mut queue = self.inlet.queue.lock();
        queue.controls = small(left.len());
        queue.entries = left;
    }

    /// How many more messages there is room for; `None` when the door is not open.
    fn free(self) -> Option<usize> {
        let queue = self.inlet.queue.lock();
        let room = (queue.capacity as usize).saturating_sub(self.waiting(&queue));
        (queue.door == Door::Open).then_some(room)
    }

    /// A place in the line of those who wait for room.
    pub(crate) fn line_up(self) -> Place<'a, E> {
        Place::of(self)
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

#[cfg(all(test, not(switchboard_loom)))]
mod tests {
    use super::*;

    impl Entry for u64 {
        type Light = Self;

        fn of(light: Self) -> Self {
            light
        }

        fn weight(&self) -> Weight {
            Weight::Cast
        }
    }

    /// A million processes that had one message each would otherwise keep room for four millions.
    #[test]
    fn the_first_message_makes_room_for_two() {
        let inlet = Inlet::new(8, Overflow::Refuse);
        let (outlet, token) = (Outlet::new(), Token::held());
        let mailbox = Mailbox::of(&inlet, &outlet, &token);
        for (message, places) in [(1_u64, 2..3), (2, 2..3), (3, 3..9)] {
            assert!(mailbox.push(message, Weight::Cast, |message| message).is_ok());
            let room = inlet.queue.lock().entries.capacity();
            assert!(places.contains(&room), "{message} messages");
        }
    }
}
