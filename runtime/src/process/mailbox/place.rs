//! The line of those who wait for room in a full mailbox.

use std::task::{Context, Poll};

use super::{Entry, Mailbox};

/// A place in the line of those who wait for room, kept until it is dropped.
pub(crate) struct Place<'a, E: Entry> {
    mailbox: Mailbox<'a, E>,
    number: Option<u64>,
}

impl<'a, E: Entry> Place<'a, E> {
    pub(super) fn of(mailbox: Mailbox<'a, E>) -> Self {
        Self { mailbox, number: None }
    }

    /// Waits until there may be room for whoever has this place, or the door has changed.
    pub(crate) fn poll(&mut self, cx: &Context<'_>) -> Poll<()> {
        let Some(room) = self.mailbox.outlet.room() else {
            return Poll::Ready(());
        };
        let place = *self.number.get_or_insert_with(|| room.join());
        // Registered before the look at the counter, so that room made in between is not missed.
        room.watch(place, cx.waker());
        // Either the process sees the registration when it rests, or this sees that it did.
        self.mailbox.token.sync();
        match self.mailbox.free() {
            Some(free) if !room.is_among(place, free) => Poll::Pending,
            Some(_) | None => Poll::Ready(()),
        }
    }
}

impl<E: Entry> Drop for Place<'_, E> {
    fn drop(&mut self) {
        if let (Some(place), Some(room)) = (self.number, self.mailbox.outlet.room.get()) {
            room.leave(place);
            // Whoever is next may have been told only of the room that this place would have taken.
            self.mailbox.tell_hungry();
        }
    }
}
