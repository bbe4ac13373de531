//! What many processes never need, made when it is first needed: an idle process must stay small.

use std::any::Any;
use std::sync::atomic::AtomicU64;
use std::sync::{Arc, OnceLock, Weak};
use std::time::Duration;

use super::core::Core;
use super::dictionary::Dictionary;
use super::error::StartError;
use super::exit::ExitReason;
use super::holdings::{Holdings, Table};
use super::lineage::Lineage;
use super::reply::{AnySlot, Slot};
use super::stopping::Ending;
use super::timer::{Action, TimerRef, Timers};
use super::wait::Waits;
use crate::clock::Instant;
use crate::sync::Lock;

/// What one process needs when it waits, sets timers, starts others, or is entered in tables.
#[derive(Default)]
pub(crate) struct Extras {
    pub(crate) waits: Waits,
    pub(crate) timers: Timers,
    pub(crate) holdings: Holdings,
    pub(crate) dictionary: Dictionary,
    /// Callers whose answer was put off, to be released when the process ends.
    pub(crate) deferred: Lock<Vec<Weak<dyn AnySlot>>>,
    /// How many calls were not handled because nobody waited for them any more.
    pub(crate) abandoned: AtomicU64,
    /// What a server keeps from one shift to the next: the `Control` that `sys` has set, without its type.
    pub(crate) aside: Lock<Option<Box<dyn Any + Send>>>,
    /// How it stops, and what it leaves.
    pub(crate) ending: Ending,
    /// The line of its children, made for the first of them.
    pub(super) below: OnceLock<Arc<Lineage>>,
    /// Whoever waits for the `init` of a server that waits itself.
    pub(crate) starter: OnceLock<Arc<Slot<Result<(), StartError>>>>,
}

/// The place of the extras. Once closed it is as it is: a process that had none by its end gets none.
#[derive(Default)]
pub(super) struct Place(OnceLock<Option<Box<Extras>>>);

impl Place {
    /// The extras, made now if there are none; `None` when the process had none and has ended.
    pub(super) fn get_or_make(&self) -> Option<&Extras> {
        self.0.get_or_init(|| Some(Box::default())).as_deref()
    }

    /// The extras, if there are any.
    #[inline]
    pub(super) fn get(&self) -> Option<&Extras> {
        self.0.get()?.as_deref()
    }

    /// Makes none any more; gives what there is.
    pub(super) fn close(&self) -> Option<&Extras> {
        self.0.get_or_init(|| None).as_deref()
    }
}

impl Core {
    /// What many processes never need; `None` when this one never did, and has ended.
    pub(crate) fn extras(&self) -> Option<&Extras> {
        self.extras.get_or_make()
    }

    /// As [`extras`](Self::extras), if they were needed before.
    #[inline]
    pub(crate) fn known_extras(&self) -> Option<&Extras> {
        self.extras.get()
    }

    /// Makes no extras from now on; gives those that there are.
    pub(crate) fn close_extras(&self) -> Option<&Extras> {
        self.extras.close()
    }

    /// The timers, if one of them runs.
    #[inline]
    pub(crate) fn timers_to_poll(&self) -> Option<&Timers> {
        self.extras.get().map(|extras| &extras.timers).filter(|timers| timers.any())
    }

    /// Sets a timer of this process. Its task must be woken afterwards, to sleep until the right moment.
    pub(crate) fn add_timer(
        &self,
        at: Instant,
        every: Option<Duration>,
        action: Action,
    ) -> TimerRef {
        match self.extras() {
            Some(extras) => extras.timers.add(self.pid, at, every, action),
            None => TimerRef::dead(self.pid, at),
        }
    }

    /// Enters something into a table outside, which hears of the end of this process; see
    /// [`Holdings::enter`](super::holdings::Holdings::enter).
    pub(crate) fn enter<R>(
        &self,
        table: &Arc<dyn Table>,
        enter: impl FnOnce() -> (R, bool),
    ) -> Option<R> {
        self.extras()?.holdings.enter(table, enter)
    }

    /// Notes that nothing is held in `table` any more.
    pub(crate) fn leave(&self, table: &Arc<dyn Table>) {
        if let Some(extras) = self.known_extras() {
            extras.holdings.leave(table);
        }
    }

    /// Drops all notes of the dictionary; the panic, if one of them does.
    pub(crate) fn clear_dictionary(&self) -> Result<(), ExitReason> {
        self.known_extras().map_or(Ok(()), |extras| extras.dictionary.clear())
    }

    /// The line of the processes that this one starts.
    pub(crate) fn line_below(&self) -> Arc<Lineage> {
        let make = || self.line.below(self.pid);
        match self.extras() {
            Some(extras) => Arc::clone(extras.below.get_or_init(make)),
            None => make(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_never_needed_is_not_made_at_the_end() {
        let place = Place::default();
        assert!(place.get().is_none());
        assert!(place.close().is_none());
        assert!(place.get_or_make().is_none());
    }

    #[test]
    fn what_was_made_is_there_at_the_end() {
        let place = Place::default();
        assert!(place.get_or_make().is_some() && place.get().is_some());
        assert!(place.close().is_some());
    }
}
