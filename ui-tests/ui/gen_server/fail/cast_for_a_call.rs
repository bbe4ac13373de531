//! A message that somebody waits for has a call handler.

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
    #[cast]
    fn add(&mut self, by: u64) {
        self.total += by;
    }

    #[cast]
    fn reset(&mut self) {}
}

fn main() {}
