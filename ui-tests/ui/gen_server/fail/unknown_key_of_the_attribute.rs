//! A misspelt key of the impl is told the nearest.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server(mesages = Msg)]
impl Counter {
    #[cast]
    fn reset(&mut self) {}
}

fn main() {}
