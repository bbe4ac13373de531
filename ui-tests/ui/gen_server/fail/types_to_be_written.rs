//! A type that is left to the compiler, or to the caller, is no type of a message.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn name(&mut self, name: impl Into<String>) {}

    #[cast]
    fn names(&mut self, names: Vec<impl Clone>) {}

    #[call]
    fn make(&self) -> impl Clone {
        1_u8
    }
}

fn main() {}
