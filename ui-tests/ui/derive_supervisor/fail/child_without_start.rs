//! A child without a default needs a start.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop {
    #[child]
    counter: Child<Named>,
}

#[derive(GenServer)]
struct Named {
    name: String,
}

#[gen_server]
impl Named {
    #[init]
    fn open(name: String) -> Self {
        Self { name }
    }
}

fn main() {}
