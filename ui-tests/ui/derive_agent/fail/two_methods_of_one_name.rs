//! The setter of one field has the name of the getter of another.

use switchboard::prelude::*;

#[derive(Agent)]
struct Settings {
    #[agent(set)]
    theme: u8,
    #[agent(get)]
    set_theme: u8,
}

fn main() {}
