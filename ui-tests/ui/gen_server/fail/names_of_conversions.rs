//! Handlers whose method on the handle would never be called: a conversion takes the handle itself.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {
    #[call]
    fn into(&self) -> u8 {
        1
    }

    #[call(rename = try_into)]
    fn number(&self) -> u8 {
        2
    }
}

fn main() {}
