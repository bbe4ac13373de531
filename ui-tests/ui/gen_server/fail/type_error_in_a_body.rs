//! A mistake in a body is shown in the body.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    async fn total(&self) -> u64 {
        "one"
    }
}

fn main() {}
