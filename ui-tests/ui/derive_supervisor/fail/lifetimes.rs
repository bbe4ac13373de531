//! A supervisor borrows nothing.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Worker;

#[gen_server]
impl Worker {}

#[derive(Supervisor)]
struct Shop<'a> {
    #[child]
    worker: Child<Worker>,
    #[supervisor(skip)]
    name: &'a str,
}

fn main() {}
