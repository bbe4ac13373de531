//! The call that the running code handles: who waits for it, and until when.
//!
//! It is known for as long as the handler is polled, so that a call which the handler makes can inherit
//! what is left of the time, and costs nothing where there is no such call.

use std::cell::RefCell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::pid::Pid;
use super::reply::AnySlot;
use crate::clock::Instant;

/// A call, in the hands of the process that handles it.
#[derive(Clone)]
pub(crate) struct Asked {
    pub(crate) by: Pid,
    pub(crate) slot: Arc<dyn AnySlot>,
}

thread_local! {
    static ASKED: RefCell<Option<Asked>> = const { RefCell::new(None) };
}

/// Until when the call is waited for that the running code handles.
pub(crate) fn due() -> Option<Instant> {
    ASKED.with_borrow(|asked| asked.as_ref()?.slot.due())
}

/// Whether nobody waits any more for the call that `process` handles right now.
pub(crate) fn is_abandoned(process: Pid) -> bool {
    ASKED.with_borrow(|asked| {
        asked.as_ref().is_some_and(|asked| asked.by == process && asked.slot.is_given_up())
    })
}

/// Does `work`, which is a part of handling a call.
pub(crate) fn during<R>(asked: &mut Option<Asked>, work: impl FnOnce() -> R) -> R {
    let _known = Known::swap(asked);
    work()
}

pin_project! {
    /// A handler of a call.
    pub(crate) struct Handling<F> {
        asked: Option<Asked>,
        #[pin]
        handler: F,
    }
}

/// Lets `handler` know which call it handles.
pub(crate) fn handling<F: Future>(asked: Option<Asked>, handler: F) -> Handling<F> {
    Handling { asked, handler }
}

impl<F: Future> Future for Handling<F> {
    type Output = F::Output;

    #[inline]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let _known = Known::swap(this.asked);
        this.handler.poll(cx)
    }
}

/// Puts a call into its place for as long as this lives, and what was there back afterwards.
struct Known<'a>(&'a mut Option<Asked>);

impl<'a> Known<'a> {
    #[inline]
    fn swap(asked: &'a mut Option<Asked>) -> Self {
        ASKED.with_borrow_mut(|place| std::mem::swap(place, asked));
        Self(asked)
    }
}

impl Drop for Known<'_> {
    #[inline]
    fn drop(&mut self) {
        ASKED.with_borrow_mut(|place| std::mem::swap(place, self.0));
    }
}
