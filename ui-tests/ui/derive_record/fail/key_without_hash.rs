//! What a key and an index have to be is said at their types.

use switchboard::prelude::*;

#[derive(Clone)]
struct Size(u64);

#[derive(Clone)]
struct Colour;

#[derive(Clone, Record)]
struct Shape {
    #[key]
    size: Size,
    #[index]
    colour: Colour,
}

fn main() {}
