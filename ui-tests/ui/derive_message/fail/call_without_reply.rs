//! A call says what its reply is.

use switchboard::prelude::*;

#[derive(Message)]
enum Msg {
    #[call]
    Add { by: u64 },
}

fn main() {}
