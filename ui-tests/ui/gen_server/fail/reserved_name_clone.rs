//! The handle can be cloned, so no handler is called so.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn clone(&mut self) {}
}

fn main() {}
