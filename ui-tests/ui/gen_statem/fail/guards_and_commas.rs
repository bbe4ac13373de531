//! What stands in front of the type of an event: states with a guard, and states with commas.

use switchboard::prelude::*;

#[derive(Clone, Debug, PartialEq)]
enum State {
    Open,
    Shut,
}

#[derive(GenStatem)]
struct Door {
    code: u8,
}

#[gen_statem(state = State)]
impl Door {
    #[init]
    fn new() -> (State, Self) {
        (State::Open, Self { code: 1 })
    }

    #[on(Open if self.code > 3, call)]
    fn walk(&mut self) -> bool {
        self.code > 3
    }

    #[on(Open, Shut, cast)]
    fn ring(&mut self) {}
}

fn main() {}
