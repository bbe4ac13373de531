//! A message that goes round a ring.

use std::time::Duration;

use tokio::sync::oneshot;

use super::now;
use crate::libs::{Library, Seat, Token};

const MEMBERS: usize = 1000;

/// `count` hops of one message.
pub async fn around<L: Library>(count: u64) -> Duration {
    let seat = |index| Seat { index, of: MEMBERS };
    // From the last to the first, because a member is made with its successor.
    let mut members = vec![L::node(seat(MEMBERS - 1), None).await];
    for index in (0..MEMBERS - 1).rev() {
        let next = members.last().cloned();
        members.push(L::node(seat(index), next).await);
    }
    let first = members.last().expect("there are members");
    L::close(&members[0], first.clone()).await;

    let (done, end) = oneshot::channel();
    let begun = now();
    L::pass(first, Token { hops: count - 1, done }).await;
    end.await.expect("the message comes to its end");
    let elapsed = begun.elapsed();

    let mut passed = 0;
    for member in &members {
        passed += L::passed(member).await;
    }
    assert_eq!(passed, count, "every hop is one message");
    elapsed
}
