//! What an `Arc` cannot share between threads.

use std::cell::{self, RefCell};
use std::sync::Arc;

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Keeper;

#[gen_server]
impl Keeper {
    #[cast]
    fn cell(&mut self, list: Arc<RefCell<Vec<u8>>>) {
        drop(list);
    }

    #[cast]
    fn count(&mut self, count: Option<Arc<cell::Cell<u8>>>) {
        drop(count);
    }

    #[cast]
    fn run(&mut self, task: Arc<dyn Fn()>) {
        task();
    }
}

fn main() {}
