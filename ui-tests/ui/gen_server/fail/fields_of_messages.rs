//! Handlers take what the user's own enum holds.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[derive(Message)]
enum Order {
    #[cast]
    Add { by: u64 },
}

#[gen_server(messages = Order)]
impl Counter {
    #[cast]
    fn add(&mut self, amount: u64) {
        self.total += amount;
    }
}

fn main() {}
