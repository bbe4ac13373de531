//! What an index finds is given as a copy.

use switchboard::prelude::*;

#[derive(Record)]
struct User {
    #[key]
    id: u64,
    #[index]
    email: String,
}

fn main() {}
