//! Nor do two that contain each other.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Region::tree())]
    region: Child<Region>,
}

#[derive(Supervisor)]
struct Region {
    #[child(start = Shop::tree())]
    shop: Child<Shop>,
}

fn main() {}
