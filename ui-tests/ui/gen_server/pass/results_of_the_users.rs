//! Results by any name are replies like any other.

#![deny(warnings, missing_docs, clippy::all)]

use std::io;

use switchboard::prelude::*;

/// A result of its own.
pub type Result<T> = std::result::Result<T, String>;

/// Fails.
#[derive(GenServer)]
pub struct Failing;

#[gen_server]
impl Failing {
    #[init]
    fn open() -> Result<Self> {
        Ok(Self)
    }

    #[call]
    fn own(&self) -> Result<u8> {
        Err(String::new())
    }

    #[call]
    async fn of_io(&self) -> io::Result<u8> {
        Ok(1)
    }
}

/// The reply is the result; whether there is one is another.
pub async fn both(failing: FailingRef) -> std::result::Result<Result<u8>, CallError> {
    failing.own().await
}

fn main() {}
