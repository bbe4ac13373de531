//! `mut` and `ref` are between the handler and itself.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Sorts.
#[derive(GenServer, Default)]
pub struct Sorter;

#[gen_server]
impl Sorter {
    #[call]
    fn sort(&self, mut all: Vec<u8>) -> Vec<u8> {
        all.sort_unstable();
        all
    }

    #[call]
    #[allow(clippy::toplevel_ref_arg)]
    fn length(&self, ref all: Vec<u8>, whole @ _: u8) -> usize {
        all.len() + usize::from(whole)
    }

    #[cast]
    async fn drain(&mut self, mut all: Vec<u8>) {
        all.clear();
    }
}

fn main() {}
