//! What an `Arc` cannot share between threads.

use std::cell::{Cell, RefCell};
use std::ptr::NonNull;
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
    fn count(&mut self, count: Option<Arc<Cell<u8>>>) {
        drop(count);
    }

    #[cast]
    fn run(&mut self, task: Arc<dyn Fn()>) {
        task();
    }

    #[cast]
    fn point(&mut self, to: NonNull<u8>) {
        drop(to);
    }
}

fn main() {}
