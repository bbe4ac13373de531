//! Supervisors, public and private.

use switchboard::prelude::*;

use crate::messages::Counter;
use crate::public::{Idle, Store};

/// What a shop is made of.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// How often a part may fail.
    pub patience: usize,
}

/// A shop.
#[derive(Debug, Supervisor)]
#[supervisor(strategy = rest_for_one, max_restarts = 3, max_seconds = "5s", name = "lints-shop")]
#[supervisor(args = Plan, auto_shutdown = any_significant)]
pub struct Shop {
    /// Counts.
    #[child(start = Counter::child(), restart = transient, significant)]
    pub counter: Child<Counter>,
    /// Keeps.
    #[child(start = Store::<usize>::child(), shutdown = "1s", id = "store", start_timeout = "9s")]
    pub store: Child<Store<usize>>,
    /// Works.
    #[child]
    pub tasks: TaskSupervisor,
    /// Any number of them.
    #[child(start = Idle::dynamic())]
    pub idle: DynamicSupervisor<Idle>,
    /// Of no concern.
    #[supervisor(skip)]
    pub nothing: (),
}

/// A supervisor without children.
#[derive(Clone, Copy, Debug, Supervisor)]
pub struct Empty;

/// A supervisor of one, for this crate.
#[derive(Debug, Supervisor)]
pub(crate) struct Pair(#[child(start = Counter::child())] Child<Counter>);

/// What the counter of a pair says.
pub(crate) async fn counted() -> Result<u64, StartError> {
    let pair = Pair::start().await?;
    Ok(pair.0.add(2).await.unwrap_or_default())
}
