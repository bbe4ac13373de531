//! The path of the crate starts at the root.

use switchboard::prelude::*;

#[derive(Message)]
#[message(crate = super::switchboard, crate = ::switchboard)]
enum Order {
    #[cast]
    Reset,
}

fn main() {}
