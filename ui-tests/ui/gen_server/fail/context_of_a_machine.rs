//! The context of a state machine in a server.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {
    #[call]
    fn end(&mut self, cx: &mut switchboard::StatemContext<Self>) {
        cx.stop(ExitReason::Normal);
    }
}

fn main() {}
