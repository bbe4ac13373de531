//! Durations say their unit, and are more than nothing where they have to be.

use switchboard::prelude::*;

#[derive(GenServer)]
#[server(shutdown = "soon", timeout = 1_000)]
struct One;

#[derive(GenServer)]
#[server(shutdown = brutal, timeout = "0s")]
struct Two;

#[derive(GenServer)]
#[server(shutdown, timeout)]
struct Three;

#[derive(GenServer)]
#[server(shutdown("5s"), timeout = forever)]
struct Four;

fn main() {}
