//! Only a struct has fields of its own.

use switchboard::prelude::*;

#[derive(Record)]
enum Shape {
    #[key]
    Round,
}

fn main() {}
