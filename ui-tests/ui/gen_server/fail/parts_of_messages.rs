//! Handlers of an enum of the user's that lack a part of the message: the error is at the handler.

use switchboard::prelude::*;

#[derive(Message)]
enum StoreMsg {
    #[call(reply = u8)]
    Get { key: u8, default: u8 },
    #[cast]
    Put { key: u8, value: u8 },
}

#[derive(GenServer, Default)]
struct Store {
    last: u8,
}

#[gen_server(messages = StoreMsg)]
impl Store {
    #[call]
    fn get(&self, key: u8) -> u8 {
        self.last.min(key)
    }

    #[cast]
    fn put(&mut self, value: u8) {
        self.last = value;
    }
}

fn main() {}
