//! The path of the crate starts at the root.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server(crate = switchboard)]
impl Counter {
    #[cast]
    fn reset(&mut self) {}
}

fn main() {}
