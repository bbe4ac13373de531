//! A server owns its state.

use switchboard::prelude::*;

#[derive(GenServer)]
struct Counter<'a> {
    name: &'a str,
}

fn main() {}
