//! Named fields, numbered fields, and none.

#![deny(warnings, missing_docs, clippy::all)]

use switchboard::prelude::*;

/// Counts.
#[derive(GenServer, Default)]
pub struct Counter;

#[gen_server]
impl Counter {
    #[call]
    fn ping(&self) -> u8 {
        1
    }
}

/// Named.
#[derive(Supervisor)]
#[supervisor(strategy = rest_for_one, max_restarts = 5, max_seconds = "1m")]
pub struct Named {
    /// The first.
    #[child(start = Counter::child(), restart = transient, shutdown = "2s")]
    pub first: Child<Counter>,
    /// With its default.
    #[child]
    pub second: Child<Counter>,
    #[child(start = Counter::dynamic().max_children(10))]
    pool: DynamicSupervisor<Counter>,
    #[child]
    tasks: TaskSupervisor,
    #[child(start = Numbered::tree())]
    nested: Child<Numbered>,
    #[supervisor(skip)]
    cache: Vec<u8>,
}

/// Numbered.
#[derive(Supervisor)]
pub struct Numbered(#[child(start = Counter::child())] pub Child<Counter>);

/// None.
#[derive(Supervisor)]
pub struct Nothing;

fn run(test: impl Future<Output = ()>) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime").block_on(test);
}

fn main() {
    run(async {
        let named = Named::start().await.expect("a start");
        assert_eq!((named.first.ping().await, named.second.ping().await), (Ok(1), Ok(1)));
        assert_eq!(named.nested.0.ping().await, Ok(1));
        assert!(named.pool.supervisor().is_alive() && named.tasks.supervisor().is_alive());
        assert!(named.cache.is_empty());
        named.supervisor().stop().await.expect("a stop");
        Nothing::start().await.expect("a start");
    });
}
