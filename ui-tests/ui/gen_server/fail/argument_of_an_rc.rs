//! What is bound to its thread cannot travel, whatever is around it.

use std::cell::RefCell;
use std::error::Error;
use std::rc::Rc;

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Store;

#[gen_server]
impl Store {
    #[cast]
    fn keep(&mut self, _all: Vec<Rc<RefCell<u8>>>) {}

    #[call]
    fn check(&self) -> Result<u8, Box<dyn Error>> {
        Ok(1)
    }

    #[cast]
    fn at(&mut self, _place: *const u8) {}
}

fn main() {}
