//! `#[init]` in every form that makes the server.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// At once.
#[derive(GenServer)]
pub struct One;

#[gen_server]
impl One {
    #[init]
    fn open() -> Self {
        Self
    }
}

/// Later.
#[derive(GenServer)]
pub struct Two(u8);

#[gen_server]
impl Two {
    #[init]
    async fn open(cx: &mut Context<Self>, start: u8) -> Result<Two, std::num::ParseIntError> {
        let _ = cx.pid();
        "1".parse().map(|number: u8| Self(number + start))
    }

    #[call]
    fn get(&self) -> u8 {
        self.0
    }
}

/// Or not.
#[derive(GenServer)]
pub struct Three;

#[gen_server]
impl Three {
    #[init]
    fn open(text: &'static str) -> Result<Self, String> {
        Err(text.to_owned())
    }
}

fn main() {}
