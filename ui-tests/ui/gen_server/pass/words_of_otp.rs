//! Handlers may be called like what the runtime itself does.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Named after the runtime.
#[derive(GenServer, Default)]
pub struct Words;

#[gen_server]
impl Words {
    #[call]
    fn call(&self) -> u8 {
        1
    }

    #[cast]
    fn cast(&mut self) {}

    #[call]
    fn pid(&self) -> u8 {
        2
    }

    #[cast]
    fn stop(&mut self) {}

    #[cast]
    fn monitor(&mut self) {}

    #[call]
    async fn reply(&self) -> u8 {
        3
    }

    #[call]
    fn init(&self) -> u8 {
        4
    }

    #[cast]
    fn terminate(&mut self) {}

    #[cast]
    fn handle_call(&mut self) {}

    #[call]
    fn every(&self) -> u8 {
        5
    }
}

fn main() {}
