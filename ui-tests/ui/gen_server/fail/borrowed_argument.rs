//! A message owns what it carries.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn greet(&self, name: &str) -> String {
        name.to_owned()
    }
}

fn main() {}
