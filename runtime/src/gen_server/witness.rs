//! What others get to see of a server's loop: its events while somebody watches it, and its crash.

use std::collections::VecDeque;

use super::GenServer;
use super::context::Caller;
use super::serve::{Last, Loop, TaskHeld};
use super::server::Body;
use crate::process::{self, ExitReason};
use crate::report::{self, Census, Crash};
use crate::sys::SysEvent;

impl<'a, S: GenServer> Loop<'a, S> {
    pub(super) fn is_watched(&self) -> bool {
        self.control.as_ref().is_some_and(|control| control.debug.is_on())
    }

    pub(super) fn record(&mut self, event: SysEvent) {
        let cell = self.cell;
        if let Some(control) = &mut self.control {
            control.debug.record(event, || process::label(&**cell));
        }
    }

    /// What a handler has left to be seen: its replies, and the state.
    pub(super) fn record_outcome(&mut self, held: &mut TaskHeld<'a, S>) {
        let Some(body) = held.body() else {
            return;
        };
        for to in body.cx.take_replies() {
            self.record(SysEvent::Out { to });
        }
        if self.control.as_ref().is_some_and(|control| control.debug.wants_events()) {
            let state = report::state(&body.state);
            self.record(SysEvent::State { state });
        }
    }

    /// Reports an abnormal end: what was handled, what waited, and the state as it may be shown.
    pub(super) fn report(&mut self, held: &mut TaskHeld<'a, S>, reason: &ExitReason) {
        // Out of the mailbox, for a name may be the user's code, and that is not called under its lock.
        let mut queue = VecDeque::new();
        while held.has_next(&mut queue) {
            self.batch.extend(held.next(&mut queue));
            self.batch.append(&mut queue);
        }
        let mut queued = Census::default();
        self.batch.iter().for_each(|entry| queued.count(entry));
        let mut crash = Crash { queued: queued.names, ..Crash::default() };
        if let Some(Body { state, cx }) = held.body() {
            let name = cx.trail.last();
            let last = cx.begun.take().map(|Caller(caller)| Last { name, caller }).or(self.last);
            crash.state = Some(report::state(state));
            crash.last_messages = cx.trail.before();
            match last {
                Some(last) => (crash.message, crash.caller) = (Some(last.name), last.caller),
                None => crash.last_messages.push(name),
            }
        }
        report::server_crashed(&**self.cell, reason, crash);
    }
}
