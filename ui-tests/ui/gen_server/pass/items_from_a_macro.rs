//! Items that a macro writes into the impl are the user's own.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

macro_rules! helper {
    ($name:ident) => {
        fn $name(&self) -> u8 {
            1
        }
    };
}

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {
    const ONE: u8 = 1;

    helper!(help);

    #[call]
    fn get(&self) -> u8 {
        self.help() + Self::ONE
    }

    helper! { help_more }

    #[cast]
    fn nothing(&mut self) {
        let _ = self.help_more();
    }
}

fn main() {}
