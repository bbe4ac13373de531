//! The fields of a message have names.

use switchboard::prelude::*;

#[derive(Message)]
enum Msg {
    #[cast]
    Add(u64),
}

fn main() {}
