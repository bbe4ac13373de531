//! An info is one message of a type of its own.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

struct Tick;

#[gen_server]
impl Counter {
    #[info]
    fn nothing(&mut self) {}

    #[info]
    fn two(&mut self, a: Tick, b: Down) {}

    #[info]
    fn only_context(&mut self, cx: &mut Context<Self>) {}

    #[info]
    fn borrowed(&mut self, tick: &Tick) {}

    #[info]
    fn reply(&mut self, tick: Tick) -> Tick {
        tick
    }
}

fn main() {}
