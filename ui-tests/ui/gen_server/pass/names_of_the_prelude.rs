//! Handlers may be called like types of the prelude and methods of its traits.

#![deny(warnings, missing_docs)]

use switchboard::prelude::*;


/// Named after everything.
#[derive(GenServer, Default)]
pub struct Prelude {
    text: String,
}

#[gen_server]
impl Prelude {
    #[call]
    fn option(&self, string: Option<u32>) -> Option<u32> {
        string
    }

    #[call]
    fn string(&self) -> String {
        self.text.clone()
    }

    #[cast]
    fn vec(&mut self, some: Vec<u8>) {
        self.text = format!("{some:?}");
    }

    #[call]
    fn result(&self, ok: Result<u8, String>) -> Result<u8, String> {
        ok
    }

    #[call]
    fn eq(&self, fmt: u8) -> bool {
        fmt == 1
    }

    #[cast]
    fn drop(&mut self, into: u8) {
        let _ = into;
    }
}

fn main() {}
