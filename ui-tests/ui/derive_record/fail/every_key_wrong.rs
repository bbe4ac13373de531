//! Each key is judged by itself, so all mistakes come out together.

use switchboard::prelude::*;

#[derive(Clone, Record)]
#[record(table = "Users", crate = other, indexes = 3)]
struct User {
    #[key = 3]
    id: u64,
    #[index(renam = mail)]
    email: String,
    #[index(rename = "town")]
    city: String,
    #[index(rename = email)]
    second: String,
    #[index]
    #[index]
    third: String,
}

fn main() {}
