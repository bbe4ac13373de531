//! What a full mailbox does with one more message, by policy.

mod support;

use std::sync::Arc;
use std::time::Duration;

use support::breathe;
use switchboard::StopMode;
use switchboard::prelude::*;
use switchboard::process;
use tokio::sync::Notify;

macro_rules! bounded {
    ($name:ident, $overflow:ident) => {
        /// Keeps what it gets.
        #[derive(GenServer)]
        #[server(mailbox = 4, overflow = $overflow)]
        struct $name {
            gate: Arc<Notify>,
            seen: Vec<u32>,
        }

        #[gen_server]
        impl $name {
            #[init]
            fn open(gate: Arc<Notify>) -> Self {
                Self { gate, seen: Vec::new() }
            }

            #[cast]
            async fn put(&mut self, n: u32) {
                if n == 0 {
                    self.gate.notified().await;
                }
                self.seen.push(n);
            }

            #[call]
            fn seen(&self) -> Vec<u32> {
                self.seen.clone()
            }
        }
    };
}

bounded!(Refusing, refuse);
bounded!(Oldest, drop_oldest);
bounded!(Newest, drop_newest);

/// Puts the numbers in while the first of them is being handled; gives what was refused, and seen.
macro_rules! flood {
    ($name:ident, $last:literal) => {{
        let gate = Arc::new(Notify::new());
        let server = $name::start(Arc::clone(&gate)).await.expect("a start");
        // Some are in the batch before the flood begins, and more come while it is worked through.
        for n in 0..3 {
            server.put(n).expect("room");
        }
        breathe().await;
        let refused: Vec<u32> = (3..=$last).filter(|n| server.put(*n).is_err()).collect();
        gate.notify_one();
        breathe().await;
        (refused, server.seen().await.expect("a reply"))
    }};
}

#[tokio::test(start_paused = true)]
async fn a_mailbox_that_refuses_gives_the_newest_back() {
    let (refused, seen) = flood!(Refusing, 8);
    assert_eq!((refused, seen), (vec![5, 6, 7, 8], vec![0, 1, 2, 3, 4]));
}

#[tokio::test(start_paused = true)]
async fn a_mailbox_that_drops_the_oldest_keeps_the_newest() {
    let (refused, seen) = flood!(Oldest, 8);
    assert_eq!((refused, seen), (vec![], vec![0, 5, 6, 7, 8]));
}

#[tokio::test(start_paused = true)]
async fn a_mailbox_that_drops_the_newest_keeps_the_oldest() {
    let (refused, seen) = flood!(Newest, 8);
    assert_eq!((refused, seen), (vec![], vec![0, 1, 2, 3, 4]));
}

/// What a policy drops is counted, by the process and in the report of its end.
#[tokio::test(start_paused = true)]
async fn what_is_dropped_is_counted() {
    macro_rules! dropped {
        ($name:ident) => {{
            let gate = Arc::new(Notify::new());
            let server = $name::start(Arc::clone(&gate)).await.expect("a start");
            server.put(0).expect("room");
            breathe().await;
            for n in 1..=10 {
                server.put(n).expect("it is dropped, not refused");
            }
            let pid = server.server().pid().expect("it runs");
            let counted = process::info(pid).map(|info| info.dropped);
            gate.notify_one();
            let report = server.server().stop_mode(StopMode::Drain).await.expect("it runs");
            (counted, report.drained, report.overflowed)
        }};
    }
    assert_eq!(dropped!(Oldest), (Some(6), 4, 6));
    assert_eq!(dropped!(Newest), (Some(6), 4, 6));
}

#[tokio::test(start_paused = true)]
async fn a_call_is_never_dropped_for_a_cast() {
    let gate = Arc::new(Notify::new());
    let server = Oldest::start(Arc::clone(&gate)).await.expect("a start");
    server.put(0).expect("room");
    breathe().await;
    let calls: Vec<_> = (0..4)
        .map(|_| {
            let server = server.clone();
            Task::spawn(async move { server.seen().await })
        })
        .collect();
    breathe().await;
    for n in 1..=3 {
        server.put(n).expect("it is dropped, not refused");
    }
    gate.notify_one();
    for call in calls {
        assert_eq!(call.await, Ok(Ok(vec![0])));
    }
}

#[tokio::test(start_paused = true)]
async fn a_call_waits_for_room_within_its_time() {
    let gate = Arc::new(Notify::new());
    let server = Refusing::start(Arc::clone(&gate)).await.expect("a start");
    for n in 0..5 {
        server.put(n).expect("room");
        breathe().await;
    }
    assert!(server.put(9).is_err());
    let late = server.server().call_within::<Vec<u32>>(Duration::from_secs(1), RefusingCall::Seen);
    assert!(matches!(late.await, Err(CallError::Timeout { .. })));
    let waiting = Task::spawn({
        let server = server.clone();
        async move { server.seen().await }
    });
    breathe().await;
    gate.notify_one();
    assert_eq!(waiting.await, Ok(Ok(vec![0, 1, 2, 3, 4])));
}

/// Panics when it is dropped, if it is told to.
struct Fragile(bool);

impl Drop for Fragile {
    fn drop(&mut self) {
        assert!(!self.0, "boom in a destructor");
    }
}

/// Keeps nothing.
#[derive(GenServer)]
#[server(mailbox = 1, overflow = drop_oldest)]
struct Shelf {
    gate: Arc<Notify>,
}

#[gen_server]
impl Shelf {
    #[init]
    fn open(gate: Arc<Notify>) -> Self {
        Self { gate }
    }

    #[cast]
    async fn shut(&mut self) {
        self.gate.notified().await;
    }

    #[cast]
    fn put(&mut self, thing: Fragile) {
        std::mem::forget(thing);
    }

    #[info]
    fn found(&mut self, thing: Fragile) {
        std::mem::forget(thing);
    }
}

/// What has to make room is another sender's: its destructor is no failure of the one who comes.
#[tokio::test(start_paused = true)]
async fn a_message_that_panics_when_it_makes_room_harms_nobody() {
    let gate = Arc::new(Notify::new());
    let shelf = Shelf::start(Arc::clone(&gate)).await.expect("a start");
    shelf.shut().expect("room");
    breathe().await;
    shelf.put(Fragile(true)).expect("room");
    shelf.server().send(Fragile(true)).expect("it takes the place of the one before");
    shelf.put(Fragile(false)).expect("and this one of that one");
    gate.notify_one();
    let report = shelf.server().stop_mode(StopMode::Drain).await.expect("it runs");
    assert_eq!((report.drained, report.overflowed), (1, 2));

    let mailbox =
        process::ProcessOptions::new().mailbox(1).overflow(switchboard::Overflow::DropOldest);
    let plain = mailbox.spawn(|mut inbox: process::Inbox<Fragile>| async move {
        std::mem::forget(inbox.message().await);
    });
    let plain = plain.expect("a runtime");
    plain.send(Fragile(true)).expect("room");
    plain.send(Fragile(false)).expect("it takes the place of the one before");
    assert_eq!(plain.ended().await, ExitReason::Normal);
}
