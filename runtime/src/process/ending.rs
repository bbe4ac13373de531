//! Who waits for the end of a process, outside of links and monitors.

use std::sync::Arc;

use super::core::Watcher;
use super::exit::ExitReason;
use super::pid::Pid;
use super::reply::{Due, Settled, Slot};

/// What a process leaves behind when it ends.
pub(crate) struct Legacy {
    pub(crate) links: Vec<Pid>,
    pub(crate) watchers: Vec<(u64, Watcher)>,
    pub(crate) watching: Vec<(u64, Pid)>,
    /// Who waits, when nobody has to be told before.
    pub(super) waiting: Option<Waiting>,
    /// Whether a single link is all that tells somebody of the end.
    pub(super) has_one_heir: bool,
}

type Waiter = Arc<Slot<ExitReason>>;

/// Mostly nobody, or the one who stops it.
#[derive(Default)]
pub(super) struct Waiting {
    first: Option<Waiter>,
    others: Vec<Waiter>,
}

impl Waiting {
    pub(super) fn add(&mut self, waiter: &Waiter) {
        if self.first.as_ref().is_none_or(|first| !first.has_caller()) {
            self.first = Some(Arc::clone(waiter));
            return;
        }
        // Waits that were given up must not pile up over a long life.
        if self.others.len() >= 32 && self.others.len() == self.others.capacity() {
            self.others.retain(|waiter| waiter.has_caller());
        }
        self.others.push(Arc::clone(waiter));
    }

    pub(super) fn is_empty(&self) -> bool {
        self.first.is_none() && self.others.is_empty()
    }

    /// Tells all of them. Whoever stopped waiting has no use for the answer.
    pub(super) fn tell(&self, reason: &ExitReason) {
        for waiter in self.first.iter().chain(&self.others) {
            waiter.settle(Settled::Reply(reason.clone()));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::task::{Context, Wake, Waker};

    use super::*;

    #[test]
    fn waits_that_were_given_up_do_not_pile_up() {
        let mut waiting = Waiting::default();
        let stays = Slot::new();
        waiting.add(&stays);
        for _ in 0..10_000 {
            let slot = Slot::new();
            waiting.add(&slot);
            drop(slot.leave());
        }
        assert!(waiting.others.len() <= 64, "{}", waiting.others.len());
        let last = Slot::new();
        waiting.add(&last);
        waiting.tell(&ExitReason::Shutdown);
        for slot in [stays, last] {
            assert!(matches!(slot.leave(), Some(Settled::Reply(ExitReason::Shutdown))));
        }
    }

    /// The waker of a task that was written by hand.
    struct Panics;

    impl Wake for Panics {
        fn wake(self: Arc<Self>) {
            panic!("a waker of the user's");
        }
    }

    #[test]
    fn a_waker_that_panics_keeps_nobody_else_waiting() {
        let mut waiting = Waiting::default();
        let (first, second) = (Slot::new(), Slot::new());
        let waker = Waker::from(Arc::new(Panics));
        assert!(first.poll(&Context::from_waker(&waker)).is_pending());
        assert!(second.poll(&Context::from_waker(Waker::noop())).is_pending());
        waiting.add(&first);
        waiting.add(&second);
        waiting.tell(&ExitReason::Shutdown);
        for slot in [first, second] {
            assert!(matches!(slot.leave(), Some(Settled::Reply(ExitReason::Shutdown))));
        }
    }
}
