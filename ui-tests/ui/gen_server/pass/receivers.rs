//! Both ways to borrow the server, in every form.

#![deny(warnings, missing_docs)]

use switchboard::prelude::*;

/// Is borrowed.
#[derive(GenServer, Default)]
pub struct Borrowed;

#[gen_server]
impl Borrowed {
    #[call]
    fn a(&self) -> u8 {
        1
    }

    #[call]
    fn b(&mut self) -> u8 {
        2
    }

    #[call]
    fn c(self: &Self) -> u8 {
        3
    }

    #[cast]
    async fn d(self: &mut Self) {}

    #[call]
    async fn e(self: &Borrowed) -> u8 {
        5
    }

    #[every("1s")]
    fn f(&self) {}

    #[terminate]
    fn g(self: &mut Borrowed) {}
}

fn main() {}
