//! A strategy is one of three words.

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
#[supervisor(strategy = simple_one_for_one)]
struct One;

#[derive(Supervisor)]
#[supervisor(strategy = "one_for_one")]
struct Two;

#[derive(Supervisor)]
#[supervisor(strategy)]
struct Three;

#[derive(Supervisor)]
#[supervisor(strategy = OneForOne, strategy = one_for_all)]
struct Four;

fn main() {}
