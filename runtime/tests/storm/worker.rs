//! The servers of a storm: they do what they are told, and write down what they see.

#![allow(unreachable_pub, reason = "it is a module of a test")]

use std::collections::{BTreeMap, HashMap, HashSet};
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::process;
use tokio::time::Instant;

use super::ledger::{Alive, Ledger, Parcel};

/// Lets time pass on the paused clock.
async fn pass(time: Duration) {
    let nothing = std::future::pending::<()>();
    assert!(tokio::time::timeout(time, nothing).await.is_err());
}

/// The end of a worker takes less than this.
const LONGEST_END: Duration = Duration::from_secs(10);

/// How a worker is.
#[derive(Clone)]
pub struct Plan {
    pub ledger: Ledger,
    pub id: &'static str,
    /// How long it takes to stop.
    pub stop: Duration,
    pub trap: bool,
}

impl Plan {
    pub fn new(ledger: &Ledger, id: &'static str) -> Self {
        Self { ledger: ledger.clone(), id, stop: Duration::ZERO, trap: true }
    }

    pub fn slow(ledger: &Ledger, id: &'static str, stop: u64) -> Self {
        Self { stop: Duration::from_millis(stop), ..Self::new(ledger, id) }
    }

    /// It dies with its links.
    pub fn mortal(ledger: &Ledger, id: &'static str) -> Self {
        Self { trap: false, ..Self::new(ledger, id) }
    }
}

/// The downs that have to come.
#[derive(Default)]
struct Expected {
    open: BTreeMap<u64, Pid>,
    /// Since when it is known that one has begun to end.
    ending: BTreeMap<u64, Instant>,
}

impl Expected {
    fn add(&mut self, key: u64, pid: Pid) {
        self.open.insert(key, pid);
    }

    /// It has come; `false` when nobody expected it.
    fn came(&mut self, key: u64) -> bool {
        self.ending.remove(&key);
        self.open.remove(&key).is_some()
    }

    /// Looks for those that have begun to end so long ago that their down should be here.
    fn look(&mut self, ledger: &Ledger) {
        let now = process::now();
        for (key, pid) in self.open.iter().filter(|(_, pid)| !process::is_alive(**pid)) {
            let since = *self.ending.entry(*key).or_insert(now);
            if now - since > LONGEST_END {
                ledger.broken(format!("there is no down of {pid}"));
            }
        }
    }
}

/// Hears of the life of every worker, and that nothing comes after it.
#[derive(GenServer)]
#[server(name = "sentinel", mailbox = unbounded)]
pub struct Sentinel {
    ledger: Ledger,
    beacons: HashMap<Pid, u64>,
    gone: HashSet<Pid>,
    expected: Expected,
}

#[gen_server]
impl Sentinel {
    #[init]
    fn new(ledger: Ledger) -> Self {
        let (beacons, gone) = (HashMap::new(), HashSet::new());
        Self { ledger, beacons, gone, expected: Expected::default() }
    }

    #[cast]
    fn hello(&mut self, from: Pid, cx: &mut Context<Self>) {
        cx.monitor(from);
        self.expected.add(from.as_u64(), from);
    }

    #[every("1s")]
    fn look(&mut self) {
        self.expected.look(&self.ledger);
    }

    #[cast]
    fn beacon(&mut self, from: Pid, number: u64) {
        if self.gone.contains(&from) {
            self.ledger.broken(format!("something of {from} came after its down"));
        }
        let before = self.beacons.insert(from, number);
        if before.is_some_and(|before| before + 1 != number) {
            self.ledger.broken(format!("{number} of {from} came after {before:?}"));
        }
    }

    #[info]
    fn down(&mut self, down: Down) {
        let pid = down.pid.expect("a pid was monitored");
        if !self.gone.insert(pid) || !self.expected.came(pid.as_u64()) {
            self.ledger.broken(format!("a second down of {pid}"));
        }
        if self.ledger.has_state(pid) {
            self.ledger.broken(format!("the state of {pid} is there after its down"));
        }
        if process::whereis("alpha") == Some(pid) {
            self.ledger.broken(format!("{pid} has its name after its down"));
        }
    }
}

#[derive(GenServer)]
#[server(mailbox = 4, shutdown = "1s")]
pub struct Worker {
    plan: Plan,
    supervisor: Pid,
    sentinel: SentinelRef,
    beacons: u64,
    last: HashMap<Option<Pid>, u64>,
    open: Vec<ReplyTo<u64>>,
    watching: Expected,
    monitors: HashMap<switchboard::MonitorRef, u64>,
    /// It ends by its own will.
    quits: bool,
    _alive: Alive,
}

#[gen_server]
impl Worker {
    #[init]
    fn begin(plan: Plan, cx: &mut Context<Self>) -> Self {
        process::trap_exit(plan.trap).expect("a server");
        let supervisor = process::ancestors().expect("a server")[0];
        let sentinel = SentinelRef::from(switchboard::ServerRef::named("sentinel"));
        // It may be about to be restarted.
        drop(sentinel.hello(cx.pid()));
        let alive = plan.ledger.begin(supervisor, plan.id);
        Self {
            plan,
            supervisor,
            sentinel,
            beacons: 0,
            last: HashMap::new(),
            open: Vec::new(),
            watching: Expected::default(),
            monitors: HashMap::new(),
            quits: false,
            _alive: alive,
        }
    }

    fn beacon(&mut self, me: Pid) {
        self.beacons += 1;
        if self.sentinel.beacon(me, self.beacons).is_err() {
            self.beacons -= 1;
        }
    }

    fn take(&mut self, parcel: Parcel) -> u64 {
        let number = parcel.number;
        let before = self.last.insert(parcel.from, number);
        if before.is_some_and(|before| before > number) {
            let id = self.plan.id;
            self.plan.ledger.broken(format!("{id} got {number} after {before:?}"));
        }
        parcel.handled();
        number
    }

    #[cast]
    pub fn put(&mut self, parcel: Parcel, cx: &mut Context<Self>) {
        self.take(parcel);
        self.beacon(cx.pid());
    }

    #[call]
    pub fn ask(&mut self, parcel: Parcel) -> u64 {
        self.take(parcel)
    }

    #[call]
    pub fn later(&mut self, parcel: Parcel, reply: ReplyTo<u64>) {
        self.take(parcel);
        self.open.push(reply);
    }

    #[call]
    pub async fn slow(&mut self, time: Duration) -> u64 {
        pass(time).await;
        self.beacons
    }

    /// Asks another one, who may be slow.
    #[call(timeout = "3s")]
    pub async fn relay(&mut self, to: Child<Worker>, time: Duration) -> Result<u64, CallError> {
        to.slow(time).await
    }

    /// Sends some messages to another one.
    #[cast]
    pub fn forward(&mut self, to: Child<Worker>, count: u64) {
        for _ in 0..count {
            drop(to.put(self.plan.ledger.parcel()));
        }
    }

    #[cast]
    pub fn crash(&mut self, cx: &mut Context<Self>) {
        self.beacon(cx.pid());
        panic!("told to crash");
    }

    #[cast]
    pub fn quit(&mut self, reason: ExitReason, cx: &mut Context<Self>) {
        self.beacon(cx.pid());
        self.quits = true;
        cx.stop(reason);
    }

    #[cast]
    pub fn join(&mut self, other: Pid) {
        process::link(other).expect("a server");
    }

    #[cast]
    pub fn part(&mut self, other: Pid) {
        process::unlink(other).expect("a server");
    }

    #[cast]
    pub fn watch(&mut self, other: Pid, cx: &mut Context<Self>) {
        let number = self.monitors.len() as u64;
        self.monitors.insert(cx.monitor(other), number);
        self.watching.add(number, other);
    }

    /// Answers the oldest, forgets the next.
    #[every("700ms")]
    fn tick(&mut self, cx: &mut Context<Self>) {
        self.beacon(cx.pid());
        self.watching.look(&self.plan.ledger);
        if !self.open.is_empty() {
            self.open.remove(0).send(self.beacons);
            self.open.truncate(1);
        }
    }

    #[info]
    fn down(&mut self, down: Down) {
        let number = self.monitors.get(&down.monitor);
        if !number.is_some_and(|number| self.watching.came(*number)) {
            self.plan.ledger.broken(format!("a down that nobody waits for: {down:?}"));
        }
    }

    #[info]
    fn exit(&mut self, _exit: Exit) {}

    #[terminate]
    async fn end(&mut self, reason: &ExitReason) {
        if *reason == ExitReason::Shutdown && !self.quits {
            self.plan.ledger.stopping(self.supervisor, self.plan.id);
        }
        pass(self.plan.stop).await;
    }
}
