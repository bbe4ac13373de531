//! How much memory an idle process takes: a million of them, as the system sees it.
//!
//! ```text
//! cargo idle
//! cargo idle 100000
//! ```

use std::fs;
use std::hint::black_box;
use std::process::ExitCode;

use switchboard::prelude::*;
use tokio::runtime::Builder;

/// A server with a small state, which has answered once and now waits.
#[derive(GenServer, Default)]
struct Idle {
    total: u64,
}

#[gen_server]
impl Idle {
    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }

    #[cast]
    fn bump(&mut self) {
        self.total += 1;
    }
}

/// The bytes of this program that lie in memory; `None` where the system does not tell.
fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: usize = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1024)
}

fn main() -> ExitCode {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(1_000_000);
    let runtime = Builder::new_multi_thread().enable_all().build().expect("a runtime");
    let measured = runtime.block_on(async {
        let mut servers = Vec::with_capacity(count);
        // The first one brings what all share.
        let first = Idle::start().await.expect("a start");
        let before = resident()?;
        for _ in 0..count {
            servers.push(Idle::start().await.expect("a start"));
        }
        let after = resident()?;
        black_box((&first, &servers));
        Some((after - before) / count)
    });
    match measured {
        Some(bytes) => {
            println!("{bytes} bytes per idle process, of {count}");
            ExitCode::SUCCESS
        }
        None => {
            eprintln!("this system does not tell how much memory a program has");
            ExitCode::FAILURE
        }
    }
}
