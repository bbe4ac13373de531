//! Whole expansions, kept as those of `#[gen_server]` are.

use crate::gen_server::expand::snapshots::reviewed;

#[track_caller]
fn check(name: &str, attr: &str, item: &str) {
    reviewed(("gen_statem", crate::gen_statem::expand), name, attr, item);
}

#[test]
fn a_door() {
    check(
        "door",
        "state = State",
        "impl Door {
            #[init]
            fn new(code: u32) -> (State, Self) { (State::Locked, Self { code }) }
            /// Presses a button.
            #[on(Locked, cast, ignore = Open)]
            fn button(&mut self, digit: u32) -> Next<State> { Next::to(State::Open) }
            #[on(Open, call, postpone = Locked)]
            fn walk(&mut self) -> (bool, Next<State>) { (true, Next::keep()) }
            #[on(_, call)]
            fn code(&self, state: &State) -> u32 { self.code }
            #[on(Open, enter)]
            fn opened(&mut self, from: &State, cx: &mut StatemContext<Self>) {
                cx.state_timeout(SECOND, DoorStateTimeout::Close);
            }
            #[on(Open, state_timeout, ignore = Locked)]
            fn close(&mut self) -> Next<State> { Next::to(State::Locked) }
            #[terminate]
            fn end(&mut self, reason: &ExitReason, state: &State) {}
        }",
    );
}

#[test]
fn every_type_of_event_with_parameters() {
    check(
        "machine_generics",
        "state = m::State<T>, crate = ::otp, vis = pub(crate), handle = Desk",
        "impl<T: Clone + Send + 'static> m::Desk2<T> {
            #[on(Idle | Busy { with: 1.. }, call, timeout = infinity)]
            async fn ask(&mut self, what: T, reply: ReplyTo<T>) -> Next<m::State<T>> { Next::keep() }
            #[on(_, call = ask)]
            fn ask_later(&mut self, what: T, reply: ReplyTo<T>) {}
            #[on(_, info)]
            fn down(&mut self, down: Down, cx: &mut StatemContext<Self>) {}
            #[on(_, internal)]
            fn load(&mut self, page: u32) {}
            #[on(_, event_timeout)]
            fn quiet(&mut self) {}
            #[on(_, timeout)]
            fn poll(&mut self, tries: u32) {}
        }",
    );
}

#[test]
fn handlers_that_postpone() {
    check(
        "postponing",
        "state = State",
        "impl Queue {
            #[on(Ready, call)]
            fn take(&mut self, name: String, count: usize) -> Result<(Vec<u8>, Next<State>), Postpone> {
                Err(Postpone)
            }
            #[on(_, call = take)]
            async fn none(&mut self, _: String, _: usize) -> Result<Vec<u8>, Postpone> { Err(Postpone) }
            #[on(_, cast)]
            fn put(&mut self, bytes: Vec<u8>) -> Result<(), Postpone> { Err(Postpone) }
            #[on(Ready, info, postpone = Busy)]
            fn tick(&mut self, tick: Tick) -> Result<Next<State>, Postpone> { Err(Postpone) }
            #[on(Ready | Busy, enter)]
            fn entered(&mut self, state: &State) -> Enter { Enter::keep() }
            #[cfg(unix)]
            #[on(_, enter)]
            fn other(&mut self) {}
        }",
    );
}

#[test]
fn nothing_but_a_state() {
    check("stateful", "state = (bool, u8)", "impl Idle {}");
}
