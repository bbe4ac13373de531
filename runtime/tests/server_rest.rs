//! The message that finds its server at rest, which lies beside the mailbox until it is handled.
//!
//! On one thread nothing is handled before the test gives way, so it lies there for as long as is needed.

mod support;

use std::sync::Arc;

use support::breathe;
use switchboard::StopMode;
use switchboard::prelude::*;
use switchboard::process::{Inbox, Mail, ProcessOptions};
use tokio::runtime::Builder;

/// Adds up what it is told, and can be told a thing that counts who has it.
#[derive(GenServer, Default)]
#[server(mailbox = 1)]
struct Log {
    seen: Vec<u64>,
    kept: Vec<Arc<()>>,
}

#[gen_server]
impl Log {
    #[cast]
    fn put(&mut self, n: u64) {
        self.seen.push(n);
    }

    #[cast]
    fn keep(&mut self, thing: Arc<()>) {
        self.kept.push(thing);
    }

    #[cast]
    async fn put_later(&mut self, n: u64) {
        tokio::task::yield_now().await;
        self.seen.push(n);
    }

    #[call]
    fn seen(&self) -> Vec<u64> {
        self.seen.clone()
    }
}

#[tokio::test]
async fn it_counts_against_the_bound() {
    let log = Log::start().await.expect("a start");
    for n in 0..3 {
        log.put(n).expect("room for one");
        assert_eq!(log.server().mailbox_len(), 1);
        assert!(matches!(log.put(99), Err(CastError::Full(_))));
        breathe().await;
        assert_eq!(log.server().mailbox_len(), 0);
    }
    assert_eq!(log.seen().await, Ok(vec![0, 1, 2]));
}

#[tokio::test]
async fn who_waits_for_room_gets_the_place_that_it_leaves() {
    let log = Log::start().await.expect("a start");
    log.put(1).expect("room for one");
    let ready = tokio::join!(log.server().ready(), breathe()).0;
    assert_eq!(ready, Ok(()));
    log.put(2).expect("room again");
    assert_eq!(log.seen().await, Ok(vec![1, 2]));
}

#[tokio::test]
async fn nothing_overtakes_it() {
    let log = Log::start().await.expect("a start");
    for n in 0..200 {
        let sent = if n % 2 == 0 { log.put(n) } else { log.put_later(n) };
        sent.expect("the call before has made room");
        let seen = log.seen().await.expect("an answer");
        assert_eq!(seen.last(), Some(&n), "a call has overtaken the cast");
    }
}

#[tokio::test]
async fn a_stop_handles_it_or_counts_it() {
    let log = Log::start().await.expect("a start");
    log.put(1).expect("room");
    let report = log.server().stop_mode(StopMode::Drain).await.expect("it ends");
    assert_eq!((report.drained, report.lost()), (1, 0));

    let log = Log::start().await.expect("a start");
    log.put(1).expect("room");
    let report = log.server().stop_mode(StopMode::Now).await.expect("it ends");
    assert_eq!((report.drained, report.lost()), (0, 1));
    assert_eq!(report.discarded.get("put"), Some(&1));
}

#[tokio::test]
async fn it_goes_with_a_server_that_is_killed() {
    let (log, thing) = (Log::start().await.expect("a start"), Arc::new(()));
    log.keep(Arc::clone(&thing)).expect("room");
    log.server().kill();
    assert_eq!(log.server().ended().await, ExitReason::Killed);
    assert_eq!(Arc::strong_count(&thing), 1, "the message is kept");
    assert!(log.put(1).is_ok(), "a cast to nobody falls");
}

#[test]
fn it_goes_with_its_runtime() {
    let thing = Arc::new(());
    let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
    let log = runtime.block_on(async {
        let log = Log::start().await.expect("a start");
        log.keep(Arc::clone(&thing)).expect("room");
        log
    });
    assert_eq!(Arc::strong_count(&thing), 2);
    drop(runtime);
    assert_eq!(Arc::strong_count(&thing), 1, "the message is kept");
    drop(log);
}

/// A message whose destructor panics.
#[derive(Debug)]
struct Bomb(Option<Arc<()>>);

impl Drop for Bomb {
    fn drop(&mut self) {
        if let Some(thing) = self.0.take() {
            drop(thing);
            panic!("a destructor of the user's");
        }
    }
}

/// Messages of which some fit beside the mailbox, and some are too large or too widely aligned.
#[derive(GenServer, Default)]
struct Sizes {
    sum: u64,
}

#[derive(Debug)]
#[repr(align(32))]
struct Wide(u64);

#[gen_server]
impl Sizes {
    #[call]
    fn sum(&self) -> u64 {
        self.sum
    }

    #[cast]
    fn large(&mut self, body: [u64; 16]) {
        self.sum += body.iter().sum::<u64>();
    }
}

#[derive(GenServer, Default)]
struct Aligned {
    sum: u64,
}

#[gen_server]
impl Aligned {
    #[call]
    fn sum(&self) -> u64 {
        self.sum
    }

    #[cast]
    fn wide(&mut self, wide: Wide) {
        assert_eq!(std::ptr::from_ref(&wide).addr() % 32, 0);
        self.sum += wide.0;
    }
}

#[derive(GenServer, Default)]
struct Shelf {
    bombs: Vec<Bomb>,
}

#[gen_server]
impl Shelf {
    #[cast]
    fn arm(&mut self, bomb: Bomb) {
        self.bombs.push(bomb);
    }
}

#[tokio::test]
async fn what_does_not_fit_takes_the_queue() {
    let (sizes, aligned) =
        (Sizes::start().await.expect("a start"), Aligned::start().await.expect("a start"));
    for n in 1..=3 {
        sizes.large([n; 16]).expect("room");
        aligned.wide(Wide(n)).expect("room");
        breathe().await;
    }
    assert_eq!(sizes.sum().await, Ok(16 * 6));
    assert_eq!(aligned.sum().await, Ok(6));
}

#[tokio::test]
async fn its_destructor_may_panic() {
    let (shelf, thing) = (Shelf::start().await.expect("a start"), Arc::new(()));
    shelf.arm(Bomb(Some(Arc::clone(&thing)))).expect("room");
    shelf.server().kill();
    assert_eq!(shelf.server().ended().await, ExitReason::Killed);
    breathe().await;
    assert_eq!(Arc::strong_count(&thing), 1);
}

#[tokio::test]
async fn a_plain_process_gets_it_in_order() {
    let (told, mut heard) = tokio::sync::mpsc::unbounded_channel();
    let process = ProcessOptions::new()
        .mailbox(3)
        .spawn(|mut inbox: Inbox<u32>| async move {
            while let Mail::Message(n) = inbox.recv().await {
                told.send(n).expect("the test listens");
            }
        })
        .expect("a start");
    breathe().await;
    let mut next = 0;
    for burst in [1, 3, 2, 1, 1, 3] {
        let first = next;
        for _ in 0..burst {
            process.send(next).expect("room");
            next += 1;
        }
        if burst == 3 {
            assert!(matches!(process.send(99), Err(CastError::Full(99))));
        }
        for n in first..next {
            assert_eq!(heard.recv().await, Some(n));
        }
    }
}
