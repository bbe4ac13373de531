//! A method needs a name.

use switchboard::prelude::*;

#[derive(Clone, Record)]
struct Pair(#[key] u64, #[index] String);

fn main() {}
