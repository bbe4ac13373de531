//! A second key, and an index on the first one.

use switchboard::prelude::*;

#[derive(Clone, Record)]
struct User {
    #[key]
    #[index]
    id: u64,
    #[key]
    email: String,
}

fn uses(users: UserTable) {
    drop(users.lookup(&1));
}

fn main() {}
