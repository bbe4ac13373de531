//! A field says what the handle can do with it.

use switchboard::prelude::*;

#[derive(Agent)]
struct Settings {
    #[agent]
    theme: u8,
}

fn main() {}
