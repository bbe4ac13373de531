//! An attribute that is none of ours is looked up by the compiler.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cal]
    fn total(&self) -> u64 {
        self.total
    }

    #[calls]
    fn all(&self) -> u64 {
        self.total
    }

    #[terminat]
    fn end(&mut self) {}
}

fn main() {}
