//! The state is lent to be looked at, once; the context is a machine's.

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
    #[on(_, cast)]
    fn a(&mut self, state: &mut State) {}

    #[on(_, cast)]
    fn b(&mut self, one: &State, two: &State) {}

    #[on(_, enter)]
    fn c(&mut self, from: &State, to: &State, more: &State) {}

    #[on(_, cast)]
    fn d(&mut self, cx: &mut Context<Self>) {}

    #[on(_, cast)]
    fn e(&mut self, cx: StatemContext<Self>) {}

    #[on(_, cast)]
    fn f(&mut self, one: &mut StatemContext<Self>, two: &mut StatemContext<Self>) {}

    #[terminate]
    fn g(&mut self, reason: ExitReason, more: u8) {}
}

fn main() {}
