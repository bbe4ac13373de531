//! A caller waits, so a call is not dropped.

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
    #[on(Open, call, ignore = Locked)]
    fn walk(&mut self) {}
}

fn main() {}
