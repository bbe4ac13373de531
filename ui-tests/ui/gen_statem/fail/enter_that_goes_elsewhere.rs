//! An enter call cannot change the state.

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

    #[on(Open, cast = button)]
    fn ignore(&mut self, _digit: u32) {}

    #[on(Open, enter)]
    fn opened(&mut self) -> Next<State> {
        Next::to(State::Locked)
    }
}

fn main() {}
