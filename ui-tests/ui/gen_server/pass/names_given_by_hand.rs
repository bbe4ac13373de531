//! Names that make no variant are fine where one is written.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {
    #[call(name = Myself)]
    fn self_(&self) -> u8 {
        1
    }

    #[cast(name = First)]
    fn _1(&mut self) {}

    #[call(name = Copy, rename = copy)]
    fn clone(&self) -> u8 {
        2
    }

    #[call(rename = the_server)]
    fn server(&self) -> u8 {
        3
    }
}

fn main() {}
