//! An info handler names what it handles.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[info]
    fn heard(&mut self) {}
}

fn main() {}
