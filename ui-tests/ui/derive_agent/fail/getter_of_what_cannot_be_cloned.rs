//! A getter clones its field.

use switchboard::prelude::*;

struct Theme;

#[derive(Agent)]
struct Settings {
    #[agent(get)]
    theme: Theme,
}

fn main() {}
