//! Methods are named after fields.

use switchboard::prelude::*;

#[derive(Agent)]
struct Pair(#[agent(get)] u8, #[agent(set)] u8);

#[derive(Agent)]
union Either {
    a: u8,
}

fn main() {}
