//! Docs of every form go along, also those of arguments.

#![deny(warnings, missing_docs, clippy::all)]
#![forbid(rustdoc::broken_intra_doc_links)]

use switchboard::prelude::*;

/// Documented.
#[derive(GenServer, Default)]
pub struct Documented;

#[gen_server]
impl Documented {
    /** A block. */
    #[call]
    pub fn block(&self) -> u8 {
        1
    }

    #[doc = concat!("Made ", "of parts.")]
    #[doc(alias = "parts")]
    #[call]
    pub fn made(&self) -> u8 {
        2
    }

    #[doc(hidden)]
    #[cast]
    pub fn hidden(&mut self) {}

    /// Adds to [`Self::block`].
    #[cast]
    pub fn add(
        &mut self,
        /// How much.
        by: u8,
        /** How often. */ times: u8,
    ) {
        let _ = (by, times);
    }

    #[cast]
    fn without(&mut self, of: u8) {
        let _ = of;
    }
}

fn main() {}
