//! Every event has a handler in every state; the missing pair is named.

use switchboard::prelude::*;

#[derive(GenStatem, Default)]
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
    #[on(Locked, cast)]
    fn button(&mut self, digit: u32) -> Next<State> {
        self.code += digit;
        Next::to(State::Open)
    }

    #[on(_, call)]
    fn code(&self) -> u32 {
        self.code
    }
}

fn main() {}
