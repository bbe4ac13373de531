//! The attribute goes on an impl, whatever else it is put on.

use switchboard::prelude::*;

trait Plain {}

struct Gate;

#[gen_statem(state = u8)]
enum Door {
    Open,
}

#[gen_statem(state = u8)]
fn alone() {}

#[gen_statem(state = u8)]
impl Plain for Gate {}

#[gen_statem(state = u8)]
impl (u8, u8) {}

fn main() {}
