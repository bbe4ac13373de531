//! So it is with a call that only one state answers.

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
    #[on(Open, call)]
    fn walk(&mut self) -> bool {
        true
    }
}

fn main() {}
