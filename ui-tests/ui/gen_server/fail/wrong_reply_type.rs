//! A handler keeps the promise of its message.

use switchboard::prelude::*;

#[derive(Message)]
enum Msg {
    #[call(reply = u64)]
    Add { by: u64 },
    #[cast]
    Reset,
}

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server(messages = Msg)]
impl Counter {
    #[call]
    fn add(&mut self, by: u64) -> String {
        String::new()
    }

    #[cast]
    fn reset(&mut self) {}
}

fn main() {}
