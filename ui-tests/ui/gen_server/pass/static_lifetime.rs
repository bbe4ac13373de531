//! A server of which one instance, that of the program's lifetime, runs.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;
use switchboard::{ServerConfig, ServerOptions};

/// Reads text.
pub struct Reader<'a>(&'a str);

impl ServerConfig for Reader<'static> {
    const OPTIONS: ServerOptions = ServerOptions::new();
}

#[gen_server]
impl Reader<'static> {
    #[init]
    fn open(text: &'static str) -> Self {
        Self(text)
    }

    #[cast]
    fn read(&mut self, text: &'static str) {
        self.0 = text;
    }
}

fn main() {}
