//! Each method of a handle has a name of its own.

use switchboard::prelude::*;

#[derive(Agent)]
struct Settings {
    #[agent(get, set)]
    theme: u8,
    #[agent(get)]
    set_theme: u8,
    #[agent(get, rename = theme)]
    other: u8,
    #[agent(get)]
    clone: u8,
    #[agent(get, rename = start)]
    first: u8,
}

fn main() {}
