//! Names that give no name for a message.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn self_(&self) -> u64 {
        1
    }

    #[call]
    fn _self(&self) -> u64 {
        2
    }

    #[cast]
    fn _1(&mut self) {}

    #[cast]
    fn __(&mut self) {}

    #[continue_with]
    fn ß(&mut self) {}
}

fn main() {}
