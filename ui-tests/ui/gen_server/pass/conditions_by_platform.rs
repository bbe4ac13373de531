//! One handler for each platform.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Knows its platform.
#[derive(GenServer, Default)]
pub struct Platform;

#[gen_server]
impl Platform {
    #[cfg(unix)]
    #[call]
    fn name(&self) -> &'static str {
        "unix"
    }

    #[cfg(not(unix))]
    #[call]
    fn name(&self) -> &'static str {
        "another"
    }

    #[cfg_attr(all(), cfg_attr(all(), cfg(any())))]
    #[info]
    fn never(&mut self, _of: NoSuchType) {}

    #[cfg(any())]
    #[every("1s")]
    fn tick(&mut self) {
        no_such_function();
    }
}

fn main() {}
