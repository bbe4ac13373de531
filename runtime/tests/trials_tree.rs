//! Trials of trees: one incarnation at a time, the order of a stop, who is restarted, and how often.

mod support;
#[path = "support/threads.rs"]
mod threads;

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use support::{Log, Worker, crash, end, leaf, settle};
use switchboard::Tree;
use switchboard::prelude::*;
use switchboard::report;
use threads::{Seed, at_all};
use tokio::task::yield_now;

/// How many incarnations of one child there are.
#[derive(Debug, Default)]
struct Census {
    now: AtomicUsize,
    most: AtomicUsize,
    starts: AtomicUsize,
}

/// One incarnation, for as long as it is there.
struct Counted(Arc<Census>);

impl Counted {
    fn new(census: Arc<Census>) -> Self {
        let now = census.now.fetch_add(1, Ordering::SeqCst) + 1;
        census.most.fetch_max(now, Ordering::SeqCst);
        census.starts.fetch_add(1, Ordering::SeqCst);
        Self(census)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Holds a port, and takes its time to go.
#[derive(GenServer)]
struct Port {
    _listener: TcpListener,
    _counted: Counted,
}

#[gen_server]
impl Port {
    #[init]
    fn open(at: SocketAddr, census: Arc<Census>) -> Result<Self, std::io::Error> {
        let counted = Counted::new(census);
        Ok(Self { _listener: TcpListener::bind(at)?, _counted: counted })
    }

    #[cast]
    fn fall(&mut self) {
        panic!("told to");
    }

    #[terminate]
    async fn close(&mut self) {
        for _ in 0..20 {
            yield_now().await;
        }
    }
}

/// Experiment 13: a port that is held over a slow goodbye is free when the next incarnation binds it,
/// whether the one before was told to fall or was killed: there is never more than one.
#[test]
fn there_is_one_incarnation_at_a_time() {
    let _quiet = report::subscribe().quiet();
    at_all(|threads| async move {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = free.local_addr().expect("an address");
        drop(free);
        let census = Arc::new(Census::default());
        let counted = Arc::clone(&census);
        let options = SupervisorOptions::new().max_restarts(usize::MAX);
        let mut tree = Tree::new(options, "Trial");
        let spec = ChildSpec::<Port>::with(move || (at, Arc::clone(&counted)));
        let port: Child<Port> = tree.child("port", spec, ChildOptions::new());
        let supervisor = tree.start().await.expect("a start");
        let mut seed = Seed(threads as u64);
        for _ in 0..1000 {
            let before = Child::pid(&port);
            port.fall().expect("room");
            if seed.below(3) == 0 {
                for _ in 0..seed.below(10) {
                    yield_now().await;
                }
                port.server().kill();
            }
            while Child::pid(&port).is_none() || Child::pid(&port) == before {
                yield_now().await;
            }
        }
        supervisor.stop().await.expect("a stop");
        assert_eq!(census.most.load(Ordering::SeqCst), 1);
        assert_eq!(census.now.load(Ordering::SeqCst), 0);
        assert!(census.starts.load(Ordering::SeqCst) > 1000);
    });
}

#[derive(Supervisor)]
#[supervisor(args = Log)]
struct Root {
    #[child(start = leaf("a", &args))]
    _a: Child<Worker>,
    #[child(start = Middle::tree(args.clone()))]
    _middle: Child<Middle>,
    #[child(start = leaf("f", &args))]
    _f: Child<Worker>,
}

#[derive(Supervisor)]
#[supervisor(args = Log)]
struct Middle {
    #[child(start = leaf("b", &args))]
    _b: Child<Worker>,
    #[child(start = Low::tree(args.clone()))]
    _low: Child<Low>,
    #[child(start = leaf("e", &args))]
    _e: Child<Worker>,
}

#[derive(Supervisor)]
#[supervisor(args = Log)]
struct Low {
    #[child(start = leaf("c", &args))]
    _c: Child<Worker>,
    #[child(start = leaf("d", &args))]
    _d: Child<Worker>,
}

/// Experiment 14: three levels start from left to right and stop from right to left, what is below before
/// what is above, and each says goodbye once.
#[test]
fn a_tree_stops_in_the_reverse_of_its_start() {
    at_all(|_| async {
        let mut seed = Seed(14);
        for _ in 0..1000 {
            let log = Log::new();
            let root = Root::start(log.clone()).await.expect("a start");
            seed.shuffle().await;
            assert_eq!(
                log.take(),
                ["a", "b", "c", "d", "e", "f"].map(|name| format!("start {name}"))
            );
            root.supervisor().stop().await.expect("a stop");
            let stops = ["f", "e", "d", "c", "b", "a"].map(|name| format!("stop {name}: shutdown"));
            assert_eq!(log.take(), stops);
        }
    });
}

const NAMES: [&str; 5] = ["a", "b", "c", "d", "e"];
const KINDS: [Restart; 3] = [Restart::Permanent, Restart::Transient, Restart::Temporary];
const STRATEGIES: [Strategy; 3] = [Strategy::OneForOne, Strategy::OneForAll, Strategy::RestForOne];

/// How a child is made to end, and whether that is in order.
#[derive(Clone, Debug)]
enum Way {
    Reason(ExitReason, bool),
    Panic,
    Kill,
}

impl Way {
    fn all() -> Vec<Self> {
        vec![
            Self::Reason(ExitReason::Normal, true),
            Self::Reason(ExitReason::Shutdown, true),
            Self::Reason(ExitReason::shutdown_with("done"), true),
            Self::Reason(ExitReason::custom("failed"), false),
            Self::Reason(ExitReason::error(std::fmt::Error), false),
            Self::Reason(ExitReason::Timeout, false),
            Self::Panic,
            Self::Kill,
        ]
    }

    async fn end(&self, child: &Child<Worker>) {
        match self {
            Self::Reason(reason, _) => end(child, reason.clone()).await,
            Self::Panic => crash(child).await,
            Self::Kill => {
                let ended = child.server().ended();
                child.server().kill();
                ended.await;
                settle(Child::supervisor(child)).await;
            }
        }
    }
}

/// What becomes of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Untouched,
    Restarted,
    /// It does not run, and is listed.
    Down,
    Forgotten,
}

/// What has to become of each, from the words of the strategies alone.
fn fates(strategy: Strategy, kinds: [Restart; 5], way: &Way, fallen: usize) -> [Fate; 5] {
    let orderly = matches!(way, Way::Reason(_, true));
    let is_restarted = match kinds[fallen] {
        Restart::Permanent => true,
        Restart::Transient => !orderly,
        Restart::Temporary => false,
    };
    std::array::from_fn(|at| {
        let forgotten = kinds[at] == Restart::Temporary;
        let in_group = match strategy {
            Strategy::OneForOne => at == fallen,
            Strategy::OneForAll => true,
            Strategy::RestForOne => at >= fallen,
        };
        match (is_restarted && in_group, at == fallen) {
            (false, false) => Fate::Untouched,
            _ if forgotten => Fate::Forgotten,
            (true, _) => Fate::Restarted,
            (false, true) => Fate::Down,
        }
    })
}

/// Ends one of five, and checks what becomes of all.
async fn row(strategy: Strategy, kinds: [Restart; 5], way: &Way, fallen: usize) {
    let log = Log::new();
    let options = SupervisorOptions::new().strategy(strategy);
    let mut tree = Tree::new(options, "Trial");
    let children: Vec<Child<Worker>> = NAMES
        .iter()
        .zip(kinds)
        .map(|(name, kind)| tree.child(*name, leaf(name, &log), ChildOptions::new().restart(kind)))
        .collect();
    let supervisor = tree.start().await.expect("a start");
    let before: Vec<_> = children.iter().map(Child::pid).collect();
    log.take();
    way.end(&children[fallen]).await;
    let listed = supervisor.which_children().await.expect("it lives");
    let found: [Fate; 5] = std::array::from_fn(|at| {
        let child = &children[at];
        match (Child::is_alive(child), Child::pid(child) == before[at]) {
            (true, true) => Fate::Untouched,
            (true, false) => Fate::Restarted,
            (false, _) if listed.iter().any(|child| &*child.id == NAMES[at]) => Fate::Down,
            (false, _) => Fate::Forgotten,
        }
    });
    let of = format!("{strategy:?}, {kinds:?}, {way:?}, child {fallen}");
    assert_eq!(found, fates(strategy, kinds, way, fallen), "{of}");
    let started: Vec<String> =
        log.take().into_iter().filter(|line| line.starts_with("start")).collect();
    let restarted = (0..5).filter(|at| found[*at] == Fate::Restarted);
    let expected: Vec<String> = restarted.map(|at| format!("start {}", NAMES[at])).collect();
    assert_eq!(started, expected, "each once, in order: {of}");
    supervisor.stop().await.expect("a stop");
}

/// Experiment 16: five children of one kind, for each strategy, kind and reason, and whichever of them ends:
/// who is restarted is what the table says.
#[tokio::test(start_paused = true)]
async fn who_is_restarted_is_what_the_table_says() {
    let _quiet = report::subscribe().quiet();
    for strategy in STRATEGIES {
        for kind in KINDS {
            for way in Way::all() {
                for fallen in 0..5 {
                    row(strategy, [kind; 5], &way, fallen).await;
                }
            }
        }
    }
}

/// Experiment 16: the same of children of different kinds, all 243 mixtures.
#[tokio::test(start_paused = true)]
async fn who_is_restarted_of_a_mixture_is_what_the_table_says() {
    let _quiet = report::subscribe().quiet();
    let ways = Way::all();
    let mut seed = Seed(16);
    for mixture in 0..243_usize {
        let kinds = std::array::from_fn(|at| KINDS[mixture / [1, 3, 9, 27, 81][at] % 3]);
        for strategy in STRATEGIES {
            row(strategy, kinds, &ways[seed.below(ways.len())], seed.below(5)).await;
        }
    }
}

/// Experiment 18: three restarts in five seconds: a fourth failure is one too many when the first lies five
/// seconds back or less, and is not when it lies further back.
#[tokio::test(start_paused = true)]
async fn the_edge_of_the_window_is_exact() {
    let _quiet = report::subscribe().quiet();
    for (at, lives) in [(0, false), (4999, false), (5000, false), (5001, true)] {
        let log = Log::new();
        let window = Duration::from_secs(5);
        let options = SupervisorOptions::new().max_restarts(3).max_seconds(window);
        let mut tree = Tree::new(options, "Trial");
        let child: Child<Worker> = tree.child("a", leaf("a", &log), ChildOptions::new());
        let supervisor = tree.start().await.expect("a start");
        for _ in 0..3 {
            crash(&child).await;
        }
        assert!(supervisor.is_alive(), "three are allowed");
        tokio::time::advance(Duration::from_millis(at)).await;
        crash(&child).await;
        assert_eq!((supervisor.is_alive(), supervisor.gave_up()), (lives, !lives), "at {at} ms");
        if lives {
            // The first three are out of the window together: two more are allowed, and no third.
            crash(&child).await;
            crash(&child).await;
            assert!(supervisor.is_alive());
            crash(&child).await;
            assert!(supervisor.gave_up());
        }
    }
}
