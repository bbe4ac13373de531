//! A server owns its state: it has no lifetime parameters.

use switchboard::prelude::*;

struct Counter<'a> {
    name: &'a str,
}

#[gen_server]
impl<'a> Counter<'a> {
    #[call]
    fn name(&self) -> u64 {
        1
    }
}

fn main() {}
