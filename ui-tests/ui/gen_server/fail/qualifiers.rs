//! What generated code calls is safe, and calls itself Rust.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    unsafe fn total(&self) -> u64 {
        self.total
    }

    #[cast]
    extern "C" fn reset(&mut self) {
        self.total = 0;
    }

    #[info]
    async unsafe fn down(&mut self, _down: Down) {}

    #[terminate]
    unsafe extern "C" fn end(&mut self) {}
}

fn main() {}
