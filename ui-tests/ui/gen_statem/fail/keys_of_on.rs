//! Each type of event knows its own keys.

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
    #[on(_, call, timeuot = "2s")]
    fn a(&self) -> u32 {
        1
    }

    #[on(_, cast, timeout = "2s")]
    fn b(&mut self) {}

    #[on(Open, call, ignore = Locked)]
    fn c(&self) -> u32 {
        1
    }

    #[on(Open, cast, postpone)]
    fn d(&mut self) {}

    #[on(Open, cast, ignore())]
    fn e(&mut self) {}

    #[on(_, enter, postpone = Open)]
    fn f(&mut self) {}

    #[on(_, call, timeout = 5)]
    fn g(&self) -> u32 {
        1
    }
}

fn main() {}
