//! The crate may have another name.

#![deny(warnings, missing_docs)]

extern crate switchboard as otp;

use otp::{Child, GenServer, Message, Supervisor, gen_server};

/// Counts.
#[derive(GenServer, Default)]
#[server(crate = ::otp)]
pub struct Counter;

#[gen_server(crate = ::otp)]
impl Counter {
    #[call]
    fn get(&self) -> u8 {
        1
    }
}

/// Has one.
#[derive(Supervisor)]
#[supervisor(crate = ::otp)]
pub struct Tree {
    /// The one.
    #[child(start = Counter::child())]
    pub counter: Child<Counter>,
}

/// By hand.
#[derive(Message)]
#[message(crate = ::otp)]
pub enum Msg {
    /// Nothing.
    #[cast]
    Nothing,
}

mod switchboard {}

#[otp::main(crate = ::otp, flavor = current_thread)]
async fn main() {}
