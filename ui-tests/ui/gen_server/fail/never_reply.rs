//! A handler that never returns cannot answer.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn crash(&self) -> ! {
        panic!()
    }
}

fn main() {}
