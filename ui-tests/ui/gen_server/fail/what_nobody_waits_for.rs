//! Only a call gives something back, and it does so once.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[cast]
    fn a(&mut self) -> Result<(), String> {
        Ok(())
    }

    #[info]
    fn b(&mut self, _down: Down) -> u64 {
        1
    }

    #[continue_with]
    fn c(&mut self) -> bool {
        true
    }

    #[every("1s")]
    async fn d(&mut self) -> u64 {
        1
    }

    #[terminate]
    fn e(&mut self) -> Self {
        Self { total: 0 }
    }

    #[call]
    fn f(&self, reply: ReplyTo<u64>) -> u64 {
        1
    }

    #[call]
    fn g(&self, one: ReplyTo<u64>, two: ReplyTo<u64>) {}
}

fn main() {}
