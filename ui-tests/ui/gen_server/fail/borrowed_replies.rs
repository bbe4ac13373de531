//! A reply leaves the server, so it takes nothing of it along.

use std::cell::Ref;

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn total(&self) -> &u64 {
        &self.total
    }

    #[call]
    fn maybe(&self) -> Option<&u64> {
        Some(&self.total)
    }

    #[call]
    fn cell(&self) -> Ref<'_, u64> {
        unimplemented!()
    }

    #[call]
    fn all(&self) -> impl Iterator<Item = u64> {
        std::iter::once(self.total)
    }

    #[call]
    fn later(&self, reply: ReplyTo<&str>) {
        drop(reply);
    }
}

fn main() {}
