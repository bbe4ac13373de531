//! Two handlers whose messages would have one name.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn get_a(&self) -> u64 {
        1
    }

    #[call]
    fn get__a(&self) -> u64 {
        2
    }
}

fn main() {}
