//! Each variant is judged by itself, so all mistakes come out together.

use switchboard::prelude::*;

#[derive(Message)]
#[message(krate = ::switchboard)]
enum Order {
    Unsaid,
    #[call(reply = u64)]
    #[cast]
    Both,
    #[call(replay = u64)]
    Misspelt,
    #[cast(reply = u64)]
    Answered,
    #[call]
    Tuple(u64),
    #[call(reply)]
    Empty,
    #[call = u64]
    Assigned,
    #[cast]
    #[cast]
    Doubled,
}

fn main() {}
