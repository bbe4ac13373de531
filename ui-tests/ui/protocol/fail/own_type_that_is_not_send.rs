//! What travels must be `Send`.

use std::rc::Rc;

use switchboard::prelude::*;

struct Job(Rc<u8>);

#[protocol]
trait Worker {
    #[call]
    fn run(&mut self, job: Job) -> u8;

    #[call]
    fn shared(&self) -> Rc<u8>;
}

fn main() {}
