//! A state that nobody handles is named with every event.

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
    Broken { how: u8 },
}

#[gen_statem(state = State)]
impl Door {
    #[on(Locked, cast)]
    fn button(&mut self) -> Next<State> {
        Next::to(State::Broken { how: 1 })
    }

    #[on(Open, cast = button)]
    fn ignore(&mut self) {}

    #[on(Locked | Open, cast)]
    fn kick(&mut self) {}

    #[on(_, call)]
    fn code(&self) -> u32 {
        self.code
    }
}

fn main() {}
