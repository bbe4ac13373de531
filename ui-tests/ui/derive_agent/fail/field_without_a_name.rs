//! Methods are named after fields, so the fields have names.

use switchboard::prelude::*;

#[derive(Agent)]
struct Limits(#[agent(get)] u32);

fn main() {}
