//! Aliases: second addresses of a process, for answers, that can be switched off.

use std::fmt;
use std::sync::Arc;

use super::guard;
use crate::sync::model::{AtomicU8, Ordering};

const OPEN: u8 = 0;
/// Takes no more; what it took arrives.
const SEALED: u8 = 1;
/// Takes no more, and what it took is dropped on its way.
const CLOSED: u8 = 2;

/// What the copies of one alias share.
#[derive(Clone)]
pub(crate) struct Gate(Arc<State>);

struct State {
    phase: AtomicU8,
    once: bool,
}

impl Gate {
    pub(crate) fn new(once: bool) -> Self {
        Self(Arc::new(State { phase: AtomicU8::new(OPEN), once }))
    }

    /// Whether one more may come in; one that serves once takes no other after it.
    fn admit(&self) -> bool {
        if self.0.once { self.seal() } else { self.is_open() }
    }

    fn is_open(&self) -> bool {
        self.0.phase.load(Ordering::Acquire) == OPEN
    }

    /// Whether what was let in is still to be handed out.
    pub(crate) fn hands_out(&self) -> bool {
        self.0.phase.load(Ordering::Acquire) != CLOSED
    }

    /// Lets nobody in from now on; `true` when it was open.
    pub(crate) fn seal(&self) -> bool {
        let seal = self.0.phase.compare_exchange(OPEN, SEALED, Ordering::AcqRel, Ordering::Acquire);
        seal.is_ok()
    }

    /// Lets nothing through from now on; `true` when it was open.
    pub(crate) fn close(&self) -> bool {
        self.0.phase.swap(CLOSED, Ordering::AcqRel) == OPEN
    }
}

/// A second address of a process, which takes `T`s until it is closed; late ones fall.
///
/// An answer that comes after its asker has given up must not surprise it later. So the asker hands
/// out an alias in place of its own address, and closes it when it stops waiting. What is sent goes
/// past the capacity of the mailbox, as replies do.
///
/// Made by [`Inbox::alias`](super::Inbox::alias), [`alias_once`](super::Inbox::alias_once) and
/// [`monitor_alias`](super::Inbox::monitor_alias).
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use switchboard::process::{self, Inbox};
///
/// enum Event {
///     Price(u32),
///     Enough,
/// }
///
/// let shopper = process::spawn(|mut inbox: Inbox<Event>| async move {
///     let offers = inbox.alias(Event::Price);
///     offers.send(7);
///     let Event::Price(price) = inbox.message().await else { panic!("no price") };
///     assert_eq!(price, 7);
///     offers.send(6);
///     assert!(offers.close());
///     offers.send(5);
///     inbox.self_ref().send(Event::Enough).unwrap();
///     assert!(matches!(inbox.message().await, Event::Enough));
/// })?;
/// assert!(shopper.ended().await.is_normal());
/// # Ok(()) }
/// ```
pub struct Alias<T> {
    gate: Gate,
    deliver: Arc<dyn Fn(T, Gate) + Send + Sync>,
}

impl<T> Alias<T> {
    pub(crate) fn new(gate: Gate, deliver: impl Fn(T, Gate) + Send + Sync + 'static) -> Self {
        Self { gate, deliver: Arc::new(deliver) }
    }

    /// Sends; what comes too late, or to a process that has ended, falls. So does a value that the
    /// owner's function panics at: that is no failure of the sender.
    pub fn send(&self, value: T) {
        if self.gate.admit() {
            drop(guard::catch(|| (self.deliver)(value, self.gate.clone())));
        }
    }

    /// Closes the address, for all copies of it; `true` when it was open.
    ///
    /// After this nothing of it is handed out, not even what lies in the mailbox already.
    pub fn close(&self) -> bool {
        self.gate.close()
    }

    /// Whether it takes what is sent.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.gate.is_open()
    }
}

impl<T> Clone for Alias<T> {
    fn clone(&self) -> Self {
        Self { gate: self.gate.clone(), deliver: Arc::clone(&self.deliver) }
    }
}

impl<T> fmt::Debug for Alias<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Alias").field("open", &self.is_open()).finish_non_exhaustive()
    }
}
