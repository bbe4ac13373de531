//! Nothing that is generated triggers a lint, and nothing is allowed.

#![forbid(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused_qualifications,
    unsafe_code,
    elided_lifetimes_in_paths,
    clippy::all,
    clippy::pedantic
)]

use switchboard::prelude::*;

/// Counts.
#[derive(Debug, GenServer, Default)]
pub struct Counter;

#[gen_server]
impl Counter {}

/// What it needs.
#[derive(Clone, Debug)]
pub struct Config;

/// Has two.
#[derive(Debug, Supervisor)]
#[supervisor(args = Config)]
pub struct Tree {
    /// The first.
    #[child(start = { let Config = args; Counter::child() })]
    pub first: Child<Counter>,
    /// The second.
    #[child]
    pub second: Child<Counter>,
}

fn main() {}
