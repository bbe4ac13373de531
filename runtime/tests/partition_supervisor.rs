//! One child several times, and a key that says which of them is meant (conformance M).
//!
//! 252: that the child's specification is missing, that its arguments cannot be made for a partition,
//! and an automatic shutdown are no errors of a start but of the types:
//! [`PartitionSupervisor::spec`] takes the one, and has no method for the other. A name is not
//! needed, because a partition is found through the handle.

mod support;

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use support::settle;
use switchboard::prelude::*;
use switchboard::process;
use switchboard::{
    BadSpec, ChildCounts, ChildError, PartitionError, PartitionSpec, PartitionSupervisor, Tree,
};

/// Knows its number; does not start while it is on the list.
#[derive(GenServer)]
struct Part {
    number: usize,
}

type Broken = Arc<Mutex<HashSet<usize>>>;

#[gen_server]
impl Part {
    #[init]
    fn open(number: usize, broken: Broken) -> Result<Self, String> {
        let broken = broken.lock().expect("no test panics inside").contains(&number);
        if broken { Err("broken".to_owned()) } else { Ok(Self { number }) }
    }

    #[call]
    fn number(&self) -> usize {
        self.number
    }

    #[cast]
    fn crash(&mut self) {
        panic!("told to crash");
    }
}

fn spec(partitions: usize) -> PartitionSpec<Part> {
    PartitionSupervisor::spec(|number| Part::child(number, Broken::default()))
        .partitions(partitions)
}

fn counts(counts: ChildCounts) -> [usize; 4] {
    [counts.specs, counts.active, counts.supervisors, counts.workers]
}

/// 248: each partition has its number as its id, and one child; by default there are as many as the
/// machine runs threads.
#[tokio::test(start_paused = true)]
async fn partitions_are_numbered() {
    let parts = spec(5).start().await.expect("a start");
    let listed = parts.which_children().await.expect("an answer");
    let ids: Vec<&str> = listed.iter().map(|child| &*child.id).collect();
    assert_eq!(ids, ["0", "1", "2", "3", "4"]);
    assert!(listed.iter().all(|child| child.pid().is_some()));
    assert_eq!(parts.partitions(), 5);
    let pids: Vec<_> = parts.all().iter().map(Child::pid).collect();
    assert_eq!(pids, listed.iter().map(switchboard::ChildInfo::pid).collect::<Vec<_>>());

    let default = PartitionSupervisor::spec(|number| Part::child(number, Broken::default()));
    let parts = default.start().await.expect("a start");
    let threads = std::thread::available_parallelism().expect("a number").get();
    assert_eq!(parts.partitions(), threads);
}

/// 249: a hundred keys all lead somewhere, and each leads to the same partition every time.
#[tokio::test(start_paused = true)]
async fn a_key_has_its_partition() {
    let parts = spec(4).start().await.expect("a start");
    let mut reached = HashSet::new();
    for key in 0..100 {
        let key = format!("key-{key}");
        let number =
            parts.partition(&key).expect("there are some").number().await.expect("a reply");
        for _ in 0..3 {
            let again =
                parts.clone().partition(key.as_str()).expect("there are some").number().await;
            assert_eq!(again, Ok(number));
        }
        reached.insert(number);
    }
    assert_eq!(reached.len(), 4);
}

/// 250: each child gets the number of its partition; integers go by their absolute value.
#[tokio::test(start_paused = true)]
async fn integers_go_by_their_value() {
    let parts = spec(3).start().await.expect("a start");
    let mut reached = Vec::new();
    for key in [0, 1, 2, 3, -1] {
        reached
            .push(parts.partition(&key).expect("there are some").number().await.expect("a reply"));
    }
    assert_eq!(reached, [0, 1, 2, 0, 1]);
}

/// 251, 257: through a name everything works as well, and after a stop the name is free.
#[tokio::test(start_paused = true)]
async fn a_named_one() {
    const NAME: &str = "partition_supervisor.named";
    for _ in 0..100 {
        let parts = spec(2).name(NAME).start().await.expect("the name is free");
        let named = SupervisorRef::named(NAME);
        assert_eq!(named.pid(), parts.supervisor().pid());
        assert_eq!(counts(named.count_children().await.expect("an answer")), [2, 2, 0, 2]);
        assert_eq!(parts.partitions(), 2);
        named.stop().await.expect("a stop");
        assert_eq!(process::whereis(NAME), None);
        assert!(!parts.all().iter().any(Child::is_alive));
    }
}

/// 252: no partitions at all, or a window of nothing, is refused, on its own and in a tree.
#[tokio::test(start_paused = true)]
async fn what_cannot_work_is_refused() {
    let error = spec(0).start().await.err();
    assert_eq!(error, Some(StartError::BadSpec(BadSpec::ZeroPartitions)));
    let error = spec(1).max_seconds(Duration::ZERO).start().await.err();
    assert_eq!(error, Some(StartError::BadSpec(BadSpec::ZeroWindow)));
    let mut tree = Tree::new(SupervisorOptions::new(), "Test");
    let _: PartitionSupervisor<Part> = tree.child("none", spec(0), ChildOptions::new());
    let Some(StartError::Child { error, .. }) = tree.start().await.err() else {
        panic!("it cannot work");
    };
    assert_eq!(*error, StartError::BadSpec(BadSpec::ZeroPartitions));
}

/// How many children keys reach.
async fn reached(parts: &PartitionSupervisor<Part>) -> usize {
    let mut reached = HashSet::new();
    for key in 0..64 {
        match parts.partition(&key) {
            Ok(part) => reached.insert(part.number().await.expect("a reply")),
            Err(error) => {
                assert_eq!(error, PartitionError::Empty);
                return 0;
            }
        };
    }
    reached.len()
}

/// 254: to every number, up, down and in between: keys reach exactly as many children.
#[tokio::test(start_paused = true)]
async fn resize_to_every_number() {
    let parts = spec(8).start().await.expect("a start");
    let mut before = 8;
    for to in (0..=8).chain((0..=8).rev()).chain([3, 7, 1, 8, 0, 5, 2, 6, 4]) {
        assert_eq!(parts.resize(to).await, Ok(before));
        assert_eq!(parts.partitions(), to);
        assert_eq!(parts.all().len(), to);
        assert_eq!(counts(parts.count_children().await.expect("an answer")), [8, to, 0, 8]);
        assert_eq!(reached(&parts).await, to);
        before = to;
    }
}

/// 254: resizes that come at the same time are done one after the other.
#[tokio::test(start_paused = true)]
async fn resizes_do_not_mix() {
    let parts = spec(8).start().await.expect("a start");
    let (one, two) = tokio::join!(parts.resize(2), parts.resize(5));
    assert_eq!((one, two), (Ok(8), Ok(2)));
    assert_eq!(counts(parts.count_children().await.expect("an answer")), [8, 5, 0, 8]);
    assert_eq!(reached(&parts).await, 5);
}

/// 255: with no partitions there is nothing to find, and they can come back; more than at the start
/// there cannot be.
#[tokio::test(start_paused = true)]
async fn resize_to_nothing_and_to_too_many() {
    let parts = spec(3).start().await.expect("a start");
    assert_eq!(parts.resize(0).await, Ok(3));
    assert_eq!(parts.partition("any").err(), Some(PartitionError::Empty));
    assert_eq!(parts.partition(&1).err(), Some(PartitionError::Empty));
    let too_many = PartitionError::TooMany { asked: 4, most: 3 };
    assert_eq!(parts.resize(4).await, Err(too_many));
    assert_eq!(parts.resize(3).await, Ok(0));
    assert_eq!(reached(&parts).await, 3);
    parts.stop().await.expect("a stop");
    let gone = parts.resize(1).await;
    assert!(matches!(gone, Err(PartitionError::Child(ChildError::Call(_)))), "{gone:?}");
}

/// 255: a partition that does not start leaves the keys where they were.
#[tokio::test(start_paused = true)]
async fn a_growth_that_fails_changes_nothing() {
    let broken = Broken::default();
    let given = Arc::clone(&broken);
    let spec = PartitionSupervisor::spec(move |number| Part::child(number, Arc::clone(&given)));
    let parts = spec.partitions(4).start().await.expect("a start");
    parts.resize(1).await.expect("a resize");
    broken.lock().expect("no test panics inside").insert(2);
    let failed = parts.resize(4).await;
    assert!(matches!(failed, Err(PartitionError::Child(ChildError::Start(_)))), "{failed:?}");
    assert_eq!(reached(&parts).await, 1);
    broken.lock().expect("no test panics inside").clear();
    assert_eq!(parts.resize(4).await, Ok(1));
    assert_eq!(reached(&parts).await, 4);
}

#[derive(Supervisor)]
#[supervisor(args = usize)]
struct Shop {
    #[child(start = spec(args).max_restarts(1))]
    parts: PartitionSupervisor<Part>,
    #[child(start = PartitionSupervisor::spec(|_| Region::tree()).partitions(2))]
    regions: PartitionSupervisor<Region>,
}

#[derive(Supervisor)]
struct Region {
    #[child(start = Part::child(7, Broken::default()))]
    part: Child<Part>,
}

/// 256: partitions are counted as what they are, and themselves are a supervisor in their tree.
#[tokio::test(start_paused = true)]
async fn partitions_of_servers_and_of_supervisors() {
    let shop = Shop::start(3).await.expect("a start");
    let outer = shop.supervisor().count_children().await.expect("an answer");
    assert_eq!(counts(outer), [2, 2, 2, 0]);
    assert_eq!(counts(shop.parts.count_children().await.expect("an answer")), [3, 3, 0, 3]);
    assert_eq!(counts(shop.regions.count_children().await.expect("an answer")), [2, 2, 2, 0]);
    let region = shop.regions.partition("north").expect("there are some");
    assert_eq!(region.part.number().await, Ok(7));
}

/// 258: after a restart a key leads to the new child.
#[tokio::test(start_paused = true)]
async fn a_key_follows_a_restart() {
    let parts = spec(2).start().await.expect("a start");
    let part = parts.partition(&1).expect("there are some");
    let before = Child::pid(part);
    let ended = part.server().ended();
    part.crash().expect("it takes messages");
    assert!(ended.await.as_panic().is_some());
    settle(parts.supervisor()).await;
    assert_ne!(Child::pid(part), before);
    assert_eq!(part.number().await, Ok(1));
    assert_eq!(parts.partition(&1).expect("there are some").number().await, Ok(1));
}

/// 258: and so it does after a restart of the whole supervisor, which brings all partitions back.
#[tokio::test(start_paused = true)]
async fn a_key_follows_a_restart_of_the_supervisor() {
    let shop = Shop::start(4).await.expect("a start");
    shop.parts.resize(2).await.expect("a resize");
    let before = shop.parts.supervisor().pid();
    shop.parts.supervisor().kill();
    shop.parts.supervisor().ended().await;
    settle(&shop.supervisor()).await;
    assert_ne!(shop.parts.supervisor().pid(), before);
    assert_eq!(reached(&shop.parts).await, 4);
}
