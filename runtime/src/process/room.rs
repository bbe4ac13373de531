//! The line of those who wait for room in a mailbox: first come, first served.
//!
//! Whoever is let through keeps the place until its message is in, so one that is overtaken by a sender
//! who does not wait is still the first. A place that is given up wakes whoever is next.

use std::collections::BTreeMap;
use std::sync::atomic::AtomicU64;
use std::task::Waker;

use crate::sync::model::{AtomicUsize, Lock, Ordering};

/// Those who wait for room in one mailbox.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// How many there are, to be read without the lock.
    hungry: AtomicUsize,
    line: Lock<Line>,
    /// How many messages were dropped because there was no room. Here, because few mailboxes need it.
    dropped: AtomicU64,
}

#[derive(Debug, Default)]
struct Line {
    next: u64,
    /// By the number of the place; one without a waker has been woken.
    places: BTreeMap<u64, Option<Waker>>,
}

impl Room {
    /// Whether anybody waits.
    pub(super) fn is_wanted(&self) -> bool {
        self.hungry.load(Ordering::Relaxed) > 0
    }

    /// Counts a message that was dropped because there was no room.
    pub(super) fn note_dropped(&self) {
        self.dropped.fetch_add(1, Ordering::Relaxed);
    }

    /// How many were.
    pub(super) fn dropped(&self) -> u64 {
        self.dropped.load(Ordering::Relaxed)
    }

    /// A place at the end of the line.
    pub(super) fn join(&self) -> u64 {
        let mut line = self.line.lock();
        let place = line.next;
        line.next += 1;
        line.places.insert(place, None);
        self.hungry.fetch_add(1, Ordering::SeqCst);
        place
    }

    /// Sets whom to wake for a place.
    pub(super) fn watch(&self, place: u64, waker: &Waker) {
        let mut line = self.line.lock();
        let before = line.places.insert(place, Some(waker.clone()));
        drop(line);
        drop(before);
    }

    /// Whether a place is among the first `free`.
    pub(super) fn is_among(&self, place: u64, free: usize) -> bool {
        self.line.lock().places.range(..place).take(free).count() < free
    }

    /// Gives a place up.
    pub(super) fn leave(&self, place: u64) {
        let mut line = self.line.lock();
        let gone = line.places.remove(&place);
        self.hungry.fetch_sub(1, Ordering::SeqCst);
        drop(line);
        drop(gone);
    }

    /// Wakes the first `free` of the line, each of them once.
    pub(super) fn call(&self, free: usize) {
        let mut line = self.line.lock();
        let woken: Vec<Waker> =
            line.places.values_mut().take(free).filter_map(Option::take).collect();
        drop(line);
        for waker in woken {
            waker.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_the_line_are_the_first_to_be_served() {
        let room = Room::default();
        let [first, second, third] = [room.join(), room.join(), room.join()];
        assert!(room.is_among(first, 1) && !room.is_among(second, 1));
        assert!(room.is_among(second, 2) && !room.is_among(third, 2));
        room.leave(first);
        assert!(room.is_among(second, 1) && !room.is_among(third, 1));
        assert!(!room.is_among(second, 0));
        room.leave(second);
        room.leave(third);
        assert!(!room.is_wanted());
    }
}
