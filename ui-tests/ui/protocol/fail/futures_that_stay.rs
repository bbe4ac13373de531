//! A handler must be able to move between threads.

use std::rc::Rc;

use switchboard::prelude::*;

#[protocol]
trait Worker {
    #[call]
    async fn fetch(&mut self) -> u8;
}

#[derive(GenServer, Default)]
struct Resizer;

#[gen_server]
impl Resizer {}

impl Worker for Resizer {
    async fn fetch(&mut self) -> u8 {
        let shared = Rc::new(1);
        tokio::task::yield_now().await;
        *shared
    }
}

fn main() {}
