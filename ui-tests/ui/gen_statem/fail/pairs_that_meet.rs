//! A state and an event have one handler.

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

    #[on(Locked, cast = button)]
    fn again(&mut self) {}

    #[on(_, cast = button)]
    fn others(&mut self) {}

    #[on(_, cast = button)]
    fn others_again(&mut self) {}

    #[on(Open, enter)]
    fn opened(&mut self) {}

    #[on(Open, enter)]
    fn opened_again(&mut self) {}

    #[on(_, call = button)]
    fn asked(&self) -> u32 {
        1
    }
}

fn main() {}
