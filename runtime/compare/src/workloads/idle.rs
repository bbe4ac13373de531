//! The memory of processes that have nothing to do.

use std::fs;
use std::mem::size_of;

use crate::libs::{Flavour, Library, Seat};

/// Pages of Linux, which is what `statm` counts in.
const PAGE: u64 = 4096;

/// How many bytes one of `count` processes takes, each of which has handled a cast and a call, without
/// the handle that leads to it.
#[must_use]
pub fn bytes<L: Library>(count: u64) -> f64 {
    L::run(Flavour::MultiThread, async move {
        // What the first ones bring with them is paid once.
        let warm_up = start::<L>(1000).await;
        let before = resident();
        let servers = start::<L>(count).await;
        let grown = resident().saturating_sub(before);
        let handles = servers.len() * size_of::<L::Server>();
        assert_eq!(L::call(&warm_up[0], 0).await, 3, "the first ones are still there");
        (grown as f64 - handles as f64) / count as f64
    })
}

async fn start<L: Library>(count: u64) -> Vec<L::Server> {
    let of = usize::try_from(count).expect("they fit in memory");
    let mut servers = Vec::with_capacity(of);
    for index in 0..of {
        let server = L::start(Seat { index, of }).await;
        L::cast(&server, 1).await;
        assert_eq!(L::call(&server, 2).await, 3, "nothing is lost");
        servers.push(server);
    }
    servers
}

/// The bytes of this process that are in memory.
fn resident() -> u64 {
    let statm = fs::read_to_string("/proc/self/statm").expect("a Linux with /proc");
    let pages = statm.split(' ').nth(1).expect("the second number is the resident pages");
    pages.parse::<u64>().expect("a number") * PAGE
}
