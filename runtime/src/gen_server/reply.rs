//! The port through which a server answers: now, later, or from somewhere else.

use std::any::type_name;
use std::fmt;
use std::sync::Arc;

use super::{Context, GenServer};
use crate::observe::handling::Origin;
use crate::process::Pid;
use crate::process::asked::Asked;
use crate::process::reply::{AnySlot, Due, Settled, Slot};

/// Where the answer to one call goes.
///
/// Dropped unanswered, it releases the caller at once with
/// [`CallError::NoReply`](crate::CallError::NoReply).
#[must_use = "a caller waits for the answer"]
pub struct ReplyPort {
    slot: Option<Arc<dyn AnySlot>>,
    origin: Origin,
}

impl ReplyPort {
    pub(crate) fn new(slot: Arc<dyn AnySlot>) -> Self {
        Self { slot: Some(slot), origin: Origin::here() }
    }

    /// A port that nobody waits at.
    pub fn none() -> Self {
        Self { slot: None, origin: Origin::here() }
    }

    /// Where the call comes from.
    pub(super) fn origin(&self) -> &Origin {
        &self.origin
    }

    /// The process that waits; `None` when the call came from outside of any process.
    #[must_use]
    pub fn caller(&self) -> Option<Pid> {
        self.slot.as_ref()?.parties()?.caller
    }

    pub(super) fn slot(&self) -> Option<&Arc<dyn AnySlot>> {
        self.slot.as_ref()
    }

    /// The call, for those who handle it.
    pub(super) fn asked(&self) -> Option<Asked> {
        let slot = self.slot.as_ref()?;
        Some(Asked { by: slot.parties()?.server, slot: Arc::clone(slot) })
    }

    /// Answers the call.
    ///
    /// When the handler has called [`Context::stop`], the answer goes out after `terminate`, so that
    /// a caller who has it can rely on the end.
    pub fn reply<T: Send + 'static, S: GenServer>(mut self, value: T, cx: &mut Context<S>) {
        let caller = self.caller();
        let Some(slot) = self.typed::<T>() else {
            return;
        };
        cx.note_reply(caller);
        if cx.is_stopping() {
            cx.hold_reply(Box::new(move || {
                slot.settle(Settled::Reply(value));
            }));
        } else {
            slot.settle(Settled::Reply(value));
        }
    }

    /// Keeps the port, to answer later. If the server ends first, the caller gets its reason.
    pub fn defer<T: Send + 'static, S: GenServer>(mut self, cx: &mut Context<S>) -> ReplyTo<T> {
        let slot = self.typed::<T>();
        if let Some(slot) = &slot {
            slot.defer();
            let any: Arc<dyn AnySlot> = slot.clone();
            cx.note_deferred(&any);
        }
        ReplyTo { slot }
    }

    fn typed<T: Send + 'static>(&mut self) -> Option<Arc<Slot<T>>> {
        let slot = self.slot.take()?;
        match Arc::clone(&slot).into_any().downcast::<Slot<T>>() {
            Ok(typed) => Some(typed),
            Err(_) => {
                slot.wrong_type(type_name::<T>());
                None
            }
        }
    }
}

impl Drop for ReplyPort {
    fn drop(&mut self) {
        if let Some(slot) = self.slot.take() {
            slot.drop_unanswered();
        }
    }
}

impl fmt::Debug for ReplyPort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplyPort").field("caller", &self.caller()).finish_non_exhaustive()
    }
}

/// The right to answer one call with a `T`, once.
///
/// A `#[call]` handler with a parameter of this type does not answer by returning; it may keep the
/// value, or move it to a task. Dropped unanswered, it releases the caller with
/// [`CallError::NoReply`](crate::CallError::NoReply).
#[must_use = "a caller waits for the answer"]
pub struct ReplyTo<T: Send + 'static> {
    slot: Option<Arc<Slot<T>>>,
}

impl<T: Send + 'static> ReplyTo<T> {
    /// The answer to whoever waits at `slot`.
    #[cfg(feature = "test-util")]
    pub(crate) fn at(slot: Arc<Slot<T>>) -> Self {
        Self { slot: Some(slot) }
    }

    /// Answers. A caller that is gone is no error.
    pub fn send(mut self, value: T) {
        if let Some(slot) = self.slot.take() {
            slot.settle(Settled::Reply(value));
        }
    }

    /// Whether somebody still waits for the answer.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        self.slot.as_ref().is_some_and(|slot| slot.has_caller())
    }

    /// The process that waits; `None` when the call came from outside of any process.
    #[must_use]
    pub fn caller(&self) -> Option<Pid> {
        self.slot.as_ref()?.parties()?.caller
    }
}

/// The same right without its type, to pass the call on: [`StatemEvent`](crate::StatemEvent).
impl<T: Send + 'static> From<ReplyTo<T>> for ReplyPort {
    fn from(mut reply: ReplyTo<T>) -> Self {
        let slot = reply.slot.take();
        Self { slot: slot.map(|slot| slot as Arc<dyn AnySlot>), origin: Origin::here() }
    }
}

impl<T: Send + 'static> Drop for ReplyTo<T> {
    fn drop(&mut self) {
        if let Some(slot) = self.slot.take() {
            slot.drop_unanswered();
        }
    }
}

impl<T: Send + 'static> fmt::Debug for ReplyTo<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReplyTo").field("caller", &self.caller()).finish_non_exhaustive()
    }
}
