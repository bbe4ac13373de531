//! Names that a registry or another registrar keeps (conformance Q, and names in general).

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex};

use switchboard::prelude::*;
use switchboard::process::{self, Inbox, Mail, ProcessOptions};
use switchboard::{
    BadSpec, Name, NameError, Registrar, Registry, RegistryEvent, ServerRef, Start, TaskSupervisor,
};
use tokio::sync::{Notify, oneshot};

type Rooms = Registry<u32, &'static str>;

#[derive(GenServer, Default)]
struct Room {
    people: u32,
}

#[gen_server]
impl Room {
    #[call]
    fn enter(&mut self) -> u32 {
        self.people += 1;
        self.people
    }

    #[cast]
    fn crash(&mut self) {
        panic!("told to");
    }
}

async fn rooms() -> Rooms {
    Registry::unique().start().await.expect("it starts")
}

/// A key is a name for whatever takes one: it is claimed at the start and found by handles.
#[tokio::test]
async fn a_key_is_a_name() {
    let rooms = rooms().await;
    let by_name = RoomRef::from(ServerRef::named(rooms.via(7)));
    assert!(matches!(by_name.enter().await, Err(CallError::NoProc { .. })));
    let start = || Start::<Room>::new(()).name(rooms.via_with(7, "kitchen"));
    let room = start().run().await.expect("it starts");
    assert_eq!(by_name.enter().await, Ok(1));
    by_name.crash().expect("room");
    assert!(room.server().ended().await.as_panic().is_some());
    assert_eq!(rooms.whereis(&7), None, "the name goes with its holder");
    let room = start().run().await.expect("it starts again");
    assert_eq!(by_name.enter().await, Ok(1));
    let entries = rooms.lookup(&7).expect("it runs");
    assert_eq!(entries.len(), 1);
    assert_eq!((Some(entries[0].pid()), *entries[0].value()), (room.server().pid(), "kitchen"));
    assert_eq!(ServerRef::<Room>::whereis(rooms.via(7)).map(|r| r.pid()), Ok(room.server().pid()));
}

/// 305: a second start under the key gives the first holder, and leaves nothing.
#[tokio::test]
async fn a_second_start_finds_the_first() {
    let rooms = rooms().await;
    let first = Start::<Room>::new(()).name(rooms.via(1)).run().await.expect("it starts");
    for _ in 0..3 {
        let second = Start::<Room>::new(()).name(rooms.via(1)).run().await.map(drop);
        assert_eq!(second, Err(StartError::AlreadyStarted(first.server().pid().expect("it runs"))));
    }
    assert_eq!(rooms.count(), Ok(1));
}

/// A free name means that the state behind it has been dropped: a start waits for a holder that dies.
#[tokio::test]
async fn a_start_waits_for_a_dying_holder() {
    struct Guarded(Arc<Mutex<bool>>);
    impl Drop for Guarded {
        fn drop(&mut self) {
            *self.0.lock().expect("nobody panics") = true;
        }
    }
    let rooms = rooms().await;
    let dropped = Arc::new(Mutex::new(false));
    let state = Guarded(Arc::clone(&dropped));
    let old = Agent::build(move || state).name(rooms.via(1)).run().await.expect("it starts");
    old.server().kill();
    assert!(!*dropped.lock().expect("nobody panics"), "it ends at its next turn");
    let seen = Arc::clone(&dropped);
    let seen = move || *seen.lock().expect("nobody panics");
    let new = Agent::build(seen).name(rooms.via(1)).run().await.expect("it starts");
    assert_eq!(new.get(|old_was_dropped| *old_was_dropped).await, Ok(true));
}

/// Every place that takes a name takes one of a registry: processes, children, supervisors, agents.
#[tokio::test]
async fn every_place_takes_it() {
    let rooms = rooms().await;
    let plain = ProcessOptions::new()
        .name(rooms.via(1))
        .spawn(|mut inbox: Inbox<()>| async move { inbox.message().await })
        .expect("it starts");
    assert_eq!(rooms.via(1).whereis(), Some(plain.pid()));
    let all = Room::dynamic().name(rooms.via(2)).start().await.expect("it starts");
    assert_eq!(rooms.whereis(&2), all.supervisor().pid());
    let child = all.start_child(Room::child().name(rooms.via(3))).await.expect("it starts");
    assert_eq!(rooms.whereis(&3), Child::pid(&child));
    let before = Child::pid(&child);
    child.crash().expect("room");
    while rooms.whereis(&3).is_none() || rooms.whereis(&3) == before {
        drop(all.count_children().await);
    }
    assert_eq!(rooms.whereis(&3), Child::pid(&child), "a restart claims it again");
    let agent = Agent::build(|| 4).name(rooms.via(4)).run().await.expect("it starts");
    assert_eq!(AgentRef::<i32>::named(rooms.via(4)).get(|n| *n).await, Ok(4));
    agent.stop().await.expect("it stops");
    drop(TaskSupervisor::spec());
    let options = SupervisorOptions::new().name(rooms.via(5));
    let tree = switchboard::Tree::new(options, "Named").start().await.expect("it starts");
    assert_eq!(rooms.whereis(&5), tree.pid());
    tree.stop().await.expect("it stops");
    assert_eq!(rooms.whereis(&5), None);
}

/// A monitor by such a name tells of the holder, and of nobody when there is none.
#[tokio::test]
async fn a_monitor_by_name_finds_the_holder() {
    let rooms = rooms().await;
    let room = Start::<Room>::new(()).name(rooms.via(9)).run().await.expect("it starts");
    let (watched, by_name) = (room.clone(), RoomRef::from(ServerRef::named(rooms.via(9))));
    let (tell, told) = oneshot::channel();
    let watcher = process::spawn(move |mut inbox: Inbox<()>| async move {
        let mut downs = Vec::new();
        by_name.server().monitor().expect("in a process");
        watched.server().kill();
        for _ in 0..2 {
            if let Mail::Down(down) = inbox.recv().await {
                downs.push((down.pid, down.name.map(|name| name.to_string()), down.reason));
            }
            by_name.server().monitor().expect("in a process");
        }
        tell.send(downs).expect("the test waits");
    });
    watcher.expect("it starts");
    let name = Some("registry[9]".to_owned());
    let expected = vec![
        (room.server().pid(), name.clone(), ExitReason::Killed),
        (None, name, ExitReason::NoProc),
    ];
    assert_eq!(told.await.expect("it tells"), expected);
}

/// 318: a registry with duplicate keys cannot name anybody.
#[tokio::test]
async fn a_duplicate_registry_names_nobody() {
    let many: Rooms = Registry::duplicate().start().await.expect("it starts");
    let refused = Start::<Room>::new(()).name(many.via(1)).run().await.map(drop);
    assert!(matches!(refused, Err(StartError::BadSpec(BadSpec::UnusableName(_)))), "{refused:?}");
    assert_eq!(many.count(), Ok(0));
    let (registry, waits) = (many.clone(), Arc::new(Notify::new()));
    let until = Arc::clone(&waits);
    let holder = process::spawn(move |_: Inbox<()>| async move {
        registry.register(1, "x").expect("it runs");
        until.notify_one();
        std::future::pending::<()>().await;
    });
    waits.notified().await;
    assert_eq!(many.via(1).whereis(), None, "although somebody is registered");
    holder.expect("it starts").exit(ExitReason::Kill);
}

/// 321: a name of a registry that has ended is no name.
#[tokio::test]
async fn a_registry_that_has_ended_names_nobody() {
    let rooms = rooms().await;
    rooms.stop().await.expect("it stops");
    let refused = Start::<Room>::new(()).name(rooms.via(1)).run().await.map(drop);
    assert!(matches!(refused, Err(StartError::BadSpec(BadSpec::UnusableName(_)))), "{refused:?}");
    assert_eq!(rooms.via(1).whereis(), None);
}

/// 319: a start under a key is an explicit registration.
#[tokio::test]
async fn listeners_hear_of_a_start_under_a_key() {
    let heard = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&heard);
    let spec = Registry::unique().listener(move |event: &RegistryEvent<u32, &'static str>| {
        log.lock().expect("nobody panics").push(*event.entry().key());
    });
    let rooms = spec.start().await.expect("it starts");
    let room = Start::<Room>::new(()).name(rooms.via(1)).run().await.expect("it starts");
    room.server().stop().await.expect("it stops");
    assert_eq!(*heard.lock().expect("nobody panics"), [1], "and nothing of the end");
}

/// A registrar of one's own: it hears of the end of those whom it named.
#[tokio::test]
async fn anything_can_keep_names() {
    #[derive(Clone, Default)]
    struct Book(Arc<Mutex<HashMap<&'static str, Pid>>>);

    struct Line(Book, &'static str);

    impl Registrar for Line {
        fn register(&self, pid: Pid) -> Result<(), NameError> {
            if self.1 == "nobody" {
                return Err(NameError::Unusable("it is a word".into()));
            }
            let mut book = self.0.0.lock().expect("nobody panics");
            match book.get(self.1) {
                Some(holder) => Err(NameError::Taken(*holder)),
                None => {
                    book.insert(self.1, pid);
                    Ok(())
                }
            }
        }

        fn unregister(&self, pid: Pid) {
            self.0.0.lock().expect("nobody panics").retain(|_, holder| *holder != pid);
        }

        fn whereis(&self) -> Option<Pid> {
            self.0.0.lock().expect("nobody panics").get(self.1).copied()
        }
    }

    impl fmt::Display for Line {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.1)
        }
    }

    let book = Book::default();
    let name = |text: &'static str| Name::via(Line(book.clone(), text));
    let start = |text| Start::<Room>::new(()).name(name(text)).run();
    let room = start("ann").await.expect("it starts");
    assert_eq!(name("ann").whereis(), room.server().pid());
    let taken = Err(StartError::AlreadyStarted(room.server().pid().expect("it runs")));
    assert_eq!(start("ann").await.map(drop), taken);
    let refused = start("nobody").await.map(drop);
    assert_eq!(refused, Err(StartError::BadSpec(BadSpec::UnusableName("it is a word".into()))));
    room.server().stop().await.expect("it stops");
    assert_eq!(name("ann").whereis(), None);
    assert!(start("ann").await.is_ok());
}
