//! How often children may be restarted, in which time.

use switchboard::prelude::*;

#[derive(Supervisor)]
#[supervisor(max_restarts = "3", max_seconds = five)]
struct One;

#[derive(Supervisor)]
#[supervisor(max_restarts = 99_999_999_999, max_seconds = 0)]
struct Two;

#[derive(Supervisor)]
#[supervisor(max_restarts, max_seconds = "5 days long")]
struct Three;

#[derive(Supervisor)]
#[supervisor(max_restarts = -1)]
struct Four;

fn main() {}
