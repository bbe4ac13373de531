//! Messages are one of several, which is an enum.

use switchboard::prelude::*;

#[derive(Message)]
union Order {
    a: u64,
}

#[derive(Message)]
#[message(crate = switchboard)]
struct Other;

fn main() {}
