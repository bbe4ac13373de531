//! An event travels, so it borrows nothing; so does a reply.

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
    fn a(&mut self, text: &str) {}

    #[on(_, call)]
    fn b(&self) -> &u32 {
        &self.code
    }

    #[on(_, call)]
    fn c(&self, names: Vec<&str>) -> Option<&u32> {
        None
    }

    #[on(_, internal)]
    fn d(&mut self, of: impl Clone) {}
}

fn main() {}
