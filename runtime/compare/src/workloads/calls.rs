//! Calls of one server.

use std::time::Duration;

use super::now;
use crate::libs::{Library, Seat};

/// `callers` share `count` calls.
pub async fn sync<L: Library>(callers: usize, count: u64) -> Duration {
    let each = count / callers as u64;
    let server = L::start(Seat::ONLY).await;
    let begun = now();
    let mut running = Vec::with_capacity(callers);
    for index in 0..callers {
        let server = server.clone();
        running.push(L::spawn(Seat { index, of: callers }, async move {
            let mut last = 0;
            for _ in 0..each {
                let total = L::call(&server, 1).await;
                assert!(total > last, "a total grows");
                last = total;
            }
        }));
    }
    for caller in running {
        caller.await;
    }
    let elapsed = begun.elapsed();
    assert_eq!(L::call(&server, 0).await, each * callers as u64, "no call is lost");
    elapsed
}

/// One caller of an `async` handler.
pub async fn asynchronous<L: Library>(count: u64) -> Duration {
    let server = L::start(Seat::ONLY).await;
    let begun = now();
    for sent in 1..=count {
        assert_eq!(L::call_async(&server, 1).await, sent, "no call is lost");
    }
    begun.elapsed()
}
