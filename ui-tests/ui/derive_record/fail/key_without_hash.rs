//! What a key and an index have to be is said at their types.

use switchboard::prelude::*;

#[derive(Clone)]
struct Colour;

#[derive(Clone, Record)]
struct Shape {
    #[key]
    size: f64,
    #[index]
    colour: Colour,
}

fn main() {}
