//! The tree of a storm, and what can be done with it.

#![allow(unreachable_pub, reason = "it is a module of a test")]

use std::sync::Mutex;
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::report::{self, Event, Reports};
use switchboard::testing::{Dice, Storm};

use super::ledger::Ledger;
use super::worker::{Plan, Sentinel, Worker};

#[derive(Supervisor)]
#[supervisor(args = Ledger, strategy = rest_for_one, max_restarts = 5, max_seconds = 5)]
pub struct Chain {
    #[child(start = Worker::child(Plan::new(&args, "chain one")))]
    one: Child<Worker>,
    #[child(start = Worker::child(Plan::slow(&args, "chain two", 300)))]
    two: Child<Worker>,
    #[child(start = Worker::child(Plan::slow(&args, "chain three", 4_000)))]
    three: Child<Worker>,
}

#[derive(Supervisor)]
#[supervisor(args = Ledger, strategy = one_for_all, max_restarts = 5, max_seconds = 5)]
pub struct Group {
    #[child(start = Worker::child(Plan::mortal(&args, "group one")))]
    one: Child<Worker>,
    #[child(start = Worker::child(Plan::slow(&args, "group two", 100)), restart = transient)]
    two: Child<Worker>,
}

#[derive(Supervisor)]
#[supervisor(args = Ledger, max_restarts = 2, max_seconds = 5)]
pub struct Brittle {
    #[child(start = Worker::child(Plan::mortal(&args, "brittle one")))]
    one: Child<Worker>,
    #[child(start = Worker::child(Plan::new(&args, "brittle two")))]
    two: Child<Worker>,
}

#[derive(Supervisor)]
#[supervisor(args = Ledger, strategy = rest_for_one, max_restarts = 10, max_seconds = 5)]
pub struct Root {
    #[child(start = Sentinel::child(args.clone()))]
    sentinel: Child<Sentinel>,
    #[child(start = Worker::child(Plan::new(&args, "alpha")).name("alpha"))]
    alpha: Child<Worker>,
    #[child(start = Chain::tree(args.clone()))]
    chain: Child<Chain>,
    #[child(start = Group::tree(args.clone()))]
    group: Child<Group>,
    #[child(start = Brittle::tree(args.clone()))]
    brittle: Child<Brittle>,
    #[child(start = Worker::dynamic().max_children(8))]
    pool: DynamicSupervisor<Worker>,
}

/// A tree, and what is known of it.
pub struct World {
    root: Root,
    pub ledger: Ledger,
    pool: Mutex<Vec<Child<Worker>>>,
    reports: Mutex<Reports>,
}

impl World {
    async fn start() -> Result<Self, StartError> {
        let (ledger, reports) = (Ledger::default(), Mutex::new(report::subscribe()));
        let root = Root::start_link(ledger.clone()).await?;
        Ok(Self { root, ledger, pool: Mutex::default(), reports })
    }

    /// All workers in one order, in which those that wait for others come first.
    fn workers(&self) -> Vec<Child<Worker>> {
        let Root { alpha, chain, group, brittle, .. } = &self.root;
        let fixed = [alpha, &chain.one, &chain.two, &chain.three, &group.one, &group.two];
        let fixed = fixed.into_iter().chain([&brittle.one, &brittle.two]).cloned();
        fixed.chain(self.pool().iter().cloned()).collect()
    }

    fn pool(&self) -> std::sync::MutexGuard<'_, Vec<Child<Worker>>> {
        self.pool.lock().expect("nobody panics inside")
    }

    fn worker(&self, dice: &mut Dice) -> Child<Worker> {
        dice.pick(&self.workers()).expect("there are some").clone()
    }

    /// Two of them, the second behind the first.
    fn pair(&self, dice: &mut Dice) -> (Child<Worker>, Child<Worker>) {
        let all = self.workers();
        let first = usize::try_from(dice.below(all.len() as u64 - 1)).expect("a small number");
        let second = dice.pick(&all[first + 1..]).expect("there is one").clone();
        (all[first].clone(), second)
    }

    /// A supervisor that is asked at times to stop or start a child, and the child. That of the chain
    /// is not: what its children check is the order in which it stops them by itself.
    fn supervisor(&self, dice: &mut Dice) -> (&SupervisorRef, &'static str) {
        let group = Child::supervisor(&self.root.group.one);
        (group, if dice.chance(50) { "one" } else { "two" })
    }

    /// Nothing is broken, as far as is known.
    pub fn verdict(&self) -> Result<(), String> {
        let mut reports = self.reports.lock().expect("nobody panics inside");
        while let Some(report) = reports.try_next() {
            if matches!(report.event, Event::GaveUp { .. }) {
                self.ledger.gave_up(report.pid);
            }
        }
        self.ledger.verdict()
    }
}

/// All that can be done with it.
pub fn storm() -> Storm<World> {
    let storm = Storm::rooted(World::start, |world: &World| world.root.supervisor());
    let storm = lives(talks(storm));
    storm
        .invariant("ledger", async |world: &World| world.verdict())
        .finally("ledger", async |world: &World| world.verdict())
        .finally("all is settled", async |world: &World| world.ledger.settled())
}

fn talks(storm: Storm<World>) -> Storm<World> {
    storm
        .action("put", async |world: &World, dice| {
            let worker = world.worker(dice);
            let results = (0..=dice.below(6)).map(|_| worker.put(world.ledger.parcel()).is_ok());
            results.collect::<Vec<_>>()
        })
        .action("ask", async |world: &World, dice| {
            world.worker(dice).ask(world.ledger.parcel()).await
        })
        .action("put and ask", async |world: &World, dice| {
            let worker = world.worker(dice);
            drop(worker.put(world.ledger.parcel()));
            worker.ask(world.ledger.parcel()).await
        })
        .action("later", async |world: &World, dice| {
            world.worker(dice).later(world.ledger.parcel()).await
        })
        .action("slow", async |world: &World, dice| {
            world.worker(dice).slow(dice.duration(Duration::from_secs(8))).await
        })
        .action("relay", async |world: &World, dice| {
            let (from, to) = world.pair(dice);
            from.relay(to, dice.duration(Duration::from_secs(4))).await
        })
        .action("forward", async |world: &World, dice| {
            let (one, other) = world.pair(dice);
            let (from, to) = if dice.chance(50) { (one, other) } else { (other, one) };
            from.forward(to, dice.below(10)).is_ok()
        })
}

fn lives(storm: Storm<World>) -> Storm<World> {
    storm
        .action("crash", async |world: &World, dice| world.worker(dice).crash().is_ok())
        .action("quit", async |world: &World, dice| {
            let reasons = [ExitReason::Normal, ExitReason::Shutdown, ExitReason::error("quits")];
            let reason = dice.pick(&reasons).expect("there are some").clone();
            world.worker(dice).quit(reason).is_ok()
        })
        .action("join", async |world: &World, dice| {
            let (one, other) = world.pair(dice);
            Child::pid(&other).map(|other| one.join(other).is_ok())
        })
        .action("part", async |world: &World, dice| {
            let (one, other) = world.pair(dice);
            // That of a supervisor stays.
            Child::pid(&other).map(|other| one.part(other).is_ok())
        })
        .action("watch", async |world: &World, dice| {
            let (one, other) = world.pair(dice);
            Child::pid(&one).map(|one| other.watch(one).is_ok())
        })
        .action("spawn", async |world: &World, dice| {
            let plan = Plan::slow(&world.ledger, "pool", dice.below(2_000));
            let worker = world.root.pool.start_child(Worker::child(plan)).await?;
            world.pool().push(worker);
            Ok::<_, StartError>(())
        })
        .action("despawn", async |world: &World, dice| {
            let worker = dice.pick(&world.pool()).and_then(Child::pid)?;
            Some(world.root.pool.terminate_child(worker).await)
        })
        .action("terminate", async |world: &World, dice| {
            let (supervisor, id) = world.supervisor(dice);
            supervisor.terminate_child(id).await
        })
        .action("restart", async |world: &World, dice| {
            let (supervisor, id) = world.supervisor(dice);
            supervisor.restart_child(id).await.map(|pid| pid.is_some())
        })
        .action("count", async |world: &World, dice| {
            world.supervisor(dice).0.count_children().await
        })
}
