//! An agent owns its state.

use switchboard::prelude::*;

#[derive(Agent)]
struct Settings<'a> {
    #[agent(get)]
    theme: &'a str,
}

fn main() {}
