//! Only calls and casts are part of a protocol.

use switchboard::prelude::*;

#[protocol]
trait Worker {
    #[init]
    fn new() -> Self;

    #[info]
    fn down(&mut self, down: Down);

    #[every("1s")]
    fn tick(&mut self);

    #[terminate]
    fn end(&mut self) {}

    #[call]
    #[cast]
    fn both(&mut self);

    #[casst]
    fn near(&mut self);

    #[call]
    const N: u8 = 1;
}

fn main() {}
