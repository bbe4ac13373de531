//! `Self` inside a macro cannot be replaced in the generated items.

use switchboard::prelude::*;

macro_rules! same {
    ($ty:ty) => {
        $ty
    };
}

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self, other: same!(Self)) -> u64 {
        1
    }
}

fn main() {}
