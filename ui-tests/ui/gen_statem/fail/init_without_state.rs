//! A machine starts in a state.

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
    #[init]
    fn new(code: u32) -> Self {
        Self { code }
    }

    #[on(_, cast)]
    fn button(&mut self) {}
}

fn main() {}
