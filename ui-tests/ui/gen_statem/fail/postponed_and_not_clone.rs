//! What a handler may postpone can be cloned.

use switchboard::prelude::*;

struct Key;

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
    #[on(_, cast)]
    fn put(&mut self, key: Key) -> Result<(), Postpone> {
        drop(key);
        Err(Postpone)
    }
}

fn main() {}
