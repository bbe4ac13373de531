//! Registries: locks by key (conformance Q, 323).

use std::sync::{Arc, Mutex};

use switchboard::Registry;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, ProcessRef};
use tokio::sync::{mpsc, oneshot};

type Keys = Registry<&'static str, ()>;
type Told = mpsc::UnboundedReceiver<&'static str>;

async fn keys() -> Keys {
    Registry::unique().start().await.expect("it starts")
}

/// A process that takes a lock, says so, and holds it until it is told what to do.
struct Holder {
    process: ProcessRef<()>,
    release: oneshot::Sender<bool>,
    says: Told,
}

impl Holder {
    fn new(keys: &Keys, key: &'static str) -> Self {
        let keys = keys.clone();
        let (release, released) = oneshot::channel();
        let (say, says) = mpsc::unbounded_channel();
        let process = process::spawn(move |_: Inbox<()>| async move {
            say.send("waits").expect("the test listens");
            let lock = keys.lock(key).await.expect("it runs");
            say.send("holds").expect("the test listens");
            assert_eq!(released.await, Ok(true), "told to panic");
            drop(lock);
        });
        Self { process: process.expect("a runtime"), release, says }
    }

    async fn says(&mut self, text: &'static str) {
        assert_eq!(self.says.recv().await, Some(text));
    }

    /// Whether it has got the lock by now: everything that can run has run.
    async fn holds(&mut self) -> bool {
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        self.says.try_recv().is_ok()
    }
}

async fn two(keys: &Keys) -> (Holder, Holder) {
    let mut first = Holder::new(keys, "k");
    first.says("waits").await;
    first.says("holds").await;
    let mut second = Holder::new(keys, "k");
    second.says("waits").await;
    assert!(!second.holds().await);
    (first, second)
}

/// 323: two holders of one key exclude each other.
#[tokio::test]
async fn one_key_has_one_holder() {
    let (first, mut second) = two(&keys().await).await;
    first.release.send(true).expect("it waits");
    second.says("holds").await;
}

/// 323: different keys do not exclude each other, and no entry does.
#[tokio::test]
async fn different_keys_have_different_holders() {
    let keys = keys().await;
    let registry = keys.clone();
    let entered = process::spawn(move |mut inbox: Inbox<()>| async move {
        registry.register("k", ()).expect("it runs");
        inbox.message().await;
    });
    let entered = entered.expect("a runtime");
    let mut all = [Holder::new(&keys, "k"), Holder::new(&keys, "other")];
    for holder in &mut all {
        holder.says("waits").await;
        holder.says("holds").await;
    }
    assert_eq!(keys.whereis("k"), Some(entered.pid()));
}

/// 323: a holder that panics frees the lock.
#[tokio::test]
async fn a_panic_frees_the_lock() {
    let (first, mut second) = two(&keys().await).await;
    first.release.send(false).expect("it waits");
    assert!(first.process.ended().await.as_panic().is_some());
    second.says("holds").await;
}

/// 323: a holder that is killed frees the lock.
#[tokio::test]
async fn a_kill_frees_the_lock() {
    let (first, mut second) = two(&keys().await).await;
    first.process.exit(ExitReason::Kill);
    second.says("holds").await;
}

/// 323: one that dies while it waits is skipped; those who wait get it in the order of asking.
#[tokio::test]
async fn the_queue_is_in_order_and_without_the_dead() {
    let keys = keys().await;
    let (first, dies) = two(&keys).await;
    let mut third = Holder::new(&keys, "k");
    third.says("waits").await;
    let mut fourth = Holder::new(&keys, "k");
    fourth.says("waits").await;
    assert!(!third.holds().await && !fourth.holds().await);
    dies.process.exit(ExitReason::Kill);
    assert_eq!(dies.process.ended().await, ExitReason::Killed);
    assert!(!third.holds().await, "the first has it");
    first.release.send(true).expect("it waits");
    third.says("holds").await;
    assert!(!fourth.holds().await);
    third.release.send(true).expect("it waits");
    fourth.says("holds").await;
}

/// 323: on several threads, what is done under the lock is done by one at a time.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nobody_is_inside_with_another() {
    let keys = keys().await;
    let inside = Arc::new(Mutex::new(0_u32));
    let mut all = Vec::new();
    for _ in 0..20 {
        let (keys, inside) = (keys.clone(), Arc::clone(&inside));
        let code = move |_: Inbox<()>| async move {
            for _ in 0..50 {
                let lock = keys.lock("k").await.expect("it runs");
                let alone = inside.try_lock().is_ok_and(|mut count| {
                    *count += 1;
                    true
                });
                assert!(alone);
                tokio::task::yield_now().await;
                drop(lock);
            }
        };
        all.push(process::spawn(code).expect("a runtime"));
    }
    for one in all {
        assert_eq!(one.ended().await, ExitReason::Normal);
    }
    assert_eq!(*inside.lock().expect("nobody panics"), 1000);
}
