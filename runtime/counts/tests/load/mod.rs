//! A world of processes, and what is done in it at random.

mod mayfly;

use std::time::Duration;

use mayfly::{Dusk, Mayfly, MayflyCast, MayflyRef};
use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::{ChildError, PgScope, PgSpec, Protection, Set, Start, StopMode};
use tokio::task::yield_now;

/// A small generator, so that a run can be run again.
pub(crate) struct Seed(pub(crate) u64);

impl Seed {
    /// A number below `below`.
    pub(crate) fn below(&mut self, below: u64) -> u64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % below
    }

    /// A place in a list.
    fn at<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        let length = u64::try_from(list.len()).expect("few");
        if list.is_empty() { None } else { list.get(usize::try_from(self.below(length)).ok()?) }
    }
}

/// Takes some time, in which others do what comes due.
pub(crate) async fn pass(time: Duration) {
    let nothing = std::future::pending::<()>();
    assert!(tokio::time::timeout(time, nothing).await.is_err());
}

/// How many do something at once, and how much each does in one step.
const DRIVERS: u64 = 16;
const THINGS: u64 = 250;

/// How many children a driver has at most.
const BROOD: usize = 12;

const KEYS: u64 = 64;

/// Where everybody is known; it lives for the whole test.
#[derive(Clone)]
pub(crate) struct World {
    place: usize,
    keys: Registry<String, u64>,
    groups: PgScope<u64>,
    topics: PubSub<Dusk>,
    table: Table<u64, String, Set>,
    flies: DynamicSupervisor<Mayfly>,
    /// One that hears of many, and never ends.
    elder: MayflyRef,
}

impl World {
    pub(crate) async fn new(place: usize) -> Self {
        let keys = Registry::unique().partitions(2).start().await.expect("a start");
        let groups = PgSpec::new().start().await.expect("a start");
        let topics = PubSub::spec().start().await.expect("a start");
        let flies = Mayfly::dynamic().max_restarts(usize::MAX).start().await.expect("a start");
        let elder = Mayfly::start().await.expect("a start");
        let table = Table::set().protection(Protection::Public).create().expect("it has no name");
        Self { place, keys, groups, topics, table, flies, elder }
    }

    /// Does very much by the seed, and waits until nothing of it is left; how much it was.
    pub(crate) async fn step(&self, seed: u64) -> u64 {
        let drivers: Vec<_> = (0..DRIVERS)
            .map(|driver| {
                let seed = Seed(seed.wrapping_mul(101).wrapping_add(driver));
                let driver = Driver { world: self.clone(), seed, brood: Vec::new() };
                process::spawn(move |inbox: Inbox<Dusk>| driver.run(inbox)).expect("a runtime")
            })
            .collect();
        for driver in drivers {
            let end = driver.ended().await;
            assert_eq!(end, ExitReason::Normal, "a driver only drives");
        }
        self.settle().await;
        DRIVERS * THINGS
    }

    /// Ends what is left, and asserts that it is gone from everywhere.
    async fn settle(&self) {
        let supervisor = self.flies.supervisor();
        loop {
            let children = supervisor.which_children().await.expect("it lives");
            if children.is_empty() {
                break;
            }
            for child in children.iter().filter_map(switchboard::ChildInfo::pid) {
                let gone = self.flies.terminate_child(child).await;
                // It may have been restarted meanwhile.
                assert!(matches!(gone, Ok(()) | Err(ChildError::NotFound)), "{gone:?}");
            }
            yield_now().await;
        }
        self.table.delete_all_objects().expect("it is there");
        // Timers of the library that are due late keep little, but that for some time.
        pass(Duration::from_millis(50)).await;
        assert_eq!(self.keys.count(), Ok(0));
        assert!(self.groups.which_groups().is_empty());
        for topic in 0..KEYS {
            assert!(self.topics.subscribers(&topic.to_string()).expect("it runs").is_empty());
        }
        assert_eq!(self.elder.hello().await, Ok(0), "the elder has nothing to do");
    }
}

/// Somebody who does things at random.
struct Driver {
    world: World,
    seed: Seed,
    brood: Vec<Child<Mayfly>>,
}

impl Driver {
    async fn run(mut self, mut inbox: Inbox<Dusk>) {
        process::trap_exit(true).expect("in a process");
        for _ in 0..THINGS {
            self.one_thing(&inbox).await;
            while inbox.recv_within(Duration::ZERO).await.is_some() {}
        }
        self.world.topics.unsubscribe("0").expect("it runs");
    }

    async fn one_thing(&mut self, inbox: &Inbox<Dusk>) {
        match self.seed.below(16) {
            0..3 => self.hatch().await,
            3 => self.end_one().await,
            4..8 => self.say().await,
            8 => self.tie(),
            9 => self.know(inbox),
            10 => self.keep(),
            11 => self.task().await,
            12 => self.named().await,
            13 => self.look().await,
            14 => {
                let topic = self.key();
                // Somebody's mailbox may be full.
                drop(self.world.topics.broadcast(&topic, Dusk));
            }
            _ => yield_now().await,
        }
    }

    fn key(&mut self) -> String {
        self.seed.below(KEYS).to_string()
    }

    /// One more child, of some kind; the oldest goes when there are many.
    async fn hatch(&mut self) {
        let restart = match self.seed.below(3) {
            0 => Restart::Permanent,
            1 => Restart::Transient,
            _ => Restart::Temporary,
        };
        let child = self.world.flies.start_child(Mayfly::child().restart(restart)).await;
        self.brood.push(child.expect("a child"));
        if self.brood.len() > BROOD {
            let oldest = self.brood.remove(0);
            if let Some(pid) = Child::pid(&oldest) {
                // It may be on its way out.
                let _gone = self.world.flies.terminate_child(pid).await;
            }
        }
    }

    /// One of the children ends, in some way.
    async fn end_one(&mut self) {
        let Some(fly) = self.seed.at(&self.brood).cloned() else { return };
        match self.seed.below(6) {
            0 => drop(fly.fall()),
            1 => drop(fly.fail().await),
            2 => fly.server().kill(),
            3 => fly.server().exit(ExitReason::Shutdown),
            4 => drop(fly.server().stop_mode(StopMode::DrainFor(Duration::from_millis(1))).await),
            _ => drop(fly.server().stop_mode(StopMode::Now).await),
        }
    }

    /// Some message to one of the children, or to all.
    async fn say(&mut self) {
        let Some(fly) = self.seed.at(&self.brood).cloned() else { return };
        match self.seed.below(8) {
            0 | 1 => drop(fly.hello().await),
            // Behind one that takes longer than it has time for.
            2 => {
                drop(fly.dawdle(self.seed.below(3)));
                drop(fly.hurry().await);
            }
            3 => drop(fly.later().await),
            4 => {
                for _ in 0..self.seed.below(100) {
                    drop(fly.tell(self.seed.below(1000)));
                }
            }
            5 => drop(fly.server().cast_after(self.millis(), MayflyCast::Tell { n: 1 })),
            6 => drop(fly.work(self.world.clone(), self.seed.below(KEYS))),
            _ => drop(tokio::time::timeout(Duration::ZERO, fly.later()).await),
        }
    }

    fn millis(&mut self) -> Duration {
        Duration::from_millis(self.seed.below(5))
    }

    /// Links and monitors, some of which are taken back.
    fn tie(&mut self) {
        let Some(pid) = self.seed.at(&self.brood).and_then(Child::pid) else { return };
        process::link(pid).expect("in a process");
        let monitor = process::monitor(pid).expect("in a process");
        if self.seed.below(2) == 0 {
            process::unlink(pid).expect("in a process");
            process::demonitor(monitor).expect("in a process");
        }
        drop(self.world.elder.watch(pid));
    }

    /// Groups and topics; the driver leaves them when it ends, too.
    fn know(&mut self, inbox: &Inbox<Dusk>) {
        let group = self.seed.below(KEYS);
        match self.seed.below(4) {
            0 => self.world.groups.join_self(group).expect("it runs"),
            // It may be in none.
            1 => drop(self.world.groups.leave_self(&group)),
            2 => inbox.subscribe(&self.world.topics, group.to_string()).expect("it runs"),
            _ => self.world.topics.unsubscribe(&group.to_string()).expect("it runs"),
        }
    }

    /// Tables: of the world, and of the driver's own.
    fn keep(&mut self) {
        let (key, table) = (self.seed.below(KEYS), &self.world.table);
        match self.seed.below(4) {
            0 | 1 => drop(table.insert(key, key.to_string()).expect("it is there")),
            2 => drop(table.delete(&key).expect("it is there")),
            _ => {
                let own: Table<u64, String> = Table::new();
                for n in 0..self.seed.below(50) {
                    own.insert(n, n.to_string()).expect("it is there");
                }
                if self.seed.below(2) == 0 {
                    own.delete_table().expect("it is there");
                }
            }
        }
    }

    /// Tasks: awaited, dropped, stopped, and some that panic.
    async fn task(&mut self) {
        let (turns, way) = (self.seed.below(5), self.seed.below(4));
        let task = Task::spawn(async move {
            for _ in 0..turns {
                yield_now().await;
            }
            assert!(way != 0, "told to");
        });
        match way {
            0 | 1 => drop(task.await),
            2 => drop(task),
            _ => drop(task.shutdown(Duration::from_millis(1)).await),
        }
    }

    /// A start under a name that others want as well, local or of the registry.
    async fn named(&mut self) {
        let key = self.key();
        let start = Start::<Mayfly>::new(());
        let start = if self.seed.below(2) == 0 {
            start.name(format!("load.{}.{key}", self.world.place))
        } else {
            start.name(self.world.keys.via_with(key, 1))
        };
        let Ok(fly) = start.run().await else { return };
        drop(fly.tell(1));
        match self.seed.below(3) {
            0 => fly.server().kill(),
            1 => drop(fly.server().stop().await),
            _ => fly.fall().expect("room"),
        }
        fly.server().ended().await;
    }

    /// A look from outside: `sys`, and the tree.
    async fn look(&mut self) {
        let Some(fly) = self.seed.at(&self.brood).cloned() else { return };
        let patience = Duration::from_millis(20);
        let sys = fly.server().sys().within(patience);
        match self.seed.below(4) {
            0 => {
                drop(sys.suspend().await);
                drop(fly.hurry().await);
                drop(sys.resume().await);
            }
            1 => drop(sys.get_status().await),
            2 => drop(sys.statistics(true).await),
            _ => drop(Child::pid(&fly).and_then(switchboard::observe::tree_of)),
        }
    }
}
