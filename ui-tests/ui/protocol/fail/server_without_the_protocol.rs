//! The handle of a protocol leads to servers that have it.

use switchboard::prelude::*;

#[protocol]
trait Worker {
    #[cast]
    fn pause(&mut self);
}

#[derive(GenServer, Default)]
struct Idler;

#[gen_server]
impl Idler {}

struct Value;

impl Worker for Value {
    fn pause(&mut self) {}
}

async fn uses(idler: IdlerRef, value: Value) {
    let first = WorkerProtocolRef::new(&idler);
    let second = WorkerProtocolRef::from(idler.server().clone());
    let third = WorkerProtocolRef::new(&value);
}

fn main() {}
