//! Handlers keep what the user's own enum promises.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[derive(Message)]
enum Order {
    #[call(reply = u64)]
    Add { by: u64 },
    #[call(reply = String)]
    Text,
    #[cast]
    Reset,
}

#[gen_server(messages = Order)]
impl Counter {
    #[call]
    fn add(&mut self, by: u64) -> String {
        let _ = by;
        String::new()
    }

    #[call]
    async fn text(&self) -> u64 {
        self.total
    }

    #[cast]
    fn reset(&mut self) {}
}

fn main() {}
