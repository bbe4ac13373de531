//! The memory of processes that have nothing to do.

use std::fs;
use std::mem::size_of;

use crate::libs::{Flavour, Library, Seat};

/// Pages of Linux, which is what `statm` counts in.
const PAGE: u64 = 4096;

/// What the processes have done before they have nothing to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Past {
    /// They have answered one call.
    Called,
    /// They have handled a cast before that, which no library can do without a mailbox.
    Cast,
}

impl Past {
    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Called => "called",
            Self::Cast => "cast",
        }
    }

    /// Reads its name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Called, Self::Cast].into_iter().find(|past| past.name() == name)
    }
}

/// How many bytes one of `count` idle processes takes, without the handle that leads to it.
///
/// # Panics
///
/// When this is no Linux, or when a message was lost.
#[must_use]
pub fn bytes<L: Library>(count: u64, past: Past) -> f64 {
    L::run(Flavour::MultiThread, async move {
        // What the first ones bring with them is paid once.
        let warm_up = start::<L>(1000, past).await;
        let before = resident();
        let servers = start::<L>(count, past).await;
        let grown = resident().saturating_sub(before);
        let handles = servers.len() * size_of::<L::Server>();
        assert_eq!(L::call(&warm_up[0], 0).await, expected(past), "the first ones are still there");
        (grown as f64 - handles as f64) / count as f64
    })
}

async fn start<L: Library>(count: u64, past: Past) -> Vec<L::Server> {
    let of = usize::try_from(count).expect("they fit in memory");
    let mut servers = Vec::with_capacity(of);
    for index in 0..of {
        let server = L::start(Seat { index, of }).await;
        if past == Past::Cast {
            L::cast(&server, 1).await;
        }
        assert_eq!(L::call(&server, 2).await, expected(past), "nothing is lost");
        servers.push(server);
    }
    servers
}

fn expected(past: Past) -> u64 {
    2 + u64::from(past == Past::Cast)
}

/// The bytes of this process that are in memory.
///
/// # Panics
///
/// Where there is no `/proc`.
#[must_use]
pub fn resident() -> u64 {
    let statm = fs::read_to_string("/proc/self/statm").expect("a Linux with /proc");
    let pages = statm.split(' ').nth(1).expect("the second number is the resident pages");
    pages.parse::<u64>().expect("a number") * PAGE
}
