//! A time has a unit.

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
    #[on(_, timeout)]
    fn poll(&mut self, cx: &mut StatemContext<Self>) {
        cx.timeout(1_000, DoorTimeout::Poll);
    }
}

fn main() {}
