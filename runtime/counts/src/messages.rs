//! Calls, casts and a mailbox that was full.

use std::hint::black_box;

use switchboard::prelude::*;
use tokio::runtime::Runtime;

/// A server with handlers of each kind.
#[derive(GenServer, Default)]
#[server(mailbox = unbounded)]
pub(crate) struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    pub(crate) fn add(&mut self, by: u64) -> u64 {
        self.total = self.total.wrapping_add(by);
        self.total
    }

    #[call]
    async fn add_later(&mut self, by: u64) -> u64 {
        self.total = self.total.wrapping_add(by);
        self.total
    }

    #[cast]
    fn bump(&mut self, by: u64) {
        self.total = self.total.wrapping_add(by);
    }
}

pub(crate) async fn counter() -> CounterRef {
    Counter::start().await.expect("a start")
}

async fn calls(counter: &CounterRef, count: usize) {
    for _ in 0..count {
        black_box(counter.add(black_box(1)).await.expect("a reply"));
    }
}

async fn casts(counter: &CounterRef, count: usize) {
    for _ in 0..count {
        counter.bump(black_box(1)).expect("room");
        tokio::task::consume_budget().await;
    }
    counter.add(0).await.expect("a reply");
}

pub(crate) fn call(runtime: &Runtime, count: usize) {
    runtime.block_on(async { calls(&counter().await, count).await });
}

pub(crate) fn call_async(runtime: &Runtime, count: usize) {
    runtime.block_on(async {
        let counter = counter().await;
        for _ in 0..count {
            black_box(counter.add_later(black_box(1)).await.expect("a reply"));
        }
    });
}

/// Each call waits in the mailbox, and the caller for its reply.
pub(crate) fn call_queued(runtime: &Runtime, count: usize) {
    runtime.block_on(async {
        let counter = counter().await;
        for _ in 0..count {
            let call = CounterCall::Add { by: black_box(1) };
            let total: u64 = counter.server().call(call).await.expect("a reply");
            black_box(total);
        }
    });
}

pub(crate) fn cast(runtime: &Runtime, count: usize) {
    runtime.block_on(async { casts(&counter().await, count).await });
}

/// The server is woken for each of them.
pub(crate) fn cast_alone(runtime: &Runtime, count: usize) {
    runtime.block_on(async {
        let counter = counter().await;
        for _ in 0..count {
            counter.bump(black_box(1)).expect("room");
            while counter.server().mailbox_len() > 0 {
                tokio::task::yield_now().await;
            }
        }
    });
}

/// Started as [`run`](super::run) does: only the messages are counted with tokio's budget.
async fn many(count: usize) -> Vec<CounterRef> {
    tokio::task::unconstrained(async {
        let mut all = Vec::with_capacity(count);
        for _ in 0..count {
            all.push(counter().await);
        }
        all
    })
    .await
}

pub(crate) fn call_among<const MANY: usize>(runtime: &Runtime, count: usize) {
    runtime.block_on(async {
        let all = many(MANY).await;
        calls(&all[MANY / 2], count).await;
    });
}

pub(crate) fn cast_among<const MANY: usize>(runtime: &Runtime, count: usize) {
    runtime.block_on(async {
        let all = many(MANY).await;
        casts(&all[MANY / 2], count).await;
    });
}

/// All messages wait before the first is handled.
pub(crate) fn flood(runtime: &Runtime, count: usize) {
    runtime.block_on(async {
        let counter = counter().await;
        for _ in 0..count {
            counter.bump(black_box(1)).expect("room");
        }
        counter.add(0).await.expect("a reply");
    });
}
