//! Only a struct or an enum can be a server.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl [u8] {
    #[call]
    fn total(&self) -> u64 {
        1
    }
}

fn main() {}
