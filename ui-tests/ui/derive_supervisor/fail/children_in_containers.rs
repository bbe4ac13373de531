//! Several children in one field, and handles that are wrapped.

use std::collections::HashMap;

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Worker;

#[gen_server]
impl Worker {}

#[derive(Supervisor)]
struct Pool {
    #[child]
    all: Vec<Child<Worker>>,
    #[child]
    two: [Child<Worker>; 2],
    #[child]
    named: HashMap<String, Child<Worker>>,
    #[child]
    maybe: Option<Child<Worker>>,
    #[child]
    shared: std::sync::Arc<Child<Worker>>,
    #[child]
    counts: Vec<u8>,
}

fn main() {}
