//! Only a struct or an enum has a name to make other names from.

use switchboard::prelude::*;

trait Shape {}

#[gen_server]
impl (u8, u8) {}

#[gen_server]
impl [u8] {}

#[gen_server]
impl dyn Shape {
    #[call]
    fn area(&self) -> u64 {
        1
    }
}

#[gen_server]
impl fn() {}

fn main() {}
