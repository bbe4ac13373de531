//! The state, a comma, the type of the event: and what is told of another order.

use switchboard::prelude::*;

#[derive(Clone, Debug, Default, PartialEq)]
enum State {
    #[default]
    Open,
    Shut,
}

#[derive(GenStatem, Default)]
struct Door;

#[gen_statem(state = State)]
impl Door {
    #[on(call, Open)]
    fn a(&self) {}

    #[on(Open call)]
    fn b(&self) {}

    #[on(Open => call)]
    fn c(&self) {}

    #[on(_, Shut, call)]
    fn d(&self) {}

    #[on(Open, Cast)]
    fn e(&self) {}

    #[on(Open, call)]
    fn f(&self) -> (Next<State>, u8) {
        (Next::keep(), 1)
    }

    #[on(Shut, call = f)]
    fn g(&self) -> (Next<State>, u8) {
        (Next::keep(), 1)
    }
}

fn main() {}
