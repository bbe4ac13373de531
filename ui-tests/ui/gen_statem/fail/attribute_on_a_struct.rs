//! The attribute goes on the impl.

use switchboard::prelude::*;

#[gen_statem(state = u8)]
struct Door {
    code: u32,
}

fn main() {}
