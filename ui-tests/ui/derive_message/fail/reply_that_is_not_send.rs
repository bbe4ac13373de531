//! A reply moves between threads.

use switchboard::prelude::*;

#[derive(Message)]
enum Msg {
    #[call(reply = std::rc::Rc<u64>)]
    Add { by: u64 },
}

fn main() {}
