//! What a handler may ask for beside the next state: events and timeouts.
//!
//! They are collected in the context in the order in which they are asked for, and done when the
//! handler has returned.

use std::time::{Duration, Instant};

use super::{GenStatem, Statem, StatemEvent};
use crate::clock;
use crate::gen_server::{Context, Message};

/// The context of a state machine: what every server's has, and events and timeouts.
///
/// A handler gets it by naming it: `cx: &mut StatemContext<Self>`. What it asks for is done when the
/// handler has returned, in order; of two settings of one timeout the last one holds.
pub type StatemContext<M> = Context<Statem<M>>;

/// When a timeout fires: after a while, or at a moment.
///
/// Wherever one is taken, a `Duration` or an `Instant` may be given. A duration of zero and a moment
/// that has passed mean: as soon as what waits inside the machine is handled, before anything that
/// has not been received yet. [`Duration::MAX`] means never, which is the same as to cancel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// After a while.
    After(Duration),
    /// At a moment.
    At(Instant),
}

impl From<Duration> for When {
    fn from(after: Duration) -> Self {
        Self::After(after)
    }
}

impl From<Instant> for When {
    fn from(at: Instant) -> Self {
        Self::At(at)
    }
}

impl From<clock::Instant> for When {
    fn from(at: clock::Instant) -> Self {
        Self::At(at.into_std())
    }
}

/// One thing that was asked for.
pub struct Action<M: GenStatem>(pub(super) Asked<M>);

pub(super) enum Asked<M: GenStatem> {
    /// To enter the first state.
    Begin,
    NextEvent(StatemEvent<M>),
    EventTimeout(Change<M::EventTimeout>),
    StateTimeout(Change<M::StateTimeout>),
    Timeout(Change<M::Timeout>),
    CancelTimeout(&'static str),
}

/// What is to become of a timeout.
pub(super) enum Change<C> {
    Set(When, C),
    Update(C),
    Cancel,
}

#[diagnostic::do_not_recommend]
impl<M: GenStatem> Message for Action<M> {
    fn name(&self) -> &'static str {
        match self.0 {
            Asked::Begin => "enter",
            _ => "action",
        }
    }
}

impl<M: GenStatem> Context<Statem<M>> {
    fn ask(&mut self, asked: Asked<M>) {
        self.continue_with(Action(asked));
    }

    /// Handles `event` next, before everything that waits. Of several, the first is handled first.
    ///
    /// An enter call must not ask for it; that ends the machine.
    pub fn next_event(&mut self, event: StatemEvent<M>) {
        self.ask(Asked::NextEvent(event));
    }

    /// As [`next_event`](Self::next_event), for an event that the machine sends to itself.
    pub fn next_internal(&mut self, internal: M::Internal) {
        self.next_event(StatemEvent::Internal(internal));
    }

    /// Sets the event timeout, in place of the one that may run: it fires unless any event is
    /// handled before.
    pub fn event_timeout(&mut self, when: impl Into<When>, content: M::EventTimeout) {
        self.ask(Asked::EventTimeout(Change::Set(when.into(), content)));
    }

    /// Changes what the event timeout carries. Any event has cancelled it before, so this is the same
    /// as to set it to zero, unless this handler has set it anew.
    pub fn update_event_timeout(&mut self, content: M::EventTimeout) {
        self.ask(Asked::EventTimeout(Change::Update(content)));
    }

    /// Cancels the event timeout that this handler has set.
    pub fn cancel_event_timeout(&mut self) {
        self.ask(Asked::EventTimeout(Change::Cancel));
    }

    /// Sets the state timeout, in place of the one that may run: it fires unless the state changes
    /// before.
    pub fn state_timeout(&mut self, when: impl Into<When>, content: M::StateTimeout) {
        self.ask(Asked::StateTimeout(Change::Set(when.into(), content)));
    }

    /// Changes what the state timeout carries, and not when it fires. When none runs, it fires at
    /// once.
    pub fn update_state_timeout(&mut self, content: M::StateTimeout) {
        self.ask(Asked::StateTimeout(Change::Update(content)));
    }

    /// Cancels the state timeout; when none runs, nothing happens.
    pub fn cancel_state_timeout(&mut self) {
        self.ask(Asked::StateTimeout(Change::Cancel));
    }

    /// Sets a timeout that fires whatever happens before, in place of the one of its name that may
    /// run. Its name is that of its content: the event of its handler.
    pub fn timeout(&mut self, when: impl Into<When>, content: M::Timeout) {
        self.ask(Asked::Timeout(Change::Set(when.into(), content)));
    }

    /// Changes what the timeout of this name carries, and not when it fires. When none runs, it fires
    /// at once.
    pub fn update_timeout(&mut self, content: M::Timeout) {
        self.ask(Asked::Timeout(Change::Update(content)));
    }

    /// Cancels the timeout of this name; when none runs, nothing happens.
    pub fn cancel_timeout(&mut self, name: &'static str) {
        self.ask(Asked::CancelTimeout(name));
    }
}
