//! A field whose attribute is nearly `#[child]`.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Worker;

#[gen_server]
impl Worker {}

#[derive(Supervisor)]
struct Pool {
    #[children]
    worker: Child<Worker>,
}

fn main() {}
