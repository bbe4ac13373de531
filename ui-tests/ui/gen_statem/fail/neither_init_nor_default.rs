//! A machine of which nothing says how it begins.

use switchboard::prelude::*;

#[derive(Clone, Debug, PartialEq)]
enum State {
    Open,
}

#[derive(GenStatem, Default)]
struct Door;

#[gen_statem(state = State)]
impl Door {
    #[on(_, call)]
    fn ask(&self) {}
}

fn main() {}
