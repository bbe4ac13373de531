//! A record that no table could find.

use switchboard::prelude::*;

#[derive(Clone, Record)]
struct User {
    id: u64,
    #[index]
    email: String,
}

fn main() {}
