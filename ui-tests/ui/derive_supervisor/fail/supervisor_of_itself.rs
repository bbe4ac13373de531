//! A supervisor that contains itself never finishes its start.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Shop::tree())]
    shop: Child<Shop>,
}

fn main() {}
