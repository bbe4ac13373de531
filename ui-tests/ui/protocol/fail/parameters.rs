//! A protocol has one set of messages.

use switchboard::prelude::*;

#[protocol]
trait Worker<J> {
    #[call]
    fn run(&mut self, job: J) -> u8;
}

#[protocol]
trait Lender<'a> {
    #[cast]
    fn lend(&mut self, name: &'a str);
}

fn main() {}
