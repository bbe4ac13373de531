//! Each async handler has to run on any thread; the text is at the one that cannot.

use std::rc::Rc;

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    async fn total(&self) -> u64 {
        let held = Rc::new(self.total);
        tokio::task::yield_now().await;
        *held
    }

    #[cast]
    async fn reset(&mut self) {
        let held = Rc::new(0);
        tokio::task::yield_now().await;
        self.total = *held;
    }

    #[call]
    async fn fine(&self) -> u64 {
        tokio::task::yield_now().await;
        *Rc::new(self.total)
    }
}

fn main() {}
