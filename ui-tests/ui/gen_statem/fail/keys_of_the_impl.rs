//! The keys of the impl, each wrong in its own way.

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

#[gen_statem(sate = State, vis = 3, derive = Clone, exhaustive = no, handle = "Handle")]
impl Door {}

#[derive(GenStatem)]
struct Gate;

#[gen_statem(state = 3, crate = switchboard, handle = GateCall, messages = Order)]
impl Gate {}

fn main() {}
