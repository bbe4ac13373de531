//! What is handled in a state is not postponed there.

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
    #[on(_, call, postpone = Locked)]
    fn walk(&mut self) {}

    #[on(Locked, call = walk)]
    fn knock(&mut self) {}
}

fn main() {}
