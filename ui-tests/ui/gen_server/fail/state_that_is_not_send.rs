//! The state of a server moves between threads.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: std::rc::Rc<u64>,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> u64 {
        1
    }
}

fn main() {}
