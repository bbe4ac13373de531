//! The handlers of a call give the same reply.

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
    #[on(Locked, call)]
    fn code(&self) -> u32 {
        self.code
    }

    #[on(Open, call = code)]
    fn text(&self) -> String {
        String::new()
    }
}

fn main() {}
