//! The place of one message beside the queue.
//!
//! Most processes rest most of the time, and get one message at a time. Such a message needs neither
//! the lock of a queue nor memory of its own: its sender takes the token as a caller does, leaves the message
//! here, and gives the token back with the mark that it did.
//!
//! `unsafe` lives here for the same reason as in [`cell`](super::super::cell): what is here is touched only
//! by the holder of the token who puts a message in, and by the one who strikes off its mark, behind
//! whom nobody can put another in before [`take`](Beside::take) is over (see [`token`](super::super::token)).

use std::marker::PhantomData;
use std::mem::MaybeUninit;

use crate::observe::handling::Origin;
use crate::sync::model::UnsafeCell;

/// As large as a message may be, beside what is noted of where it comes from: the place is there in every
/// process, whatever its messages.
type Room = [usize; 4 + size_of::<Origin>().div_ceil(size_of::<usize>())];

/// The place of one `M`.
pub(super) struct Beside<M>(UnsafeCell<Slot<M>>);

// SAFETY: sharing a place only ever moves a message from one thread to another, which `M: Send` permits; the
// token orders who puts it in before who takes it out.
#[expect(unsafe_code, reason = "the token makes the place exclusive; see the module's argument")]
unsafe impl<M: Send> Sync for Beside<M> {}

struct Slot<M> {
    /// Whether there is an `M` in `room`.
    is_full: bool,
    room: MaybeUninit<Room>,
    message: PhantomData<M>,
}

impl<M> Beside<M> {
    /// Whether a message fits into it.
    pub(super) const FITS: bool =
        size_of::<M>() <= size_of::<Room>() && align_of::<M>() <= align_of::<Room>();

    pub(super) fn new() -> Self {
        let slot = Slot { is_full: false, room: MaybeUninit::uninit(), message: PhantomData };
        Self(UnsafeCell::new(slot))
    }

    /// Puts a message in, which must [fit](Self::FITS). The token must be held, and the place empty.
    #[inline]
    pub(super) fn put(&self, message: M) {
        // SAFETY: the token is held, and its mark says that the place is empty, so nobody else is here.
        #[expect(unsafe_code, reason = "the token makes the place exclusive")]
        self.0.with_mut(|slot| unsafe { (*slot).put(message) });
    }

    /// Takes the message out. Only for the holder who has put it in, and for the one who has struck off its
    /// mark.
    #[inline]
    pub(super) fn take(&self) -> Option<M> {
        // SAFETY: whoever put the message in is gone or is this one, nobody else has struck off its mark, and
        // the token, held or shut, lets nobody put in another.
        #[expect(unsafe_code, reason = "the token makes the place exclusive")]
        self.0.with_mut(|slot| unsafe { (*slot).take() })
    }
}

impl<M> Slot<M> {
    #[inline]
    fn put(&mut self, message: M) {
        if !Beside::<M>::FITS {
            return;
        }
        // SAFETY: the message fits into the room, which is aligned for it.
        #[expect(unsafe_code, reason = "the room is for messages of any type")]
        unsafe {
            self.room.as_mut_ptr().cast::<M>().write(message);
        }
        self.is_full = true;
    }

    #[inline]
    fn take(&mut self) -> Option<M> {
        if !std::mem::take(&mut self.is_full) {
            return None;
        }
        // SAFETY: a message is in the room, and is not taken out again, because nothing says any more
        // that it is there.
        #[expect(unsafe_code, reason = "the room is for messages of any type")]
        Some(unsafe { self.room.as_mut_ptr().cast::<M>().read() })
    }
}

impl<M> Drop for Slot<M> {
    fn drop(&mut self) {
        drop(self.take());
    }
}
