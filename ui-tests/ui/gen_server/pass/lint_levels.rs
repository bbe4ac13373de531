//! Lint levels on handlers and on the impl.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Has levels.
#[derive(GenServer, Default)]
pub struct Levels;

#[gen_server]
#[allow(clippy::unused_unit)]
#[warn(unused_variables)]
impl Levels {
    #[expect(unused_variables, reason = "it is")]
    #[call]
    fn expects(&self) -> u8 {
        let unused = 1;
        2
    }

    #[allow(unused_mut)]
    #[cast]
    fn allows(&mut self, mut by: u8) {
        let _ = by;
    }

    #[forbid(unsafe_code)]
    #[deny(unused_must_use)]
    #[call]
    async fn forbids(&self) -> u8 {
        3
    }
}

fn main() {}
