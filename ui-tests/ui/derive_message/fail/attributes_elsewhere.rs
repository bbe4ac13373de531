//! Attributes on the wrong part of an enum of messages.

use switchboard::prelude::*;

#[derive(Message)]
#[call]
enum Msg {
    #[call(reply = u8)]
    #[message(crate = ::switchboard)]
    Get {
        #[cast]
        key: u8,
    },
}

fn main() {}
