//! A table keeps what it has for as long as it likes.

use switchboard::prelude::*;

#[derive(Clone, Record)]
struct User<'a> {
    #[key]
    name: &'a str,
}

fn main() {}
