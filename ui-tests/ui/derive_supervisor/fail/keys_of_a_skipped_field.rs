//! A field that is no child has one key.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[supervisor(skpi)]
    a: u8,
    #[supervisor(skip, skip)]
    b: u8,
    #[supervisor = "skip"]
    c: u8,
}

fn main() {}
