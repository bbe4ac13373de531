//! A handler of a state machine is in one.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Door {
    code: u32,
}

#[gen_server]
impl Door {
    #[on(_, call)]
    fn code(&self) -> u32 {
        self.code
    }
}

fn main() {}
