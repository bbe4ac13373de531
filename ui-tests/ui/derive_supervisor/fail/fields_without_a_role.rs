//! A field that is not supervised says so, whatever its type is.

use std::marker::PhantomData;

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter;

#[gen_server]
impl Counter {}

#[derive(Supervisor)]
struct Shop<T: Send + Sync + 'static> {
    #[child(start = Counter::child())]
    counter: Child<Counter>,
    of: PhantomData<T>,
    settings: Vec<u8>,
}

#[derive(Supervisor)]
struct Numbered(Child<Counter>, u8);

fn main() {}
