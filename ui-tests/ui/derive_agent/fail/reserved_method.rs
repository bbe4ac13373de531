//! A field cannot take a method that every handle has.

use switchboard::prelude::*;

#[derive(Agent)]
struct Settings {
    #[agent(get)]
    agent: u8,
}

fn main() {}
