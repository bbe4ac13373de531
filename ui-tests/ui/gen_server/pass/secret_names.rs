//! Arguments with the names that generated fields and positions have.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Takes them.
#[derive(GenServer, Default)]
pub struct Names;

#[gen_server]
impl Names {
    #[call]
    fn positions(&self, _: u8, arg0: u8, (_, _): (u8, u8), arg2: u8, arg2_: u8) -> u8 {
        arg0 + arg2 + arg2_
    }

    #[call]
    fn ours(&self, a0: u8, a1: u8, __switchboard_reply: u8, __reply: u8) -> u8 {
        a0 + a1 + __switchboard_reply + __reply
    }

    #[call]
    async fn later(&self, outcome: u8, other: u8, context: u8, reply_to: ReplyTo<u8>) {
        reply_to.send(outcome + other + context);
    }

    #[cast]
    fn macros(&mut self, krate: u8, private: u8, place: u8, index: u8) {
        let _ = (krate, private, place, index);
    }
}

fn main() {}
