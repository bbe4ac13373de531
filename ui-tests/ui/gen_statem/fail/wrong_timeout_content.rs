//! A state timeout carries what a state timeout carries.

use std::time::Duration;

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
    fn button(&mut self, digit: u32) -> Next<State> {
        self.code += digit;
        Next::to(State::Open)
    }

    #[on(Open, cast = button)]
    fn ignore(&mut self, _digit: u32) {}

    #[on(_, state_timeout)]
    fn close(&mut self) {}

    #[on(_, timeout)]
    fn poll(&mut self, cx: &mut StatemContext<Self>) {
        cx.state_timeout(Duration::from_secs(1), DoorTimeout::Poll);
    }
}

fn main() {}
