//! A misspelt key is told the nearest.

use switchboard::prelude::*;

#[derive(Message)]
enum Msg {
    #[call(replay = u64)]
    Add { by: u64 },
}

fn main() {}
