//! A state machine that does what a test tells it, and logs every event with the state it came in.

#![allow(dead_code, unreachable_pub, reason = "each test uses a part of it")]

use std::collections::VecDeque;
use std::time::Duration;

use switchboard::prelude::*;

use super::support::Log;

pub const SECOND: Duration = Duration::from_secs(1);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    A,
    B,
    C,
}

/// What one event does.
pub type Step = Box<dyn FnOnce(&mut StatemContext<Probe>) -> Next<State> + Send>;
/// What one enter call does.
pub type Entry = Box<dyn FnOnce(&mut Vec<ReplyTo<u32>>, &mut StatemContext<Probe>) -> Enter + Send>;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick(pub u32);

#[derive(GenStatem)]
pub struct Probe {
    log: Log,
    entries: VecDeque<Entry>,
    open: Vec<ReplyTo<u32>>,
}

#[gen_statem(state = State)]
impl Probe {
    #[init]
    fn start_in_a(
        log: Log,
        begin: Step,
        entries: Vec<Entry>,
        cx: &mut StatemContext<Self>,
    ) -> (State, Self) {
        // Nobody goes anywhere in `init`.
        drop(begin(cx));
        (State::A, Self { log, entries: entries.into(), open: Vec::new() })
    }

    fn log(&self, state: State, what: &str, n: u32) {
        self.log.push(format!("{state:?} {what} {n}"));
    }

    #[on(_, enter)]
    fn entered(&mut self, from: &State, state: &State, cx: &mut StatemContext<Self>) -> Enter {
        self.log.push(format!("enter {state:?} from {from:?}"));
        let entry = self.entries.pop_front();
        entry.map_or(Enter::keep(), |entry| entry(&mut self.open, cx))
    }

    /// Does anything.
    #[on(_, cast)]
    pub fn act(&mut self, step: Step, cx: &mut StatemContext<Self>) -> Next<State> {
        step(cx)
    }

    /// What the coming enter calls do.
    #[on(_, cast)]
    pub fn prepare(&mut self, entry: Entry) {
        self.entries.push_back(entry);
    }

    #[on(_, cast)]
    pub fn note(&mut self, n: u32, state: &State) {
        self.log(*state, "note", n);
    }

    /// Waits for `B`.
    #[on(B, cast, postpone = A | C)]
    pub fn wait(&mut self, n: u32, state: &State) {
        self.log(*state, "wait", n);
    }

    /// Waits for `B`, too.
    #[on(B, call, postpone = A | C)]
    pub fn wait_call(&mut self, n: u32) -> u32 {
        self.log(State::B, "wait_call", n);
        n
    }

    /// Goes to another state and answers.
    #[on(_, call)]
    pub fn go(&mut self, to: State) -> (u32, Next<State>) {
        (1, Next::to(to))
    }

    /// Is answered when the test says so.
    #[on(_, call, timeout = "1s")]
    pub fn ask(&mut self, n: u32, state: &State, reply: ReplyTo<u32>) {
        self.log(*state, "ask", n);
        self.open.push(reply);
    }

    /// Answers all that is open, in order.
    #[on(_, cast)]
    pub fn answer(&mut self) {
        for (n, reply) in (0..).zip(self.open.drain(..)) {
            reply.send(n);
        }
    }

    /// Answers all that is open, and ends.
    #[on(_, cast)]
    pub fn answer_and_stop(&mut self, reason: ExitReason) -> Next<State> {
        self.answer();
        Next::stop(reason)
    }

    /// A call that ends the machine and is answered.
    #[on(_, call)]
    pub fn last(&mut self, reason: ExitReason) -> (&'static str, Next<State>) {
        ("bye", Next::stop(reason))
    }

    /// The state, once everything before has been handled.
    #[on(_, call)]
    pub fn state(&self, state: &State) -> State {
        *state
    }

    #[on(_, info)]
    fn tick(&mut self, tick: Tick, state: &State) {
        self.log(*state, "tick", tick.0);
    }

    #[on(_, internal)]
    fn inner(&mut self, n: u32, state: &State) {
        self.log(*state, "inner", n);
    }

    #[on(_, event_timeout)]
    fn quiet(&mut self, n: u32, state: &State) {
        self.log(*state, "quiet", n);
    }

    #[on(_, state_timeout)]
    fn stayed(&mut self, n: u32, state: &State) {
        self.log(*state, "stayed", n);
    }

    #[on(_, timeout)]
    fn first(&mut self, n: u32, state: &State) {
        self.log(*state, "first", n);
    }

    #[on(_, timeout)]
    fn second(&mut self, n: u32, state: &State) {
        self.log(*state, "second", n);
    }

    #[terminate]
    fn end(&mut self, reason: &ExitReason, state: &State) {
        self.log.push(format!("end in {state:?}: {reason}"));
    }
}

impl ProbeRef {
    /// Does anything, and waits until it is done.
    pub async fn run(
        &self,
        step: impl FnOnce(&mut StatemContext<Probe>) -> Next<State> + Send + 'static,
    ) -> State {
        self.act(Box::new(step)).expect("room");
        self.state().await.expect("an answer")
    }
}

/// A machine in `A`, whose first enter call is logged.
pub async fn probe() -> (ProbeRef, Log) {
    probe_with(|_| Next::keep(), Vec::new()).await
}

/// A machine whose `init` does something.
pub async fn probe_with(
    begin: impl FnOnce(&mut StatemContext<Probe>) -> Next<State> + Send + 'static,
    entries: Vec<Entry>,
) -> (ProbeRef, Log) {
    let log = Log::new();
    let probe = Probe::start(log.clone(), Box::new(begin), entries).await.expect("a start");
    (probe, log)
}

/// Lets everybody do what is to be done.
pub async fn rest() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

/// Lets time pass, and everybody do what is due.
pub async fn pass(time: Duration) {
    rest().await;
    tokio::time::advance(time).await;
    rest().await;
}
