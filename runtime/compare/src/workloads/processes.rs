//! Lives of processes.

use std::time::Duration;

use super::now;
use crate::libs::Library;

/// `count` processes, one after the other.
pub async fn spawn<L: Library>(count: u64) -> Duration {
    let begun = now();
    for by in 1..=count {
        assert_eq!(L::live(by).await, by, "no call is lost");
    }
    begun.elapsed()
}

/// `count` crashes, each up to an answer that only the replacement can give.
pub async fn restart<L: Library>(count: u64) -> Duration {
    let server = L::supervise().await;
    let begun = now();
    for by in 1..=count {
        assert_eq!(L::crash(&server, by).await, by, "the replacement begins at nothing");
    }
    begun.elapsed()
}
