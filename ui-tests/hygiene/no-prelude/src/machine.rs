//! A state machine with an event of every type.

#[derive(::std::clone::Clone, ::std::cmp::PartialEq, ::std::fmt::Debug)]
pub enum State {
    One,
    Two,
}

#[derive(::otp::GenStatem)]
#[statem(crate = ::otp)]
pub struct Machine;

#[::otp::gen_statem(state = State, crate = ::otp)]
impl Machine {
    #[init]
    fn new() -> (State, Self) {
        (State::One, Self)
    }
    #[on(_, call)]
    pub fn number(&self, state: &State) -> (u64, ::otp::Next<State>) {
        (if *state == State::One { 1 } else { 2 }, ::otp::Next::keep())
    }
    #[on(_, call)]
    pub fn maybe(
        &mut self,
        _text: ::std::string::String,
    ) -> ::std::result::Result<u8, ::otp::Postpone> {
        ::std::result::Result::Err(::otp::Postpone)
    }
    #[on(One, cast, ignore = Two)]
    pub fn put(&mut self) -> ::otp::Next<State> {
        ::otp::Next::to(State::Two)
    }
    #[on(Two, cast, postpone = One)]
    pub async fn wait(&mut self) {}
    #[on(_, info)]
    fn down(&mut self, _down: ::otp::Down) {}
    #[on(_, internal)]
    fn more(&mut self) {}
    #[on(_, event_timeout)]
    fn quiet(&mut self) {}
    #[on(_, state_timeout)]
    fn over(&mut self) {}
    #[on(_, timeout)]
    fn poll(&mut self, _times: u8) {}
    #[on(Two, enter)]
    fn two(&mut self, _from: &State) -> ::otp::Enter {
        ::otp::Enter::keep()
    }
    #[terminate]
    fn end(&mut self, _state: &State) {}
}

/// One, if all is well.
pub async fn run() -> u64 {
    let machine = Machine::start().await.expect("it starts");
    let one = machine.number().await.expect("an answer");
    machine.put().expect("it is taken");
    let two = machine.number().await.expect("an answer");
    two - one
}
