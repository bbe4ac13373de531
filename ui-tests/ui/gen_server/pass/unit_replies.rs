//! Replies of nothing, written and not, without a lint about them.

#![deny(warnings, missing_docs, clippy::all, clippy::pedantic)]
#![deny(clippy::let_unit_value, clippy::unit_arg, clippy::ignored_unit_patterns)]

use switchboard::prelude::*;

/// Says nothing.
#[derive(GenServer, Default)]
pub struct Quiet;

#[gen_server]
impl Quiet {
    #[call]
    fn done(&mut self) {}

    #[call]
    async fn later(&mut self) {}

    #[call]
    #[allow(clippy::unused_unit)]
    fn written(&mut self) -> () {}

    #[cast]
    #[allow(clippy::unused_unit)]
    fn cast(&mut self) -> () {}
}

fn main() {}
