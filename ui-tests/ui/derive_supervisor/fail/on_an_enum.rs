//! The children are the fields of a struct.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
enum Shop {
    Open,
}

fn main() {}
