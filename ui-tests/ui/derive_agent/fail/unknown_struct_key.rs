//! Keys of a field do not go on the struct.

use switchboard::prelude::*;

#[derive(Agent)]
#[agent(get, timeout = 5)]
struct Settings {
    #[agent(get)]
    theme: u8,
}

fn main() {}
