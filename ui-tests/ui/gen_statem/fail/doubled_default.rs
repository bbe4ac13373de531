//! An event has one handler for every other state.

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
    #[on(_, cast)]
    fn button(&mut self) {}

    #[on(_, cast = button)]
    fn again(&mut self) {}
}

fn main() {}
