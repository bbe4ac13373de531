//! Registries: questions, dispatch, listeners and settings (conformance Q).
//!
//! 316: a clause that no entry has the shape of does not compile, so there is no malformed one to
//! refuse: `select` takes a function over the typed `Entry`.

#[path = "support/actor.rs"]
mod actor;

use std::sync::{Arc, Mutex};

use actor::Actor;
use switchboard::prelude::*;
use switchboard::process;
use switchboard::{
    Entry, PartitionBy, Registry, RegistryError, RegistryEvent, RegistrySpec, ServerRef,
};

type Keys = Registry<&'static str, u32>;

/// Every shape of a registry with duplicate keys: what it answers must not depend on it.
fn shapes() -> Vec<RegistrySpec<&'static str, u32>> {
    let mut all = vec![Registry::duplicate()];
    for by in [PartitionBy::Pid, PartitionBy::Key] {
        all.push(Registry::duplicate().partitions(5).partition_by(by));
    }
    all
}

async fn register(actor: &Actor, keys: &Keys, all: &[(&'static str, u32)]) {
    let (keys, all) = (keys.clone(), all.to_vec());
    let done = actor.run(move || all.into_iter().try_for_each(|(k, v)| keys.register(k, v)));
    done.await.expect("it runs");
}

/// Processes with one entry each under one key, numbered, as many as it takes until both partitions
/// of a registry have some: which one a process belongs to is a matter of its pid, and other tests
/// take pids meanwhile.
async fn in_both_partitions(keys: &Keys) -> Vec<Actor> {
    let mut actors = Vec::new();
    for value in 0..256 {
        let actor = Actor::new();
        register(&actor, keys, &[("x", value)]).await;
        actors.push(actor);
        let mut parts = 0;
        keys.dispatch("x", |_| parts += 1).expect("it runs");
        if parts == 2 {
            return actors;
        }
    }
    panic!("one partition gets no process at all");
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort();
    all
}

/// 322: two processes with entries, and what the registry says of them, in every shape.
#[tokio::test]
async fn answers_do_not_depend_on_partitions() {
    for spec in shapes() {
        let keys = spec.start().await.expect("it starts");
        let (a, b) = (Actor::new(), Actor::new());
        register(&a, &keys, &[("x", 1), ("x", 2), ("y", 3)]).await;
        register(&b, &keys, &[("x", 4), ("z", 5)]).await;
        assert_eq!(keys.count(), Ok(5));
        let values = |all: Vec<Entry<_, u32>>| sorted(all.iter().map(|e| *e.value()).collect());
        assert_eq!(keys.lookup("x").map(values), Ok(vec![1, 2, 4]));
        assert_eq!(keys.keys(a.pid()).map(sorted), Ok(vec!["x", "x", "y"]));
        assert_eq!(keys.values("x", a.pid()), Ok(vec![1, 2]));
        assert_eq!(keys.values("x", b.pid()), Ok(vec![4]));
        assert_eq!(keys.values("y", b.pid()), Ok(vec![]));
        let (own, me) = (keys.clone(), b.pid());
        assert_eq!(b.run(move || own.own_keys()).await.map(sorted), keys.keys(me).map(sorted));
    }
}

/// 312: dispatch hands all entries over, once for each partition that has any, in the caller.
#[tokio::test]
async fn dispatch_gets_all_entries() {
    for (unique, spec) in [(true, Registry::unique().partitions(3)), (false, Registry::duplicate())]
    {
        let keys: Keys = spec.start().await.expect("it starts");
        let actor = Actor::new();
        register(&actor, &keys, &[("x", 1)]).await;
        let mut calls = Vec::new();
        keys.dispatch("x", |all| calls.push((all.len(), process::current()))).expect("it runs");
        assert_eq!(calls, [(1, None)], "unique: {unique}");
        keys.dispatch("nobody", |_| panic!("there is nothing to dispatch to")).expect("it runs");
    }
    let by_pid: Keys = Registry::duplicate().partitions(2).start().await.expect("it starts");
    let actors = in_both_partitions(&by_pid).await;
    let (mut calls, mut seen) = (0, Vec::new());
    let count = |all: &[Entry<_, u32>]| {
        calls += 1;
        seen.extend(all.iter().map(|entry| *entry.value()));
    };
    by_pid.dispatch("x", count).expect("it runs");
    let all = (0..).take(actors.len()).collect();
    assert_eq!((calls, sorted(seen)), (2, all));
}

/// 313: parallel dispatch works outside of the caller, and its failure is the caller's.
#[tokio::test]
async fn parallel_dispatch_runs_elsewhere() {
    let keys: Keys = Registry::duplicate().partitions(2).start().await.expect("it starts");
    let actors = in_both_partitions(&keys).await;
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let note = move |all: &[Entry<_, u32>]| {
        log.lock().expect("nobody panics").push((process::current(), all.len()));
    };
    keys.dispatch_parallel("x", note).await.expect("it runs");
    let seen = std::mem::take(&mut *seen.lock().expect("nobody panics"));
    assert_eq!(seen.iter().map(|(_, entries)| entries).sum::<usize>(), actors.len());
    assert_eq!(seen.len(), 2);
    assert!(seen.iter().all(|(pid, _)| pid.is_some()), "in tasks: {seen:?}");
    assert_ne!(seen[0].0, seen[1].0, "in one for each partition");

    let outcome = keys.dispatch_parallel("x", |_| panic!("told to")).await;
    assert!(matches!(outcome, Err(RegistryError::Dispatch(_))), "{outcome:?}");
    let registry = keys.clone();
    let caller = process::spawn(move |_: process::Inbox<()>| async move {
        drop(registry.dispatch_parallel("x", |_| panic!("told to")).await);
        std::future::pending::<()>().await;
    });
    let reason = caller.expect("it starts").ended().await;
    assert!(reason.as_panic().is_some(), "the tasks are linked: {reason}");
}

/// 315: match and `count_match` filter the entries under one key.
#[tokio::test]
async fn matching_filters_one_key() {
    for spec in shapes() {
        let keys = spec.start().await.expect("it starts");
        let (a, b) = (Actor::new(), Actor::new());
        register(&a, &keys, &[("x", 1), ("x", 20), ("y", 30)]).await;
        register(&b, &keys, &[("x", 40)]).await;
        let large = keys.matching("x", |_, value| *value > 9).expect("it runs");
        assert_eq!(sorted(large.iter().map(|entry| *entry.value()).collect()), [20, 40]);
        let own = keys.matching("x", |pid, value| pid == a.pid() && *value > 9);
        assert_eq!(own.map(|all| all.len()), Ok(1));
        assert_eq!(keys.count_matching("x", |_, value| *value > 9), Ok(2));
        assert_eq!(keys.count_matching("nobody", |_, _| true), Ok(0));
    }
}

/// 316: select filters and projects whole entries, by as many clauses as a `match` has arms.
#[tokio::test]
async fn select_filters_and_projects() {
    let keys: Keys = Registry::duplicate().partitions(2).start().await.expect("it starts");
    assert_eq!(keys.select(|entry| Some(*entry.key())), Ok(vec![]), "an empty registry");
    let actor = Actor::new();
    register(&actor, &keys, &[("x", 1), ("y", 2), ("z", 30)]).await;
    let pid = actor.pid();
    let all = keys.select(|entry| Some((*entry.key(), entry.pid(), *entry.value())));
    assert_eq!(all.map(sorted), Ok(vec![("x", pid, 1), ("y", pid, 2), ("z", pid, 30)]));
    let some = keys.select(|entry| match (*entry.key(), *entry.value()) {
        ("x", value) => Some(value * 100),
        (_, value) if value > 9 => Some(value),
        _ => None,
    });
    assert_eq!(some.map(sorted), Ok(vec![30, 100]));
    assert_eq!(keys.count_select(|entry| *entry.value() > 1), Ok(2));
}

/// 316: the functions of a question may use the registry themselves.
#[tokio::test]
async fn questions_may_be_asked_inside_of_questions() {
    let keys: Keys = Registry::unique().start().await.expect("it starts");
    let actor = Actor::new();
    register(&actor, &keys, &[("x", 1), ("y", 2)]).await;
    let registry = keys.clone();
    let (left, taken) = actor
        .run(move || {
            let own = registry.clone();
            let taken = registry.select(|entry| {
                own.unregister(entry.key()).expect("it runs");
                Some(*entry.value())
            });
            (registry.count(), taken)
        })
        .await;
    assert_eq!((left, taken.map(sorted)), (Ok(0), Ok(vec![1, 2])));
}

/// Hears of everything that processes do in a registry.
#[derive(GenServer, Default)]
#[server(mailbox = 1)]
struct Ear {
    heard: Vec<(bool, &'static str, u32)>,
}

#[gen_server]
impl Ear {
    #[info]
    fn changed(&mut self, event: RegistryEvent<&'static str, u32>) {
        let entry = event.entry();
        let came = matches!(event, RegistryEvent::Registered(_));
        self.heard.push((came, *entry.key(), *entry.value()));
    }

    #[call]
    fn heard(&mut self) -> Vec<(bool, &'static str, u32)> {
        std::mem::take(&mut self.heard)
    }
}

/// 319: a listener hears what a process does itself, and nothing of its end; a full mailbox loses
/// nothing.
#[tokio::test]
async fn listeners_hear_of_what_is_done_on_purpose() {
    let name = "registry_query.ear";
    let ear = ServerRef::<Ear>::named(name);
    let keys: Keys = Registry::unique().listen_with(ear).start().await.expect("it starts");
    let early = Actor::new();
    register(&early, &keys, &[("before there is a listener", 0)]).await;
    let ear = switchboard::Start::<Ear>::new(()).name(name).run().await.expect("it starts");
    let (a, b) = (Actor::new(), Actor::new());
    register(&a, &keys, &[("x", 1), ("y", 2)]).await;
    register(&b, &keys, &[("z", 3)]).await;
    let registry = keys.clone();
    let refused = b.run(move || registry.register("x", 4)).await;
    assert_eq!(refused, Err(RegistryError::AlreadyRegistered(a.pid())));
    let registry = keys.clone();
    a.run(move || registry.unregister("x")).await.expect("it runs");
    let registry = keys.clone();
    a.run(move || registry.unregister("nothing")).await.expect("it runs");
    b.kill().await;
    let heard = ear.heard().await.expect("it lives");
    assert_eq!(heard, [(true, "x", 1), (true, "y", 2), (true, "z", 3), (false, "x", 1)]);
}

/// 319: a listener that panics harms nobody, and the others hear.
#[tokio::test]
async fn a_listener_that_panics_harms_nobody() {
    let heard = Arc::new(Mutex::new(0));
    let count = Arc::clone(&heard);
    let spec = Registry::unique().listener(|_: &RegistryEvent<&str, u32>| panic!("told to"));
    let spec = spec.listener(move |_| *count.lock().expect("nobody panics here") += 1);
    let keys = spec.start().await.expect("it starts");
    let actor = Actor::new();
    register(&actor, &keys, &[("x", 1)]).await;
    assert!(actor.0.is_alive());
    assert_eq!(*heard.lock().expect("nobody panics here"), 1);
}

/// 324: settings are found until they are deleted; an unknown one, or one of another type, is an
/// error.
#[tokio::test]
async fn settings_are_put_read_and_deleted() {
    let keys: Keys = Registry::unique().meta("limit", 3_u8).start().await.expect("it starts");
    assert_eq!(keys.meta::<u8>("limit").as_deref(), Ok(&3));
    keys.put_meta("limit", "many").expect("it runs");
    assert_eq!(keys.meta::<&str>("limit").as_deref(), Ok(&"many"));
    assert_eq!(keys.meta::<u8>("limit"), Err(RegistryError::NoSuchMeta));
    keys.delete_meta("limit").expect("it runs");
    assert_eq!(keys.meta::<&str>("limit"), Err(RegistryError::NoSuchMeta));
    keys.delete_meta("limit").expect("it need not be there");
    assert_eq!(keys.meta::<u8>("unknown"), Err(RegistryError::NoSuchMeta));
}
