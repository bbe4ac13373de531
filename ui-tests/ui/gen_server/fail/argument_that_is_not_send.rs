//! A message moves between threads.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn share(&mut self, with: std::rc::Rc<u64>) {}
}

fn main() {}
