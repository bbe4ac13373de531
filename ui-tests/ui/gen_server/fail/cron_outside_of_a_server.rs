//! The attribute belongs into an impl of a server; a state machine has timeouts.

use switchboard::prelude::*;

struct Counter;

impl Counter {
    #[cron("0 3 * * *")]
    fn nightly(&mut self) {}
}

fn main() {}
