//! Handlers may be called like methods of traits that everything has.

#![deny(warnings, missing_docs)]

use switchboard::prelude::*;

/// Named after traits.
#[derive(GenServer, Default, Debug, PartialEq)]
pub struct Traits(u8);

#[gen_server]
impl Traits {
    #[call]
    fn fmt(&self, to_string: u8) -> u8 {
        to_string
    }

    #[call]
    fn into(&self) -> u8 {
        self.0
    }

    #[call]
    fn from(&self, r#as: u8) -> u8 {
        r#as
    }

    #[cast]
    fn as_ref(&mut self) {}

    #[cast]
    fn default_(&mut self) {}

    #[call]
    async fn poll(&self) -> bool {
        *self == Self(1)
    }

    #[cast]
    fn send(&mut self, by: u8) {
        self.0 = by;
    }
}

fn main() {}
