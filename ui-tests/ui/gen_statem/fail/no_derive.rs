//! A state machine is configured.

use switchboard::prelude::*;

struct Door {
    code: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    #[default]
    Locked,
    Open,
}

#[gen_statem(state = State)]
impl Door {
    #[init]
    fn new() -> (State, Self) {
        (State::Open, Self { code: 0 })
    }

    #[on(_, cast)]
    fn button(&mut self) {}
}

fn main() {}
