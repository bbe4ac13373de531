//! Children are fields that all exist.

use switchboard::prelude::*;

#[derive(Supervisor)]
union Shop {
    a: u8,
}

#[derive(Supervisor)]
#[child]
struct Empty;

fn main() {}
