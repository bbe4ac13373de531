//! The tree of processes: what each is, and by which keys it is known.

mod support;

use switchboard::observe::{self, ProcessKind, ProcessNode, ProcessTree};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{Agent, PgScope, PgSpec, PubSub, Registry, Start};

/// Does nothing much.
#[derive(GenServer, Default)]
struct Clerk;

#[gen_server]
impl Clerk {
    #[call]
    fn hello(&self) {}
}

fn tree_of(pid: Pid) -> ProcessTree {
    observe::tree_of(pid).expect("it runs")
}

fn node(pid: Pid) -> ProcessNode {
    tree_of(pid).processes.swap_remove(0)
}

/// What a process is, said by its kind: also of what the library itself runs.
#[tokio::test(start_paused = true)]
async fn each_process_says_what_it_is() {
    let agent = Agent::start(|| 0).await.expect("a start");
    let lamp = Lamp::start().await.expect("a start");
    let rooms: Registry<u32, ()> =
        Registry::unique().name("observe.rooms").start().await.expect("one");
    let topics: PubSub<u8> = PubSub::spec().name("observe.topics").start().await.expect("one");
    let groups: PgScope<u8> = PgSpec::new().name("observe.groups").start().await.expect("one");
    let clerk = Clerk::start().await.expect("a start");
    let kind = |pid: Option<Pid>| node(pid.expect("it runs")).kind;
    assert_eq!(kind(agent.server().pid()), ProcessKind::Agent);
    assert_eq!(kind(lamp.server().pid()), ProcessKind::StateMachine);
    assert_eq!(kind(clerk.server().pid()), ProcessKind::Server);
    for (name, owner) in [
        ("observe.rooms", ProcessKind::Registry),
        ("observe.topics", ProcessKind::Registry),
        ("observe.groups", ProcessKind::Groups),
    ] {
        let tree = tree_of(process::whereis(name).expect("it runs"));
        let last = tree.processes.last().expect("it has an owner");
        assert_eq!((last.kind, last.kind.is_server()), (owner, true), "{tree}");
    }
    assert!(!ProcessKind::Task.is_server() && !ProcessKind::Plain.is_server());
    drop((rooms, topics, groups));
}

/// On or off.
#[derive(GenStatem, Default)]
struct Lamp;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Light {
    Off,
}

#[gen_statem(state = Light)]
impl Lamp {
    #[init]
    fn begin() -> (Light, Self) {
        (Light::Off, Self)
    }

    #[on(Off, cast)]
    fn nothing(&mut self) {}
}

/// A key that does not print itself.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Mute;

impl std::fmt::Debug for Mute {
    fn fmt(&self, _: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        panic!("a look ends by no panic of a key");
    }
}

/// A process shows the keys that it has in registries, in the data and in the text; a subscription to a
/// topic is none.
#[tokio::test(start_paused = true)]
async fn a_process_shows_its_keys() {
    let _quiet = switchboard::report::subscribe().quiet();
    let rooms: Registry<u32, ()> =
        Registry::unique().name("observe.keys").start().await.expect("one");
    let tags: Registry<&str, ()> = Registry::duplicate().start().await.expect("one");
    let mutes: Registry<Mute, ()> = Registry::unique().start().await.expect("one");
    let topics: PubSub<u8> = PubSub::spec().start().await.expect("one");
    let own = Start::<Clerk>::new(()).name(rooms.via(7));
    let clerk = own.run().await.expect("a start");
    let pid = clerk.server().pid().expect("it runs");
    assert_eq!(
        node(pid).to_string(),
        format!("Clerk {pid} server, known as 7 in observe.keys, idle")
    );
    let code = |mut inbox: Inbox<u8>| async move {
        for tag in ["b", "a", "a"] {
            tags.register(tag, ()).expect("it runs");
        }
        mutes.register(Mute, ()).expect("it runs");
        inbox.subscribe(&topics, "c").expect("it runs");
        inbox.message().await;
    };
    let idle = process::spawn(code).expect("a runtime");
    support::breathe().await;
    let seen = node(idle.pid());
    let keys: Vec<_> = seen.keys.iter().map(|key| (&*key.key, key.registry.as_deref())).collect();
    assert_eq!(keys, [("\"a\"", None), ("\"a\"", None), ("\"b\"", None)]);
    idle.send(1).expect("it runs");
}
