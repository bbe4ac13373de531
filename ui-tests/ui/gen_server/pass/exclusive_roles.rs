//! A handler that is another one under another condition.

#![deny(warnings, clippy::all)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    count: u64,
}

#[gen_server]
impl Counter {
    /// Counts.
    #[cfg_attr(any(), call)]
    #[cfg_attr(all(), cast)]
    fn add(&mut self, by: u64) {
        self.count += by;
    }

    #[cfg_attr(any(), call)]
    #[cfg_attr(all(), call(timeout = "2s"))]
    #[deprecated]
    fn count(&mut self) -> u64 {
        self.count
    }
}

#[protocol]
trait Counting {
    #[cfg_attr(any(), call)]
    #[cfg_attr(all(), cast)]
    fn more(&mut self, by: u64);
}

impl Counting for Counter {
    fn more(&mut self, by: u64) {
        self.count += by;
    }
}

fn main() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(async {
        let counter = Counter::start().await.expect("a start");
        counter.add(2).expect("room");
        CountingProtocolRef::new(&counter).more(3).expect("room");
        #[expect(deprecated)]
        let count = counter.count();
        assert_eq!(count.await, Ok(5));
    });
}
