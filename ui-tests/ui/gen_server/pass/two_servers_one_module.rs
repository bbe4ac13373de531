//! Two servers with the same handlers in one module.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// One.
#[derive(GenServer, Default)]
pub struct One;

/// Two.
#[derive(GenServer, Default)]
pub struct Two;

#[gen_server]
impl One {
    #[call]
    fn get(&self) -> u8 {
        1
    }

    #[info]
    fn down(&mut self, _down: Down) {}
}

#[gen_server]
impl Two {
    #[call]
    fn get(&self) -> u8 {
        2
    }

    #[info]
    fn down(&mut self, _down: Down) {}
}

fn main() {}
