//! The type of the state is named.

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

#[gen_statem(vis = pub(crate))]
impl Door {
    #[on(_, cast)]
    fn button(&mut self) {}
}

fn main() {}
