//! The context and the reason are lent, once, to those that have one.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn owned(&self, cx: Context<Self>) -> u64 {
        1
    }

    #[call]
    fn two(&self, a: &mut Context<Self>, b: &mut Context<Self>) -> u64 {
        1
    }

    #[cast]
    fn why(&mut self, reason: &ExitReason) {}

    #[terminate]
    fn end(&mut self, reason: ExitReason) {}

    #[continue_with]
    fn optional(&mut self, #[cfg(all())] cx: &mut Context<Self>) {}
}

fn main() {}
