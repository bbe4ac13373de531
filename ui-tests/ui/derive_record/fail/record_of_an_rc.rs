//! A table is everybody's, on whatever thread they are.

use std::rc::Rc;

use switchboard::prelude::*;

#[derive(Clone, Record)]
struct User {
    #[key]
    id: u64,
    name: Rc<str>,
}

fn main() {}
