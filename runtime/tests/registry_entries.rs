//! Registries: what a process enters and takes back, and what its end takes with it (conformance Q).
//!
//! 314: a key is compared by `Eq` and nothing else; no type of key is a pattern. 318 is in
//! `registry_via.rs`, 320 to 322 in `registry_owners.rs`, the questions in `registry_query.rs`.

#[path = "support/actor.rs"]
mod actor;

use std::sync::Arc;

use actor::Actor;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{Registry, RegistryError};
use tokio::sync::oneshot;

type Keys = Registry<String, u32>;
trait Registers {
    async fn register(&self, keys: &Keys, key: &str, value: u32) -> Result<(), RegistryError>;
    async fn unregister(&self, keys: &Keys, key: &'static str) -> Result<(), RegistryError>;
}

impl Registers for Actor {
    async fn register(&self, keys: &Keys, key: &str, value: u32) -> Result<(), RegistryError> {
        let (keys, key) = (keys.clone(), key.to_owned());
        self.run(move || keys.register(key, value)).await
    }

    async fn unregister(&self, keys: &Keys, key: &'static str) -> Result<(), RegistryError> {
        let keys = keys.clone();
        self.run(move || keys.unregister(key)).await
    }
}

async fn unique() -> Keys {
    Registry::unique().start().await.expect("it starts")
}

async fn duplicate(partitions: usize) -> Keys {
    Registry::duplicate().partitions(partitions).start().await.expect("it starts")
}

fn values(keys: &Keys, key: &str) -> Vec<(Pid, u32)> {
    let all = keys.lookup(key).expect("it runs");
    all.iter().map(|entry| (entry.pid(), *entry.value())).collect()
}

/// 305: a unique key stays with its holder, whether the holder or another asks again.
#[tokio::test]
async fn a_unique_key_has_one_holder() {
    let keys = unique().await;
    let (a, b) = (Actor::new(), Actor::new());
    assert_eq!(a.register(&keys, "k", 1).await, Ok(()));
    let taken = Err(RegistryError::AlreadyRegistered(a.0.pid()));
    assert_eq!(a.register(&keys, "k", 2).await, taken);
    assert_eq!(b.register(&keys, "k", 3).await, taken);
    assert_eq!(values(&keys, "k"), [(a.0.pid(), 1)]);
    assert_eq!(keys.whereis("k"), Some(a.0.pid()));
    assert_eq!(b.register(&keys, "other", 4).await, Ok(()));
}

/// 306: a duplicate key has every entry, also several of one process, in their order.
#[tokio::test]
async fn a_duplicate_key_has_all_entries() {
    let keys = duplicate(1).await;
    let (a, b) = (Actor::new(), Actor::new());
    for (actor, value) in [(&a, 1), (&b, 2), (&a, 3), (&a, 3)] {
        assert_eq!(actor.register(&keys, "k", value).await, Ok(()));
    }
    let (a, b) = (a.0.pid(), b.0.pid());
    assert_eq!(values(&keys, "k"), [(a, 1), (b, 2), (a, 3), (a, 3)]);
    assert_eq!(keys.keys(a), Ok(vec!["k".to_owned(); 3]));
    assert_eq!(keys.whereis("k"), None, "nobody is meant");
}

/// 307: when the end of a process is seen, nothing shows it any more; the others stay.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_end_of_a_process_takes_its_entries() {
    for keys in [unique().await, duplicate(3).await] {
        let (dies, stays) = (Actor::new(), Actor::new());
        for n in 0..20 {
            assert_eq!(dies.register(&keys, &format!("d{n}"), n).await, Ok(()));
            assert_eq!(stays.register(&keys, &format!("s{n}"), n).await, Ok(()));
        }
        assert_eq!(keys.count(), Ok(40));
        dies.kill().await;
        assert_eq!(keys.count(), Ok(20));
        assert_eq!(keys.keys(dies.0.pid()), Ok(vec![]));
        assert!(values(&keys, "d3").is_empty());
        let left = keys.select(|entry| Some(entry.pid())).expect("it runs");
        assert!(left.iter().all(|pid| *pid == stays.0.pid()), "{left:?}");
    }
}

/// 307: a monitor that hears of an end finds the key free, and a crash is no different from a stop.
#[tokio::test]
async fn whoever_hears_of_an_end_finds_the_key_free() {
    let keys = unique().await;
    for crash in [true, false] {
        let holder = Actor::new();
        assert_eq!(holder.register(&keys, "k", 1).await, Ok(()));
        let (pid, watched) = (holder.0.pid(), keys.clone());
        let (ready, is_ready) = oneshot::channel();
        let (tell, told) = oneshot::channel();
        let watcher = process::spawn(move |mut inbox: Inbox<()>| async move {
            process::monitor(pid).expect("in a process");
            ready.send(()).expect("the test waits");
            while !matches!(inbox.recv().await, process::Mail::Down(_)) {}
            tell.send(watched.register("k".to_owned(), 2)).expect("the test waits");
        });
        watcher.expect("it starts");
        is_ready.await.expect("it watches");
        if crash {
            holder.0.send(Box::new(|| panic!("told to"))).expect("room");
        } else {
            holder.0.exit(ExitReason::Shutdown);
        }
        assert_eq!(told.await, Ok(Ok(())), "crash: {crash}");
    }
}

/// 308: the key of a holder that was killed is free at once, before its end is over.
#[tokio::test]
async fn the_key_of_a_killed_holder_is_free_at_once() {
    let keys = unique().await;
    let (old, new) = (Actor::new(), Actor::new());
    assert_eq!(old.register(&keys, "k", 1).await, Ok(()));
    let (registry, victim) = (keys.clone(), old.0.clone());
    // On one thread the victim cannot end between these two.
    let both = new.run(move || {
        victim.exit(ExitReason::Kill);
        (registry.lookup("k").expect("it runs").len(), registry.register("k".to_owned(), 2))
    });
    assert_eq!(both.await, (1, Ok(())));
    assert_eq!(values(&keys, "k"), [(new.0.pid(), 2)]);
    old.0.ended().await;
    assert_eq!(values(&keys, "k"), [(new.0.pid(), 2)], "the end of the old one takes nothing");
    assert_eq!(keys.count(), Ok(1));
}

/// 310: unregister takes all of one's own entries under the key, and only these.
#[tokio::test]
async fn unregister_takes_ones_own_entries() {
    for keys in [duplicate(1).await, duplicate(4).await] {
        let (a, b) = (Actor::new(), Actor::new());
        for (actor, key) in [(&a, "k"), (&a, "k"), (&b, "k"), (&a, "other")] {
            assert_eq!(actor.register(&keys, key, 1).await, Ok(()));
        }
        assert_eq!(a.unregister(&keys, "k").await, Ok(()));
        assert_eq!(values(&keys, "k"), [(b.0.pid(), 1)]);
        assert_eq!(values(&keys, "other"), [(a.0.pid(), 1)]);
        assert_eq!(a.unregister(&keys, "k").await, Ok(()), "there need not be any");
        assert_eq!(a.unregister(&keys, "unknown").await, Ok(()));
        assert_eq!(keys.count(), Ok(2));
    }
    let keys = unique().await;
    let (a, b) = (Actor::new(), Actor::new());
    assert_eq!(a.register(&keys, "k", 1).await, Ok(()));
    assert_eq!(b.unregister(&keys, "k").await, Ok(()));
    assert_eq!(keys.whereis("k"), Some(a.0.pid()), "another's entry stays");
    assert_eq!(a.unregister(&keys, "k").await, Ok(()));
    assert_eq!(b.register(&keys, "k", 2).await, Ok(()));
}

/// 311: `unregister_match` takes only one's own entries that match; the others keep their order.
#[tokio::test]
async fn unregister_match_takes_what_matches() {
    let keys = duplicate(1).await;
    let (a, b) = (Actor::new(), Actor::new());
    for (actor, value) in [(&a, 1), (&a, 2), (&b, 2), (&a, 2), (&a, 3), (&a, 1)] {
        assert_eq!(actor.register(&keys, "k", value).await, Ok(()));
    }
    let registry = keys.clone();
    let taken = a.run(move || registry.unregister_match("k", |value| *value == 2)).await;
    assert_eq!(taken, Ok(2));
    let (a, b) = (a.0.pid(), b.0.pid());
    assert_eq!(values(&keys, "k"), [(a, 1), (b, 2), (a, 3), (a, 1)]);
    assert_eq!(keys.keys(a).map(|all| all.len()), Ok(3));

    let keys = unique().await;
    let holder = Actor::new();
    assert_eq!(holder.register(&keys, "k", 7).await, Ok(()));
    let registry = keys.clone();
    let taken = holder
        .run(move || {
            let wrong = registry.unregister_match("k", |value| *value > 7);
            (wrong, registry.unregister_match("k", |value| *value == 7))
        })
        .await;
    assert_eq!(taken, (Ok(0), Ok(1)));
    assert_eq!(keys.count(), Ok(0));
}

/// 314: keys that would be patterns elsewhere are keys like any other.
#[tokio::test]
async fn a_key_is_literal() {
    let keys = duplicate(2).await;
    let actor = Actor::new();
    for key in ["_", "$1", "*", "", "a"] {
        assert_eq!(actor.register(&keys, key, 1).await, Ok(()));
    }
    for key in ["_", "$1", "*", ""] {
        assert_eq!(values(&keys, key).len(), 1, "{key}");
        assert_eq!(keys.matching(key, |_, _| true).map(|all| all.len()), Ok(1));
        assert_eq!(actor.unregister(&keys, key).await, Ok(()));
    }
    assert_eq!(values(&keys, "a").len(), 1);
}

/// 310: a process registers itself and nobody else, so code outside of a process cannot.
#[tokio::test]
async fn only_processes_register() {
    let keys = unique().await;
    assert_eq!(keys.register("k".to_owned(), 1), Err(RegistryError::NotInProcess));
    assert_eq!(keys.unregister("k"), Err(RegistryError::NotInProcess));
    assert_eq!(keys.count(), Ok(0));
}

/// The value of an entry is the caller's to change: the new and the old one come back.
#[tokio::test]
async fn update_value_changes_ones_own_entry() {
    let keys = unique().await;
    let (a, b) = (Actor::new(), Actor::new());
    assert_eq!(a.register(&keys, "k", 4).await, Ok(()));
    let registry = keys.clone();
    let both = a.run(move || registry.update_value("k", |value| value * 10)).await;
    let both = both.expect("it is there");
    assert_eq!((*both.new.value(), *both.old.value()), (40, 4));
    assert_eq!(values(&keys, "k"), [(a.0.pid(), 40)]);
    let registry = keys.clone();
    let other = b.run(move || registry.update_value("k", |value| *value)).await;
    assert_eq!(other, Err(RegistryError::NotRegistered));
    let many = duplicate(1).await;
    let refused = a.run(move || many.update_value("k", |value| *value)).await;
    assert_eq!(refused, Err(RegistryError::NotUnique));
    // Under a unique key, what `keys` counts is what `unregister` takes.
    assert_eq!(a.unregister(&keys, "k").await, Ok(()));
    assert_eq!(keys.count(), Ok(0));
}

/// A server registers itself, with the context or without, and vanishes when it stops.
#[tokio::test]
async fn a_server_registers_itself() {
    #[derive(GenServer)]
    struct Room {
        keys: Keys,
    }

    #[gen_server]
    impl Room {
        #[init]
        fn open(keys: Keys) -> Result<Self, RegistryError> {
            keys.register("from init".to_owned(), 1)?;
            Ok(Self { keys })
        }

        #[call]
        fn enter(&self, key: String, cx: &mut Context<Self>) -> Result<(), RegistryError> {
            cx.register(&self.keys, key, 2)
        }

        #[call]
        fn leave(&self, key: String, cx: &mut Context<Self>) -> Result<(), RegistryError> {
            cx.unregister(&self.keys, &key)
        }
    }

    let keys = unique().await;
    let room = Room::start(keys.clone()).await.expect("it starts");
    let pid = room.server().pid();
    assert_eq!(keys.whereis("from init"), pid);
    assert_eq!(room.enter("k".to_owned()).await, Ok(Ok(())));
    assert_eq!(keys.whereis("k"), pid);
    assert_eq!(room.leave("k".to_owned()).await, Ok(Ok(())));
    assert_eq!(keys.whereis("k"), None);
    assert!(matches!(Room::start(keys.clone()).await, Err(StartError::Failed(_))));
    assert_eq!(keys.whereis("from init"), pid, "the one that failed left nothing and took nothing");
    room.server().stop().await.expect("it stops");
    assert_eq!(keys.count(), Ok(0));
}

/// 307: nothing is left over after very many processes, on several threads.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_left_over() {
    let keys = Arc::new(duplicate(4).await);
    let mut all = Vec::new();
    for n in 0..2_000_u32 {
        let keys = Arc::clone(&keys);
        let short = process::spawn(move |_: Inbox<()>| async move {
            keys.register("shared".to_owned(), n).expect("it runs");
            keys.register(n.to_string(), n).expect("it runs");
            if n % 3 == 0 {
                keys.unregister("shared").expect("it runs");
            }
        });
        all.push(short.expect("a runtime"));
    }
    for short in all {
        assert_eq!(short.ended().await, ExitReason::Normal);
    }
    assert_eq!(keys.count(), Ok(0));
    assert_eq!(keys.select(|entry| Some(entry.clone())), Ok(vec![]));
}
