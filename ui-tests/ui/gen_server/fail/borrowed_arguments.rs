//! Whatever borrows from the caller, each with what to take in its place.

use std::borrow::Cow;
use std::ffi::{CStr, OsStr};
use std::path::Path;

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn bytes(&self, of: &[u8]) -> u64 {
        of.len() as u64
    }

    #[cast]
    fn change(&mut self, by: &mut u64) {
        self.total += *by;
    }

    #[cast]
    fn walk(&mut self, to: &Path, with: Option<&OsStr>) {
        let _ = (to, with);
    }

    #[cast]
    fn text(&mut self, a: Cow<'_, str>, b: Vec<&CStr>) {
        let _ = (a, b);
    }

    #[call]
    async fn shared(&self, with: &dyn Fn()) -> u64 {
        with();
        self.total
    }

    #[continue_with]
    fn later(&mut self, name: &str) {
        let _ = name;
    }
}

fn main() {}
