//! Without a field there is nothing that the derive could add.

use switchboard::prelude::*;

#[derive(Agent)]
struct Settings {
    theme: u8,
}

fn main() {}
