//! Events move between threads.

use std::rc::Rc;

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
    #[on(_, cast)]
    fn put(&mut self, key: Rc<u8>) {
        drop(key);
    }
}

fn main() {}
