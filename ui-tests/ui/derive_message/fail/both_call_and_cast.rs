//! A message has one kind.

use switchboard::prelude::*;

#[derive(Message)]
enum Msg {
    #[call(reply = u64)]
    #[cast]
    Add { by: u64 },
}

fn main() {}
