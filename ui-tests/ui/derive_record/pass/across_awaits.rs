//! A table may be held while a process waits, whatever its keys are.

use switchboard::prelude::*;
use switchboard::{Bag, Cache, OrderedSet};

fn is_send<F: Future + Send>(future: F) -> F {
    future
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    is_send(async {
        let (set, ordered) = (Table::<&'static str, u8>::new(), Table::<&str, u8, OrderedSet>::new());
        let (bag, cache) = (Table::<&'static str, &str, Bag>::new(), Table::<&str, &str, Cache>::new());
        tokio::task::yield_now().await;
        set.insert("a", 1).expect("it is there");
        ordered.insert("a", 1).expect("it is there");
        bag.insert("a", "b").expect("it is there");
        cache.insert("a", "b").expect("it is there");
    })
    .await;
}
