//! A state moves between threads with its process.

use std::rc::Rc;

use switchboard::prelude::*;

#[derive(switchboard::Agent)]
struct Cache {
    #[agent(get)]
    hits: u64,
    last: Option<Rc<str>>,
}

fn main() {}
