//! Messages with a body.

use std::time::Duration;

use super::now;
use crate::libs::{Library, Payload};

/// The bodies differ, so that a total shows which were there.
fn fill(index: u64) -> u8 {
    u8::try_from(index % 251).expect("it is small")
}

fn sum(count: u64) -> u64 {
    (0..count).map(|index| u64::from(fill(index))).sum()
}

/// `count` calls of one server.
pub async fn calls<L: Library, P: Payload>(count: u64) -> Duration {
    let carrier = L::carrier::<P>().await;
    let begun = now();
    for index in 0..count {
        L::carry_call(&carrier, P::filled(fill(index))).await;
    }
    let total = L::carried(&carrier).await;
    let elapsed = begun.elapsed();
    assert_eq!(total, sum(count), "no call is lost");
    elapsed
}

/// `count` casts to one server.
pub async fn casts<L: Library, P: Payload>(count: u64) -> Duration {
    let carrier = L::carrier::<P>().await;
    let begun = now();
    for index in 0..count {
        L::carry_cast(&carrier, P::filled(fill(index))).await;
    }
    let total = L::carried(&carrier).await;
    let elapsed = begun.elapsed();
    assert_eq!(total, sum(count), "no cast is lost");
    elapsed
}
