//! `Self` in arguments, replies and array lengths is the server.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;


/// Counts.
#[derive(GenServer, Clone, Default)]
pub struct Counter {
    total: u64,
}

impl Counter {
    const N: usize = 3;
}

#[gen_server]
impl Counter {
    #[call]
    fn copy(&self) -> Self {
        self.clone()
    }

    #[cast]
    fn merge(&mut self, others: Vec<Self>) {
        self.total += others.iter().map(|other| other.total).sum::<u64>();
    }

    #[cast]
    fn add(&mut self, numbers: [u64; Self::N]) {
        self.total += numbers.iter().sum::<u64>();
    }

    #[call]
    fn same(&self, other: Option<Self>) -> Result<<Vec<Self> as IntoIterator>::Item, String> {
        other.ok_or_else(String::new)
    }
}

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let counter = Counter::start().await.expect("a start");
        counter.add([1, 2, 3]).expect("room");
        counter.merge(vec![Counter { total: 4 }]).expect("room");
        assert_eq!(counter.copy().await.expect("a reply").total, 10);
        assert!(counter.same(None).await.expect("a reply").is_err());
    });
}
