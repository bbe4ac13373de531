//! A message says whether somebody waits for an answer.

use switchboard::prelude::*;

#[derive(Message)]
enum Msg {
    Add { by: u64 },
}

fn main() {}
