//! A handler that is configured out leaves nothing behind, nor does an argument.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// Has parts.
#[derive(GenServer, Default)]
pub struct Parts {
    total: u64,
}

#[gen_server]
impl Parts {
    #[cfg(any())]
    #[call]
    fn missing(&self, of: NoSuchType) -> NoSuchType {
        of
    }

    #[cfg_attr(all(), cfg(any()))]
    #[cast]
    fn missing_too(&mut self, of: NoSuchType) {}

    #[cfg(all())]
    #[call]
    fn total(&self) -> u64 {
        self.total
    }

    #[cfg(any())]
    #[call]
    fn either(&self) -> NoSuchType {
        1
    }

    #[cfg(not(any()))]
    #[call]
    fn either(&self) -> u64 {
        2
    }

    #[call]
    fn add(&mut self, #[cfg(any())] not: NoSuchType, #[cfg(all())] by: u64) -> u64 {
        self.total += by;
        self.total
    }

    #[cast]
    fn bump(&mut self, #[cfg(any())] not: NoSuchType, by: u64) {
        self.total += by;
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let parts = Parts::start().await.expect("a start");
        parts.bump(1).expect("room");
        assert_eq!(parts.add(2).await, Ok(3));
        assert_eq!((parts.total().await, parts.either().await), (Ok(3), Ok(2)));
    });
}
