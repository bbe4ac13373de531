//! The handle has one method of a name.

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
    fn button(&mut self) {}

    #[on(_, call = button)]
    fn press(&mut self) {}
}

fn main() {}
