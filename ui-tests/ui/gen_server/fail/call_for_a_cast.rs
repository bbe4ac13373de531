//! A message that nobody answers has a cast handler.

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

    #[call]
    fn reset(&mut self) -> u64 {
        1
    }
}

fn main() {}
