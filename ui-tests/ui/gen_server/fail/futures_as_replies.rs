//! A future that is returned would be sent, and not run.

use std::pin::Pin;

use switchboard::prelude::*;

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

#[gen_server]
impl Counter {
    #[call]
    fn a(&self) -> impl Future<Output = u64> {
        std::future::ready(1)
    }

    #[call]
    fn b(&self) -> Pin<Box<dyn Future<Output = u64> + Send>> {
        Box::pin(std::future::ready(1))
    }

    #[call]
    fn c(&self) -> BoxFuture<u64> {
        Box::pin(std::future::ready(1))
    }
}

fn main() {}
