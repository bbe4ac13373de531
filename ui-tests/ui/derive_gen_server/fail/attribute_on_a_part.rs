//! The attribute of the type on a part of it, where it would say nothing.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    #[server(name = "counter")]
    count: u64,
}

#[gen_server]
impl Counter {}

#[derive(GenServer)]
enum Either {
    #[server(mailbox = 3)]
    One,
    Other {
        #[server(mailbox = 3)]
        count: u64,
    },
}

fn main() {}
