//! Handlers are methods, and nothing else.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
#[call]
impl Counter {
    #[call]
    const N: u64 = 1;

    #[init]
    #[cast]
    fn open() -> Self {
        Self { total: Self::N }
    }

    #[call]
    #[call(timeout = "1s")]
    fn total(&self) -> u64 {
        self.total
    }

    #[info]
    #[every("1s")]
    #[terminate]
    fn all(&mut self) {}
}

fn main() {}
