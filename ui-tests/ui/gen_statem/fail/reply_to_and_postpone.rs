//! A call that may wait is answered by what its handler returns.

use switchboard::prelude::*;

#[derive(GenStatem, Default)]
struct Door {
    code: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum State {
    #[default]
    Locked,
    Open,
}

#[gen_statem(state = State)]
impl Door {
    #[on(_, call)]
    fn walk(&mut self, reply: ReplyTo<u32>) -> Result<(), Postpone> {
        drop(reply);
        Err(Postpone)
    }
}

fn main() {}
