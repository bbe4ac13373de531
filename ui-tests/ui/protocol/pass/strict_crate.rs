//! The levels of a strict crate, and a protocol that nobody uses.

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
    refining_impl_trait,
    async_fn_in_trait,
    clippy::all,
    clippy::pedantic,
    clippy::nursery
)]

use switchboard::prelude::*;

/// What a store does.
#[protocol]
pub trait Store {
    /// A large one.
    #[cast]
    fn put(&mut self, bytes: [u8; 2048]);

    /// Small.
    #[cast]
    async fn clear(&mut self, by: u8);

    /// Waits.
    #[call]
    async fn get(&self) -> Vec<u8>;

    /// Waits for nothing.
    #[call]
    async fn len(&self) -> usize {
        0
    }
}

/// Nobody has it, and nobody uses it.
#[protocol]
pub trait Unused {
    /// Not once.
    #[call]
    fn unused(&self, by: String) -> String;
}

/// Keeps bytes.
#[derive(Debug, GenServer, Default)]
pub struct Memory {
    bytes: Vec<u8>,
}

#[gen_server]
impl Memory {}

impl Store for Memory {
    fn put(&mut self, bytes: [u8; 2048]) {
        self.bytes = bytes.to_vec();
    }

    async fn clear(&mut self, by: u8) {
        self.bytes.fill(by);
    }

    async fn get(&self) -> Vec<u8> {
        self.bytes.clone()
    }
}

fn main() {}
