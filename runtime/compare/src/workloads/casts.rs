//! Casts. The time ends with a call that reads the total, so the work is done and not only accepted.

use std::time::Duration;

use super::now;
use crate::libs::{Library, Seat};

const SERVERS: usize = 100;

/// `senders` share `count` casts to one server.
pub async fn to_one<L: Library>(senders: usize, count: u64) -> Duration {
    let each = count / senders as u64;
    let server = L::start(Seat::ONLY).await;
    let begun = now();
    let mut running = Vec::with_capacity(senders);
    for index in 0..senders {
        let server = server.clone();
        running.push(L::spawn(Seat { index, of: senders }, async move {
            for by in 1..=each {
                L::cast(&server, by).await;
            }
        }));
    }
    for sender in running {
        sender.await;
    }
    let total = L::total(&server).await;
    let elapsed = begun.elapsed();
    assert_eq!(total, senders as u64 * (each * (each + 1) / 2), "no cast is lost");
    elapsed
}

/// One sender of `count` casts to many servers in turn.
pub async fn round_robin<L: Library>(count: u64) -> Duration {
    let mut servers = Vec::with_capacity(SERVERS);
    for index in 0..SERVERS {
        servers.push(L::start(Seat { index, of: SERVERS }).await);
    }
    let begun = now();
    for (by, server) in (1..=count).zip(servers.iter().cycle()) {
        L::cast(server, by).await;
    }
    let mut total = 0;
    for server in &servers {
        total += L::total(server).await;
    }
    let elapsed = begun.elapsed();
    assert_eq!(total, count * (count + 1) / 2, "no cast is lost");
    elapsed
}
