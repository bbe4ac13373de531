//! Who implements a protocol writes plain Rust.

use switchboard::prelude::*;

#[protocol]
trait Worker {
    #[call]
    fn run(&mut self) -> u8;
    #[cast]
    fn pause(&mut self);
}

#[derive(GenServer, Default)]
struct Resizer;

#[gen_server]
impl Resizer {}

impl Worker for Resizer {
    #[call]
    fn run(&mut self) -> u8 {
        1
    }

    #[cast]
    fn pause(&mut self) {}
}

fn main() {}
