//! A handler borrows the data of its machine.

use std::sync::Arc;

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
    #[on(_, call)]
    fn a(self) -> u32 {
        1
    }

    #[on(_, cast)]
    fn b(self: Box<Self>) {}

    #[on(_, info)]
    fn c(self: Arc<Self>, _down: Down) {}

    #[on(_, internal)]
    fn d() {}

    #[on(_, timeout)]
    fn e(mut self) {}

    #[on(_, enter)]
    fn f(&'static self) {}

    #[terminate]
    fn g(self) {}
}

fn main() {}
