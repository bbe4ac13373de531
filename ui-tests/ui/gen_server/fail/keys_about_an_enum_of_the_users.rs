//! Keys about enums that are not generated say nothing.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[derive(Message)]
enum Order {
    #[cast]
    Reset,
}

#[gen_server(messages = Order, derive(Clone), exhaustive)]
impl Counter {
    #[cast]
    fn reset(&mut self) {
        self.total = 0;
    }
}

fn main() {}
