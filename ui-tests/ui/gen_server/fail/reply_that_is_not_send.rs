//! A reply moves between threads.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn share(&self) -> std::rc::Rc<u64> {
        std::rc::Rc::new(1)
    }
}

fn main() {}
