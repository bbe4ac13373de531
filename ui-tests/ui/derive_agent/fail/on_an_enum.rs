//! An agent keeps a struct; an enum has no fields to name methods after.

use switchboard::prelude::*;

#[derive(Agent)]
enum Theme {
    Light,
    Dark,
}

fn main() {}
