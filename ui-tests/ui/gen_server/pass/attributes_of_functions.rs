//! Attributes of functions stay on the method.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Has attributes.
#[derive(GenServer, Default)]
pub struct Attributes;

#[gen_server]
impl Attributes {
    #[inline]
    #[call]
    fn inlined(&self) -> u8 {
        1
    }

    #[cold]
    #[inline(never)]
    #[cast]
    fn cold(&mut self) {}

    #[track_caller]
    #[call]
    fn tracked(&self) -> u32 {
        std::panic::Location::caller().line()
    }

    #[must_use]
    #[call]
    fn used(&self) -> Result<u8, String> {
        Ok(1)
    }

    #[rustfmt::skip]
    #[call]
    async fn skipped(&self) -> u8 { 1 }
}

fn main() {}
