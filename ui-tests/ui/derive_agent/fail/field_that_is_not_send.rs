//! A state that cannot move between threads, which only the compiler can find out.

use switchboard::prelude::*;

struct Local(*const u8);

#[derive(Agent)]
struct Cache {
    #[agent(get, set, update)]
    hits: u64,
    local: Local,
}

fn main() {}
