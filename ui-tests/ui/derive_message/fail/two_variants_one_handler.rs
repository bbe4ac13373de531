//! Two messages cannot share a handler.

use switchboard::prelude::*;

#[derive(Message)]
enum Msg {
    #[cast]
    AddOne,
    #[cast]
    Add_One,
}

fn main() {}
