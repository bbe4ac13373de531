//! Messages that borrow, or stay on their thread.

use std::rc::Rc;

use switchboard::prelude::*;

#[derive(Message)]
enum Note<'a> {
    #[cast]
    Text { text: &'a str },
}

#[derive(Message)]
enum Job {
    #[cast]
    Print { lines: &str },
    #[call(reply = u8)]
    Count { of: Vec<Rc<u8>> },
}

fn main() {}
