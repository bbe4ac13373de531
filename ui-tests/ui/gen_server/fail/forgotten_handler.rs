//! Every message of the user's enum has a handler.

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
    fn add(&mut self, by: u64) -> u64 {
        by
    }
}

fn main() {}
