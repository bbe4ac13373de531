//! The timeouts of one machine: at most one for the next event, one for the state, one per name.

use super::actions::Change;
use super::{GenStatem, StatemContext, StatemEvent, When};
use crate::clock;
use crate::gen_server::Message;
use crate::process::TimerRef;

/// A timeout that runs, or waits in the queue.
struct Running<C> {
    /// One of its own for each setting, so that what fires late is known to be cancelled.
    id: usize,
    content: C,
    /// None when it waits in the machine's queue.
    timer: Option<TimerRef>,
}

impl<C> Running<C> {
    fn cancel(self) {
        // Its notice may be on the way already; nobody has its id any more.
        let _late = self.timer.and_then(TimerRef::cancel);
    }
}

fn cancel<C>(running: Option<Running<C>>) {
    if let Some(running) = running {
        running.cancel();
    }
}

/// The timeouts of a machine.
pub(super) struct Timeouts<M: GenStatem> {
    last: usize,
    event: Option<Running<M::EventTimeout>>,
    state: Option<Running<M::StateTimeout>>,
    named: Vec<Running<M::Timeout>>,
}

impl<M: GenStatem> Timeouts<M> {
    pub(super) fn new() -> Self {
        Self { last: 0, event: None, state: None, named: Vec::new() }
    }

    /// Any event is handled.
    pub(super) fn event_came(&mut self) {
        cancel(self.event.take());
    }

    /// The state has changed.
    pub(super) fn state_changed(&mut self) {
        cancel(self.state.take());
    }

    /// The event of a timeout that is due, unless it was cancelled meanwhile.
    pub(super) fn fire(&mut self, id: usize) -> Option<StatemEvent<M>> {
        if let Some(event) = self.event.take_if(|running| running.id == id) {
            return Some(StatemEvent::EventTimeout(event.content));
        }
        if let Some(state) = self.state.take_if(|running| running.id == id) {
            return Some(StatemEvent::StateTimeout(state.content));
        }
        let place = self.named.iter().position(|running| running.id == id)?;
        Some(StatemEvent::Timeout(self.named.remove(place).content))
    }

    /// Changes the event timeout; gives the id of one that is due at once.
    pub(super) fn change_event(
        &mut self,
        change: Change<M::EventTimeout>,
        cx: &StatemContext<M>,
    ) -> Option<usize> {
        let before = self.event.take();
        let (now, due) = self.changed(before, change, cx);
        self.event = now;
        due
    }

    /// Changes the state timeout; gives the id of one that is due at once.
    pub(super) fn change_state(
        &mut self,
        change: Change<M::StateTimeout>,
        cx: &StatemContext<M>,
    ) -> Option<usize> {
        let before = self.state.take();
        let (now, due) = self.changed(before, change, cx);
        self.state = now;
        due
    }

    /// Changes the timeout that has the name of the content; gives the id of one that is due at once.
    pub(super) fn change_named(
        &mut self,
        change: Change<M::Timeout>,
        cx: &StatemContext<M>,
    ) -> Option<usize> {
        let name = match &change {
            Change::Set(_, content) | Change::Update(content) => content.name(),
            Change::Cancel => return None,
        };
        let before = self.take_named(name);
        let (now, due) = self.changed(before, change, cx);
        self.named.extend(now);
        due
    }

    pub(super) fn cancel_named(&mut self, name: &str) {
        cancel(self.take_named(name));
    }

    fn take_named(&mut self, name: &str) -> Option<Running<M::Timeout>> {
        let place = self.named.iter().position(|running| running.content.name() == name)?;
        Some(self.named.remove(place))
    }

    fn changed<C>(
        &mut self,
        before: Option<Running<C>>,
        change: Change<C>,
        cx: &StatemContext<M>,
    ) -> (Option<Running<C>>, Option<usize>) {
        let (at, content) = match (change, before) {
            (Change::Update(content), Some(running)) => {
                return (Some(Running { content, ..running }), None);
            }
            (Change::Update(content), None) => (Some(clock::now()), content),
            (Change::Set(when, content), before) => {
                cancel(before);
                (moment(when), content)
            }
            (Change::Cancel, before) => {
                cancel(before);
                return (None, None);
            }
        };
        let Some(at) = at else {
            return (None, None);
        };
        self.last += 1;
        let id = self.last;
        if at <= clock::now() {
            return (Some(Running { id, content, timer: None }), Some(id));
        }
        (Some(Running { id, content, timer: Some(cx.alarm(at, id)) }), None)
    }
}

/// The moment that is meant; none for never.
fn moment(when: When) -> Option<clock::Instant> {
    match when {
        When::After(after) if clock::is_endless(after) => None,
        When::After(after) => Some(clock::deadline(after)),
        When::At(at) => Some(clock::Instant::from_std(at)),
    }
}
