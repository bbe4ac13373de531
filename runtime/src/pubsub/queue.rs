//! What waits for the reader of a stream: bounded, with a rule for what does not fit.

use std::collections::VecDeque;
use std::error::Error;
use std::fmt;
use std::task::{Context, Poll, Waker};

use crate::process::guard;
use crate::sync::Lock;

/// What a stream does when more waits than it may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum OnLag {
    /// The oldest message makes room.
    #[default]
    DropOldest,
    /// The new message is dropped.
    DropNewest,
    /// The subscription ends, after what waits.
    End,
}

/// How many messages a stream has lost at this place, because its reader did not keep up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Lagged(pub u64);

impl fmt::Display for Lagged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the reader was too slow: {} messages are lost", self.0)
    }
}

impl Error for Lagged {}

/// The messages that wait.
pub(super) struct Queue<M> {
    capacity: usize,
    on_lag: OnLag,
    state: Lock<State<M>>,
}

struct State<M> {
    /// Each with the number of those that were lost before it.
    waiting: VecDeque<(u64, M)>,
    /// How many were lost after all of them.
    lost: u64,
    closed: bool,
    reader: Option<Waker>,
}

impl<M> Queue<M> {
    pub(super) fn new(capacity: usize, on_lag: OnLag) -> Self {
        let state = State { waiting: VecDeque::new(), lost: 0, closed: false, reader: None };
        Self { capacity: capacity.max(1), on_lag, state: Lock::new(state) }
    }

    /// Adds a message; `false` when it is not taken. An older one may be lost for it.
    pub(super) fn push(&self, message: M) -> bool {
        let mut state = self.state.lock();
        if state.closed {
            return false;
        }
        let full = state.waiting.len() >= self.capacity;
        let dropped = match self.on_lag {
            _ if !full => None,
            OnLag::DropOldest => state.waiting.pop_front().map(|(before, oldest)| {
                match state.waiting.front_mut() {
                    Some((lost, _)) => *lost += before + 1,
                    None => state.lost += before + 1,
                }
                oldest
            }),
            OnLag::DropNewest | OnLag::End => {
                state.lost += 1;
                state.closed |= self.on_lag == OnLag::End;
                let reader = state.reader.take();
                drop(state);
                reader.into_iter().for_each(Waker::wake);
                return false;
            }
        };
        let lost = std::mem::take(&mut state.lost);
        state.waiting.push_back((lost, message));
        let reader = state.reader.take();
        drop(state);
        reader.into_iter().for_each(Waker::wake);
        // It is the user's, and is dropped outside of the lock.
        drop(dropped);
        true
    }

    /// Whether it takes no more.
    pub(super) fn is_closed(&self) -> bool {
        self.state.lock().closed
    }

    /// Takes no more; what waits is still read.
    pub(super) fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        let reader = state.reader.take();
        drop(state);
        reader.into_iter().for_each(Waker::wake);
    }

    /// Takes no more, and forgets what waits.
    pub(super) fn clear(&self) {
        self.close();
        let waiting = std::mem::take(&mut self.state.lock().waiting);
        drop(guard::drop_each(waiting));
    }

    /// The next message, or how many were lost at its place.
    pub(super) fn poll(&self, cx: &Context<'_>) -> Poll<Option<Result<M, Lagged>>> {
        let mut state = self.state.lock();
        let lost = match state.waiting.front_mut() {
            Some((lost, _)) => std::mem::take(lost),
            None => std::mem::take(&mut state.lost),
        };
        if lost > 0 {
            return Poll::Ready(Some(Err(Lagged(lost))));
        }
        if let Some((_, message)) = state.waiting.pop_front() {
            return Poll::Ready(Some(Ok(message)));
        }
        if state.closed {
            return Poll::Ready(None);
        }
        if !state.reader.as_ref().is_some_and(|reader| reader.will_wake(cx.waker())) {
            state.reader = Some(cx.waker().clone());
        }
        Poll::Pending
    }
}
