//! The loop of a state machine: one event, what comes of it, the next.

use std::collections::VecDeque;
use std::fmt;
use std::mem;

use tokio::task::consume_budget;

use super::actions::{Action, Asked};
use super::event::Go;
use super::timeouts::Timeouts;
use super::{GenStatem, Handled, Next, StatemContext, StatemEvent};
use crate::gen_server::{GenServer, InitError, ReplyPort, ServerConfig, ServerOptions};
use crate::observe::ProcessKind;
use crate::process::{ExitReason, Signal};

/// The server behind a state machine: its address is a `ServerRef<Statem<M>>`.
pub struct Statem<M: GenStatem> {
    state: M::State,
    data: M,
    /// What is handled before anything that has not been received yet.
    queue: VecDeque<Queued<M>>,
    /// What waits for another state, oldest first.
    postponed: VecDeque<StatemEvent<M>>,
    timeouts: Timeouts<M>,
    /// What `init` asked for.
    first: VecDeque<Action<M>>,
    /// The event that is being handled, for reports.
    handling: Option<&'static str>,
}

enum Queued<M: GenStatem> {
    Event(StatemEvent<M>),
    /// A timeout of zero; it may be cancelled before its turn.
    Due(usize),
}

impl<M: GenStatem> Statem<M> {
    fn new(state: M::State, data: M, first: VecDeque<Action<M>>) -> Self {
        Self {
            state,
            data,
            queue: VecDeque::new(),
            postponed: VecDeque::new(),
            timeouts: Timeouts::new(),
            first,
            handling: None,
        }
    }

    /// The state that it is in.
    #[must_use]
    pub fn state(&self) -> &M::State {
        &self.state
    }

    /// Its data.
    #[must_use]
    pub fn data(&self) -> &M {
        &self.data
    }

    pub(super) fn put(&mut self, state: M::State, data: M) {
        (self.state, self.data) = (state, data);
    }

    /// An event from outside: it is handled when everything that waits inside has been, which is at
    /// once, for nothing is taken from the mailbox before that.
    async fn take(&mut self, event: StatemEvent<M>, cx: &mut StatemContext<M>) {
        self.queue.push_back(Queued::Event(event));
        self.run(cx).await;
    }

    /// Handles what waits inside.
    async fn run(&mut self, cx: &mut StatemContext<M>) {
        while !cx.is_stopping() {
            let event = match self.queue.pop_front() {
                None => return,
                Some(Queued::Event(event)) => event,
                Some(Queued::Due(id)) => match self.timeouts.fire(id) {
                    Some(event) => event,
                    None => continue,
                },
            };
            consume_budget().await;
            self.step(event, cx).await;
        }
    }

    /// One event, and everything that comes of it.
    async fn step(&mut self, event: StatemEvent<M>, cx: &mut StatemContext<M>) {
        self.handling = Some(event.name());
        self.timeouts.event_came();
        let handled = self.data.handle_event(&self.state, event, cx).await;
        let next = match handled {
            Handled::Next(Next(next)) => next,
            Handled::Postpone(event) => {
                self.postponed.push_back(event);
                Go::Keep
            }
        };
        let mut actions = cx.take_all_next();
        let (from, changed) = match next {
            Go::Keep => (None, false),
            Go::Repeat => (Some(self.state.clone()), false),
            Go::To(state) if state == self.state => {
                // Equal, but maybe not the same to the last bit.
                self.state = state;
                (None, false)
            }
            Go::To(state) => (Some(mem::replace(&mut self.state, state)), true),
            Go::Stop(reason) => {
                cx.stop(reason);
                (None, false)
            }
        };
        if let Some(from) = from
            && !cx.is_stopping()
        {
            self.enter(from, &mut actions, cx).await;
        }
        if !cx.is_stopping() {
            self.settle(changed, actions, cx);
            self.handling = None;
        }
    }

    /// Makes the enter call, again for as long as it asks for that.
    async fn enter(
        &mut self,
        mut from: M::State,
        actions: &mut VecDeque<Action<M>>,
        cx: &mut StatemContext<M>,
    ) {
        loop {
            let enter = self.data.enter(&from, &self.state, cx).await;
            let asked = cx.take_all_next();
            if asked.iter().any(|action| matches!(action.0, Asked::NextEvent(_))) {
                let state = format!("{:?}", self.state);
                cx.crash(ExitReason::error(format!("the enter call of {state} inserted an event")));
            }
            actions.extend(asked);
            if !enter.repeat || cx.is_stopping() {
                return;
            }
            consume_budget().await;
            from = self.state.clone();
        }
    }

    /// Puts events where they belong, and sets timeouts.
    fn settle(&mut self, changed: bool, actions: VecDeque<Action<M>>, cx: &StatemContext<M>) {
        if changed {
            self.timeouts.state_changed();
            while let Some(event) = self.postponed.pop_back() {
                self.queue.push_front(Queued::Event(event));
            }
        }
        let mut inserted = 0;
        for Action(asked) in actions {
            let due = match asked {
                Asked::NextEvent(event) => {
                    // Timeouts of zero come behind all of these, and go to the other end.
                    self.queue.insert(inserted, Queued::Event(event));
                    inserted += 1;
                    None
                }
                Asked::EventTimeout(change) => self.timeouts.change_event(change, cx),
                Asked::StateTimeout(change) => self.timeouts.change_state(change, cx),
                Asked::Timeout(change) => self.timeouts.change_named(change, cx),
                Asked::CancelTimeout(name) => {
                    self.timeouts.cancel_named(name);
                    None
                }
                Asked::Begin => None,
            };
            self.queue.extend(due.map(Queued::Due));
        }
    }

    /// Enters the first state.
    async fn begin(&mut self, cx: &mut StatemContext<M>) {
        let mut actions = mem::take(&mut self.first);
        self.handling = Some("enter");
        self.enter(self.state.clone(), &mut actions, cx).await;
        if !cx.is_stopping() {
            self.settle(false, actions, cx);
            self.handling = None;
        }
    }
}

#[diagnostic::do_not_recommend]
impl<M: GenStatem> ServerConfig for Statem<M> {
    const OPTIONS: ServerOptions = M::OPTIONS;
}

impl<M: GenStatem> GenServer for Statem<M> {
    type Args = M::Args;
    type Call = M::Call;
    type Cast = M::Cast;
    type Info = M::Info;
    type Continue = Action<M>;
    type Ref = M::Ref;

    async fn init(args: M::Args, cx: &mut StatemContext<M>) -> Result<Self, InitError> {
        let (state, data) = M::init(args, cx).await?;
        let first = cx.take_all_next();
        cx.continue_with(Action(Asked::Begin));
        Ok(Self::new(state, data, first))
    }

    async fn handle_call(&mut self, call: M::Call, from: ReplyPort, cx: &mut StatemContext<M>) {
        self.take(StatemEvent::Call(call, from), cx).await;
    }

    async fn handle_cast(&mut self, cast: M::Cast, cx: &mut StatemContext<M>) {
        self.take(StatemEvent::Cast(cast), cx).await;
    }

    async fn handle_info(&mut self, info: M::Info, cx: &mut StatemContext<M>) {
        self.take(StatemEvent::Info(info), cx).await;
    }

    async fn handle_continue(&mut self, next: Action<M>, cx: &mut StatemContext<M>) {
        match next {
            Action(Asked::Begin) => self.begin(cx).await,
            other => self.settle(false, VecDeque::from([other]), cx),
        }
        self.run(cx).await;
    }

    /// Nothing ticks here: the index is the id of a timeout that is due.
    async fn handle_every(&mut self, index: usize, cx: &mut StatemContext<M>) {
        self.queue.push_back(Queued::Due(index));
        self.run(cx).await;
    }

    async fn terminate(&mut self, reason: &ExitReason, cx: &mut StatemContext<M>) {
        self.data.terminate(reason, &self.state, cx).await;
    }

    fn signal(signal: Signal) -> Result<M::Info, Signal> {
        M::signal(signal)
    }

    fn kind() -> &'static str {
        std::any::type_name::<M>()
    }

    fn process_kind() -> ProcessKind {
        ProcessKind::StateMachine
    }

    fn format_status(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.data.format_status(&self.state, f)?;
        if let Some(event) = self.handling {
            write!(f, "; event: {event}")?;
        }
        let waiting = self.queue.iter().filter_map(|queued| match queued {
            Queued::Event(event) => Some(event.name()),
            Queued::Due(_) => None,
        });
        list(f, "queued", waiting)?;
        list(f, "postponed", self.postponed.iter().map(StatemEvent::name))
    }
}

fn list(
    f: &mut fmt::Formatter<'_>,
    what: &str,
    names: impl Iterator<Item = &'static str>,
) -> fmt::Result {
    let names: Vec<&str> = names.collect();
    if names.is_empty() { Ok(()) } else { write!(f, "; {what}: {}", names.join(", ")) }
}

impl<M: GenStatem> fmt::Debug for Statem<M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Statem").field("state", &self.state).finish_non_exhaustive()
    }
}
