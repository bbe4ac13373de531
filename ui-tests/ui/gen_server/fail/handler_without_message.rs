//! Every handler has its message in the user's enum.

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

    #[cast]
    fn reset(&mut self) {}

    #[cast]
    fn extra(&mut self) {}
}

fn main() {}
