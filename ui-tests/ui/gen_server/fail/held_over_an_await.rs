//! What a handler holds over an await moves between threads.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    async fn wait(&mut self) -> u64 {
        let held = std::rc::Rc::new(1);
        std::future::ready(()).await;
        *held
    }
}

fn main() {}
