//! The levels of a strict crate.

#![deny(
    warnings,
    missing_docs,
    missing_copy_implementations,
    missing_debug_implementations,
    unnameable_types,
    unreachable_pub,
    unused_qualifications,
    variant_size_differences,
    rust_2018_idioms,
    unsafe_code,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]

use switchboard::prelude::*;

/// Holds a large thing.
#[derive(Debug, GenServer, Default)]
pub struct Large {
    bytes: Vec<u8>,
}

#[gen_server]
impl Large {
    /// A large one and a small one.
    #[cast]
    pub fn put(&mut self, bytes: [u8; 2048]) {
        self.bytes = bytes.to_vec();
    }

    /// Small.
    #[cast]
    pub fn clear(&mut self, by: u8) {
        self.bytes.push(by);
    }
}

fn main() {}
