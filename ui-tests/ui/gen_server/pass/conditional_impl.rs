//! Conditions on the whole impl are the compiler's own.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[cfg(any())]
#[gen_server]
impl Counter {
    #[call]
    fn missing(&self) -> NoSuchType {}
}

#[gen_server]
#[cfg(all())]
impl Counter {
    #[call]
    fn get(&self) -> u8 {
        1
    }
}

#[cfg_attr(all(), derive(GenServer, Default))]
struct Other;

#[cfg_attr(all(), gen_server)]
impl Other {
    #[cfg_attr(all(), call)]
    fn get(&self) -> u8 {
        1
    }
}

fn main() {}
