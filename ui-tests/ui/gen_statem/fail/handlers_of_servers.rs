//! Handlers of servers are told what they are called here.

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
    #[call]
    fn a(&self) -> u32 {
        1
    }

    #[cast]
    fn b(&mut self) {}

    #[info]
    fn c(&mut self, _down: Down) {}

    #[cron("0 3 * * *")]
    fn nightly(&mut self) {}

    #[every("1s")]
    fn d(&mut self) {}

    #[continue_with]
    fn e(&mut self) {}
}

fn main() {}
