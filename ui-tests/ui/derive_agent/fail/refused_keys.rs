//! A field whose only key is refused is not told that it has none.

use switchboard::prelude::*;

#[derive(Agent)]
struct Page {
    #[agent(gett)]
    title: String,
    #[agent(get = 3)]
    text: String,
}

fn main() {}
