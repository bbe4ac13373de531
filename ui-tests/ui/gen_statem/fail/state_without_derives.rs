//! A state is compared, kept and shown.

use switchboard::prelude::*;

#[derive(GenStatem, Default)]
struct Door {
    code: u32,
}

enum State {
    Locked,
    Open,
}

#[gen_statem(state = State)]
impl Door {
    #[init]
    fn new(code: u32) -> (State, Self) {
        (State::Locked, Self { code })
    }

    #[on(State::Locked, cast, ignore = State::Open)]
    fn button(&mut self, code: u32) -> Next<State> {
        if code == self.code { Next::to(State::Open) } else { Next::keep() }
    }

    #[on(State::Open, state_timeout, ignore = State::Locked)]
    async fn close(&mut self, state: &State) -> Next<State> {
        let _ = state;
        Next::to(State::Locked)
    }
}

fn main() {}
