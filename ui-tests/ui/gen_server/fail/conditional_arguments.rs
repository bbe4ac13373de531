//! What generated code counts on cannot be conditional.

use switchboard::prelude::*;

#[derive(GenServer)]
struct Counter;

#[gen_server]
impl Counter {
    #[init]
    fn open(#[cfg(all())] start: u64) -> Self {
        let _ = start;
        Self
    }

    #[call]
    fn later(&self, #[cfg(all())] reply: ReplyTo<u64>) {
        drop(reply);
    }

    #[info]
    fn down(&mut self, #[cfg(all())] down: Down) {
        drop(down);
    }

    #[terminate]
    fn end(&mut self, #[cfg(all())] reason: &ExitReason) {
        let _ = reason;
    }
}

fn main() {}
