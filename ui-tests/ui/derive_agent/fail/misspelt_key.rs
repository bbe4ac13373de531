//! The key that is meant is named.

use switchboard::prelude::*;

#[derive(Agent)]
struct Settings {
    #[agent(get, udpate)]
    theme: u8,
}

fn main() {}
