//! A handler belongs in an impl with `#[gen_server]`.

use switchboard::prelude::*;

struct Counter;

impl Counter {
    #[call]
    fn total(&self) -> u64 {
        1
    }
}

fn main() {}
