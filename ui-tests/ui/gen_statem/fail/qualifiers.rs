//! What generated code calls is safe, has no parameters of its own, and calls itself Rust.

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
    unsafe fn a(&self) -> u32 {
        1
    }

    #[on(_, cast)]
    extern "C" fn b(&mut self) {}

    #[on(_, cast)]
    fn c<T>(&mut self) {}

    #[on(_, internal)]
    fn d<'a>(&mut self) {}
}

fn main() {}
