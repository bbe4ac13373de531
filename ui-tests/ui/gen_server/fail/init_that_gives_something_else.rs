//! What `#[init]` gives is the server, or a result with it.

use switchboard::prelude::*;

#[derive(GenServer)]
struct One;

#[gen_server]
impl One {
    #[init]
    fn open() -> u64 {
        1
    }
}

#[derive(GenServer)]
struct Two;

#[gen_server]
impl Two {
    #[init]
    async fn open() -> Option<Self> {
        None
    }
}

fn main() {}
