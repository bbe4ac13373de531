//! `#[on]` says in which states, and which event.

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
    #[on]
    fn a(&mut self) {}

    #[on()]
    fn b(&mut self) {}

    #[on = "Locked"]
    fn c(&mut self) {}

    #[on(Locked)]
    fn d(&mut self) {}

    #[on(Locked,)]
    fn e(&mut self) {}

    #[on(, cast)]
    fn f(&mut self) {}

    #[on(Locked, 3)]
    fn g(&mut self) {}

    #[on(Locked, cats)]
    fn h(&mut self) {}

    #[on(Locked | Open, cast = "name")]
    fn i(&mut self) {}

    #[on(_, enter = name)]
    fn j(&mut self) {}

    #[on(Locked Open, cast)]
    fn k(&mut self) {}
}

fn main() {}
