//! `Next` names the state, and the machine is none.

use switchboard::prelude::*;

#[derive(Clone, Debug, PartialEq)]
enum State {
    Open,
}

#[derive(GenStatem)]
struct Door;

#[gen_statem(state = State)]
impl Door {
    #[init]
    fn new() -> (State, Self) {
        (State::Open, Self)
    }

    #[on(_, cast)]
    fn push(&mut self) -> Next<Self> {
        Next::keep()
    }

    #[on(_, call)]
    fn pull(&mut self) -> (bool, Next<Door>) {
        (true, Next::keep())
    }
}

fn main() {}
