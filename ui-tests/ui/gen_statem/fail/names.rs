//! Names that are taken, and names that make none.

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
    fn server(&self) -> u32 {
        1
    }

    #[on(_, cast)]
    fn clone(&mut self) {}

    #[on(_, cast)]
    fn self_(&mut self) {}

    #[on(_, internal)]
    fn _1(&mut self) {}

    #[on(_, cast)]
    fn start(&mut self) {}

    #[on(_, cast)]
    fn get_a(&mut self) {}

    #[on(_, cast)]
    fn get__a(&mut self) {}
}

fn main() {}
