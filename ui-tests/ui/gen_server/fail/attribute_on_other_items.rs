//! The attribute goes on an impl, whatever else it is put on.

use switchboard::prelude::*;

#[gen_server]
enum Door {
    Open,
}

#[gen_server]
trait Shape {}

#[gen_server]
fn alone() {}

#[gen_server]
mod inner {}

#[gen_server]
const N: u8 = 1;

fn main() {}
