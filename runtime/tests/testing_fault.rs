//! Faults that a test orders.
#![cfg(feature = "test-util")]

use std::time::Duration;

use switchboard::SysEvent;
use switchboard::prelude::*;
use switchboard::process;
use switchboard::testing::{Probe, expect_down, fault};

const SECOND: Duration = Duration::from_secs(1);

#[derive(GenServer, Default)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.total += by;
        self.total
    }

    #[call]
    fn total(&self) -> u64 {
        self.total
    }

    #[cast]
    fn put(&mut self, by: u64) {
        self.total += by;
    }
}

async fn start() -> CounterRef {
    Counter::start().await.expect("it starts")
}

#[switchboard::test]
async fn the_nth_message_crashes() {
    let counter = start().await;
    fault(counter.server()).nth(3).crash().await.expect("it runs");
    assert_eq!(counter.add(1).await, Ok(1));
    counter.put(1).expect("it takes messages");
    match counter.total().await {
        Err(CallError::Exited { reason: ExitReason::Panic(panic), .. }) => {
            assert_eq!(panic.message(), "a fault of the test, at `total`");
        }
        other => panic!("{other:?}"),
    }
    let down = expect_down(counter.server(), SECOND).await;
    assert!(matches!(down.reason, ExitReason::Panic(_)));
}

#[switchboard::test]
async fn only_messages_of_the_name_count() {
    let counter = start().await;
    fault(counter.server()).on("put").nth(2).crash().await.expect("it runs");
    assert_eq!(counter.add(1).await, Ok(1));
    counter.put(1).expect("it takes messages");
    assert_eq!(counter.add(1).await, Ok(3));
    counter.put(1).expect("it takes messages");
    expect_down(counter.server(), SECOND).await;
}

#[switchboard::test]
async fn a_message_is_delayed() {
    let counter = start().await;
    fault(counter.server()).on("add").delay(SECOND * 2).await.expect("it runs");
    let before = process::now();
    counter.put(5).expect("it takes messages");
    assert_eq!(counter.total().await, Ok(5));
    assert_eq!(process::now(), before);
    assert_eq!(counter.add(1).await, Ok(6));
    assert_eq!(process::now() - before, SECOND * 2);
    assert_eq!(counter.add(1).await, Ok(7));
    assert_eq!(process::now() - before, SECOND * 2);
    counter.server().stop().await.expect("it stops");
}

#[switchboard::test]
async fn a_delay_can_outlast_the_caller_and_be_cut_short_by_a_kill() {
    let counter = start().await;
    fault(counter.server()).delay(Duration::MAX).await.expect("it runs");
    assert!(matches!(counter.add(1).await, Err(CallError::Timeout { .. })));
    counter.server().kill();
    let down = expect_down(counter.server(), SECOND).await;
    assert_eq!(down.reason, ExitReason::Killed);
}

#[switchboard::test]
async fn a_message_is_lost() {
    let counter = start().await;
    fault(counter.server()).on("put").lose().await.expect("it runs");
    fault(counter.server()).on("add").lose().await.expect("it runs");
    counter.put(5).expect("it takes messages");
    assert!(matches!(counter.add(1).await, Err(CallError::NoReply { .. })));
    counter.put(2).expect("it takes messages");
    assert_eq!(counter.add(1).await, Ok(3));
    counter.server().stop().await.expect("it stops");
}

#[switchboard::test]
async fn who_watches_does_not_see_a_lost_message_done() {
    let counter = start().await;
    let sys = counter.server().sys();
    sys.log(Some(9)).await.expect("an answer");
    fault(counter.server()).on("put").lose().await.expect("it runs");
    counter.put(5).expect("it takes messages");
    let events = sys.get_log().await.expect("an answer");
    assert!(matches!(events[..], [SysEvent::In { message: "put", from: None }]), "{events:?}");
    counter.server().stop().await.expect("it stops");
}

#[switchboard::test]
async fn faults_of_one_message_add_up() {
    let counter = start().await;
    fault(counter.server()).delay(SECOND).await.expect("it runs");
    fault(counter.server()).crash().await.expect("it runs");
    let before = process::now();
    assert!(matches!(counter.add(1).await, Err(CallError::Exited { .. })));
    assert_eq!(process::now() - before, SECOND);
}

#[switchboard::test]
async fn a_server_without_a_fault_left_is_as_any_other() {
    let counter = start().await;
    fault(counter.server()).lose().await.expect("it runs");
    counter.put(1).expect("it takes messages");
    let runs_on_its_caller = async || {
        // A call to an idle server is done at its first poll.
        let mut call = std::pin::pin!(counter.add(1));
        std::future::poll_fn(|cx| std::task::Poll::Ready(call.as_mut().poll(cx).is_ready())).await
    };
    assert!(!runs_on_its_caller().await);
    counter.total().await.expect("it runs");
    assert!(runs_on_its_caller().await);
    counter.server().stop().await.expect("it stops");
}

#[derive(Supervisor)]
#[supervisor(max_restarts = 1)]
struct Counters {
    #[child(start = Counter::child())]
    counter: Child<Counter>,
}

#[switchboard::test]
async fn the_next_incarnation_is_sound() {
    let tree = Counters::start_link().await.expect("it starts");
    let probe_of_the_first = Child::pid(&tree.counter).expect("it runs");
    let mut probe = Probe::<()>::start();
    probe.monitor(probe_of_the_first);
    fault(tree.counter.server()).crash().await.expect("it runs");
    tree.counter.add(1).await.expect_err("it crashes");
    probe.down().await;
    tree.supervisor().count_children().await.expect("it runs");
    assert_eq!(tree.counter.add(1).await, Ok(1));
    tree.supervisor().stop().await.expect("it stops");
}
