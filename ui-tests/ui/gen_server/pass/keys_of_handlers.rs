//! Every form of a handler's attribute.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Has keys.
#[derive(GenServer, Default)]
pub struct Keys;

#[gen_server()]
impl Keys {
    #[call()]
    fn a(&self) -> u8 {
        1
    }

    #[call(timeout = "1m30s",)]
    fn b(&self) -> u8 {
        2
    }

    #[call(timeout = infinity, rename = see, name = SeeIt)]
    fn c(&self) -> u8 {
        3
    }

    #[cast(name = Dee,)]
    fn d(&mut self) {}

    #[info()]
    fn e(&mut self, _down: Down) {}

    #[every("250ms",)]
    fn f(&mut self) {}

    #[every("1s", missed = burst)]
    fn h(&mut self) {}

    #[every("1s", missed = delay,)]
    async fn i(&mut self) {}

    #[terminate()]
    fn g(&mut self) {}
}

fn main() {}
