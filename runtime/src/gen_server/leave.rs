//! The way out of a server: what waits is handled or counted, then it says goodbye.

use super::context::Stop;
use super::pace::Unit;
use super::serve::{Loop, TaskHeld};
use super::server::Body;
use super::{GenServer, OnStop};
use crate::process::core::Process;
use crate::process::{Entry, ExitReason, StopMode, Weight, guard};
use crate::report;

impl<'a, S: GenServer> Loop<'a, S> {
    /// Whether a stop leaves no time for what waits.
    #[inline]
    pub(super) fn discards(&self) -> bool {
        self.cell.inner.token.is_shut() && self.is_told_to_discard()
    }

    #[cold]
    fn is_told_to_discard(&self) -> bool {
        self.cell.core().known_extras().is_some_and(|extras| extras.ending.discards())
    }

    /// The way out: close the door, drain if that is the mode, terminate, let held replies go.
    pub(super) async fn end(&mut self, held: &mut TaskHeld<'a, S>) -> ExitReason {
        let Stop { mut reason, mut crashed } = self.stop.take().unwrap_or_default();
        self.cell.shut();
        if let Some(control) = &mut self.control {
            control.release(&mut self.batch, true);
        }
        if self.drains()
            && !crashed
            && let Some(panic) = self.drain(held).await
        {
            (reason, crashed) = (panic, true);
        }
        self.cell.core().begin_end(&reason);
        if crashed || reason.is_abnormal() {
            self.report(held, &reason);
        }
        if let Some(extras) = self.cell.core().known_extras() {
            extras.ending.handlers_are_done();
        }
        let Some(Body { state, cx }) = held.body() else {
            return reason;
        };
        cx.trail.note("terminate", self.cell.core());
        if let Err(panic) = guard::caught(state.terminate(&reason, cx)).await {
            reason = panic;
            report::crashed(&**self.cell, &reason, Some("terminate"), None, None);
        }
        // What still waits is dropped before anyone hears of the end; its callers wait for the reason.
        if !self.batch.is_empty() {
            self.cell.let_fall(self.batch.drain(..));
        }
        if let Some(body) = held.body() {
            body.cx.send_held();
        }
        reason
    }

    /// Whether this stop handles what waits: as it was ordered, or as the server declares.
    fn drains(&self) -> bool {
        match self.cell.core().known_extras().and_then(|extras| extras.ending.mode()) {
            Some(StopMode::Drain | StopMode::DrainFor(_)) => true,
            Some(StopMode::Now) => false,
            None => S::OPTIONS.on_stop == OnStop::Drain,
        }
    }

    /// Handles the user messages that were accepted before the door closed; the reason if one of
    /// them panics.
    async fn drain(&mut self, held: &mut TaskHeld<'a, S>) -> Option<ExitReason> {
        while held.has_next(&mut self.batch) {
            Unit.await;
            if self.discards() {
                break;
            }
            self.in_hand = held.next(&mut self.batch);
            if self.in_hand.as_ref()?.weight() == Weight::Control || !self.is_wanted() {
                drop(guard::drop_each(self.in_hand.take()));
                continue;
            }
            // Anything else that ends the loop is what it is on its way to.
            if self.handle(held).await.is_break()
                && let Some(Stop { reason, crashed: true }) = self.stop.take()
            {
                return Some(reason);
            }
            if let Some(body) = held.body() {
                // It stops anyway, and there is no "afterwards" to continue in.
                body.cx.forget_work();
                body.cx.send_held();
            }
        }
        None
    }
}
