//! Registries: partitions, their owners and supervisors, and registries that do not run (conformance Q).

#[path = "support/actor.rs"]
mod actor;

use actor::Actor;
use switchboard::prelude::*;
use switchboard::process;
use switchboard::{BadSpec, Registry, RegistryError};

type Keys = Registry<&'static str, u32>;

async fn register(actor: &Actor, keys: &Keys, key: &'static str) -> Result<(), RegistryError> {
    let keys = keys.clone();
    actor.run(move || keys.register(key, 0)).await
}

async fn links(actor: &Actor) -> Vec<Pid> {
    actor.run(|| process::links().expect("in a process")).await
}

/// 320: a process is linked with the owner for as long as it has an entry there.
#[tokio::test]
async fn a_registrant_is_linked_with_the_owner() {
    let keys: Keys = Registry::duplicate().start().await.expect("it starts");
    let actor = Actor::new();
    assert_eq!(links(&actor).await, []);
    for key in ["x", "x", "y"] {
        assert_eq!(register(&actor, &keys, key).await, Ok(()));
        assert_eq!(links(&actor).await, keys.owners());
    }
    for (key, linked) in [("x", true), ("nothing", true), ("y", false), ("y", false)] {
        let registry = keys.clone();
        actor.run(move || registry.unregister(key)).await.expect("it runs");
        assert_eq!(links(&actor).await == keys.owners(), linked, "{key}");
    }
    assert_eq!(register(&actor, &keys, "x").await, Ok(()));
    assert_eq!(links(&actor).await, keys.owners(), "and again");
}

/// 320: a register that was refused leaves no link and no trace.
#[tokio::test]
async fn a_refused_register_leaves_nothing() {
    let keys: Keys = Registry::unique().start().await.expect("it starts");
    let (holder, other) = (Actor::new(), Actor::new());
    assert_eq!(register(&holder, &keys, "x").await, Ok(()));
    for _ in 0..10 {
        let refused = Err(RegistryError::AlreadyRegistered(holder.pid()));
        assert_eq!(register(&other, &keys, "x").await, refused);
        assert_eq!(register(&holder, &keys, "x").await, refused);
    }
    assert_eq!(links(&other).await, []);
    assert_eq!(keys.keys(other.pid()), Ok(vec![]));
    assert_eq!(keys.keys(holder.pid()), Ok(vec!["x"]));
    assert_eq!(keys.count(), Ok(1));
}

/// 320: with its owner an entry ends, and so does its process; one that traps exits is told, and is
/// no longer registered.
#[tokio::test]
async fn entries_end_with_their_owner() {
    let keys: Keys = Registry::unique().start().await.expect("it starts");
    let (plain, trapping, outside) = (Actor::new(), Actor::trapping(), Actor::new());
    assert_eq!(register(&plain, &keys, "x").await, Ok(()));
    assert_eq!(register(&trapping, &keys, "y").await, Ok(()));
    let owner = keys.owners()[0];
    process::exit(owner, ExitReason::Kill);
    assert_eq!(plain.0.ended().await, ExitReason::Killed);
    while keys.owners().is_empty() || keys.owners() == [owner] {
        drop(keys.supervisor().count_children().await);
    }
    assert_eq!(keys.count(), Ok(0), "it begins anew");
    assert!(trapping.0.is_alive() && outside.0.is_alive());
    assert_eq!(register(&trapping, &keys, "y").await, Ok(()), "and takes entries again");
    trapping.kill().await;
    assert_eq!(keys.count(), Ok(0));
}

/// 320: when a partition of unique keys fails, all begin anew; one of duplicate keys fails alone.
#[tokio::test]
async fn partitions_fail_together_only_if_keys_are_unique() {
    for (unique, spec) in [(true, Registry::unique()), (false, Registry::duplicate())] {
        let keys: Keys = spec.partitions(3).start().await.expect("it starts");
        let before = keys.owners();
        process::exit(before[1], ExitReason::Kill);
        while keys.owners().len() < 3 || keys.owners()[1] == before[1] {
            drop(keys.supervisor().count_children().await);
        }
        let after = keys.owners();
        let same = |at: usize| before[at] == after[at];
        assert_eq!((same(0), same(2)), (!unique, !unique));
    }
}

/// 321: an unknown registry is an error of whatever is asked of it, and so is one that has ended.
#[tokio::test]
async fn a_registry_that_does_not_run_answers_nothing() {
    let unknown = Keys::named("registry_owners.unknown").map(drop);
    assert_eq!(unknown, Err(RegistryError::NotRunning));
    let name = "registry_owners.ends";
    let keys: Keys = Registry::unique().name(name).start().await.expect("it starts");
    assert_eq!(Keys::named(name).expect("it runs").owners(), keys.owners());
    let other = Registry::<u8, ()>::named(name).map(drop);
    assert_eq!(other, Err(RegistryError::WrongType));
    keys.stop().await.expect("it stops");
    assert_eq!(Keys::named(name).map(drop), Err(RegistryError::NotRunning));

    let gone = RegistryError::NotRunning;
    let registry = keys.clone();
    let own = move || {
        let updated = registry.update_value("x", |value| *value).map(drop);
        let matched = registry.unregister_match("x", |_| true).map(drop);
        [registry.register("x", 1), registry.unregister("x"), updated, matched]
    };
    for outcome in Actor::new().run(own).await {
        assert_eq!(outcome, Err(gone.clone()));
    }
    let anyone = Actor::new().pid();
    for outcome in [
        keys.lookup("x").map(drop),
        keys.keys(anyone).map(drop),
        keys.values("x", anyone).map(drop),
        keys.matching("x", |_, _| true).map(drop),
        keys.count_matching("x", |_, _| true).map(drop),
        keys.select(|_| Some(())).map(drop),
        keys.count_select(|_| true).map(drop),
        keys.count().map(drop),
        keys.dispatch("x", |_| ()),
        keys.dispatch_parallel("x", |_| ()).await,
        keys.put_meta("x", 1),
        keys.meta::<u8>("x").map(drop),
        keys.delete_meta("x"),
        keys.lock("x").await.map(drop),
    ] {
        assert_eq!(outcome, Err(gone.clone()));
    }
}

/// 322: n partitions have n owners; none is an error; a name is claimed once.
#[tokio::test]
async fn as_many_owners_as_partitions() {
    let keys: Keys = Registry::unique().partitions(4).start().await.expect("it starts");
    let owners = keys.owners();
    assert_eq!(owners.len(), 4);
    assert!(owners.iter().all(|owner| process::is_alive(*owner)));
    let children = keys.supervisor().which_children().await.expect("it runs");
    let pids: Vec<Pid> = children.iter().filter_map(switchboard::ChildInfo::pid).collect();
    assert_eq!(pids, owners);
    keys.stop().await.expect("it stops");
    assert!(!owners.iter().any(|owner| process::is_alive(*owner)));

    let none = Keys::unique().partitions(0).start().await.map(drop);
    assert_eq!(none, Err(StartError::BadSpec(BadSpec::ZeroPartitions)));
    let name = "registry_owners.twice";
    let first: Keys = Registry::unique().name(name).start().await.expect("it starts");
    let second = Keys::unique().name(name).start().await.map(drop);
    assert_eq!(second, Err(StartError::AlreadyStarted(first.supervisor().pid().expect("it runs"))));
}

/// 322: the count is that of the entries, whatever is entered and taken out where.
#[tokio::test]
async fn the_count_is_that_of_the_entries() {
    for partitions in [1, 2, 7] {
        let keys: Keys = Registry::duplicate().partitions(partitions).start().await.expect("it");
        let actors: Vec<Actor> = (0..5).map(|_| Actor::new()).collect();
        for actor in &actors {
            for key in ["x", "x", "y"] {
                assert_eq!(register(actor, &keys, key).await, Ok(()));
            }
        }
        assert_eq!(keys.count(), Ok(15));
        let registry = keys.clone();
        actors[0].run(move || registry.unregister("x")).await.expect("it runs");
        assert_eq!(keys.count(), Ok(13));
        actors[1].kill().await;
        assert_eq!(keys.count(), Ok(10));
    }
}

#[derive(Supervisor)]
struct Shop {
    #[child(start = Registry::unique().partitions(2))]
    names: Registry<&'static str, u32>,
    #[child(start = Agent::child(|| 0))]
    total: Child<Agent<u64>>,
}

/// 320: a registry is a child of a tree like any other; its handle outlives a restart.
#[tokio::test]
async fn a_registry_is_a_child() {
    let shop = Shop::start().await.expect("it starts");
    let actor = Actor::new();
    assert_eq!(register(&actor, &shop.names, "x").await, Ok(()));
    assert_eq!(shop.total.get(|n| *n).await, Ok(0));
    let before = shop.names.supervisor().pid();
    shop.names.supervisor().kill();
    while shop.names.supervisor().pid() == before || shop.names.owners().len() < 2 {
        drop(shop.supervisor().count_children().await);
    }
    actor.0.ended().await;
    let other = Actor::new();
    assert_eq!(register(&other, &shop.names, "x").await, Ok(()));
    shop.supervisor().stop().await.expect("it stops");
    assert_eq!(shop.names.count(), Err(RegistryError::NotRunning));
    assert_eq!(other.0.ended().await, ExitReason::Shutdown);
}
