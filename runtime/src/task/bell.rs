//! Waiting for many tasks at once without asking each of them again at every wake-up.

use std::collections::VecDeque;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};

use crate::sync::Lock;

/// Those of many that have something to tell, in the order in which they rang.
#[derive(Default)]
pub(super) struct Bells(Lock<Rung>);

#[derive(Default)]
struct Rung {
    rang: VecDeque<u64>,
    waker: Option<Waker>,
}

impl Bells {
    pub(super) fn new() -> Arc<Self> {
        Arc::default()
    }

    /// A waker that rings for `at`.
    pub(super) fn bell(self: &Arc<Self>, at: u64) -> Waker {
        Waker::from(Arc::new(Bell { bells: Arc::clone(self), at }))
    }

    /// Rings for `at`.
    pub(super) fn ring(&self, at: u64) {
        let waker = {
            let mut rung = self.0.lock();
            rung.rang.push_back(at);
            rung.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// The next that rang.
    pub(super) fn poll(&self, cx: &Context<'_>) -> Poll<u64> {
        let mut rung = self.0.lock();
        if let Some(at) = rung.rang.pop_front() {
            return Poll::Ready(at);
        }
        if !rung.waker.as_ref().is_some_and(|known| known.will_wake(cx.waker())) {
            rung.waker = Some(cx.waker().clone());
        }
        Poll::Pending
    }
}

struct Bell {
    bells: Arc<Bells>,
    at: u64,
}

impl Wake for Bell {
    fn wake(self: Arc<Self>) {
        self.bells.ring(self.at);
    }
}
