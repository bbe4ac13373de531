//! Nobody waits for a cast.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast(timeout = "2s")]
    fn reset(&mut self) {}
}

fn main() {}
