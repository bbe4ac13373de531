//! Fields that are configured out are no children, and attributes of others are left alone.

#![deny(warnings, clippy::all)]
#![allow(dead_code)]

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

/// Documented.
#[derive(Supervisor)]
struct Shop {
    /// The first.
    #[allow(clippy::struct_field_names)]
    #[child(start = Counter::child())]
    first: Child<Counter>,
    #[cfg(any())]
    #[child]
    missing: Child<NoSuchType>,
    #[cfg_attr(all(), child)]
    second: Child<Counter>,
    #[cfg_attr(all(), supervisor(skip))]
    number: u8,
}

fn main() {}
