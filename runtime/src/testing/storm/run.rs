//! One run of a storm, on a thread and a runtime of its own.

use std::future::Future;
use std::panic::resume_unwind;
use std::thread;
use std::time::Duration;

use tokio::task::yield_now;

use super::dice::Dice;
use super::step::{Step, What};
use super::trace::{Broken, Names, Trace};
use super::witness::Witness;
use super::{Check, Storm};
use crate::clock::{self, Instant};
use crate::node::Node;
use crate::process::{self, ExitReason, Pid, guard};
use crate::testing::TestOptions;
use crate::testing::node::Processes;

/// How long anything may take on the virtual clock.
const LIMIT: Duration = Duration::from_hours(1);

/// How long a wait of the storm's own lasts at most.
const LONGEST_PASS: Duration = Duration::from_secs(3);

/// Between two steps, others get at most so many turns.
const MOST_TURNS: u64 = 12;

/// Runs these steps: what happened, what did not hold, and how many steps were begun by then.
pub(super) fn run<T>(storm: &Storm<T>, steps: &[Step]) -> (Trace, Option<Broken>, usize) {
    // A thread of its own, for what threads keep from one run to the next would tell two runs apart.
    thread::scope(|scope| {
        let run = scope.spawn(|| alone(storm, steps));
        run.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

fn alone<T>(storm: &Storm<T>, steps: &[Step]) -> (Trace, Option<Broken>, usize) {
    guard::be_quiet();
    TestOptions::new().with(async |node: &Node| {
        let witness = match Witness::start() {
            Ok(witness) => witness,
            Err(error) => panic!("no witness: {error}"),
        };
        let processes = Processes::of(node.runtime()).without(witness.pid());
        let (names, trace) = (Names::default(), Trace::default());
        let mut run = Run { storm, processes, witness, names, trace, began: clock::now(), done: 0 };
        let outcome = run.whole(steps).await;
        run.look().ok();
        if let Err(Broken { name, what }) = &outcome {
            run.note(&format!("`{name}` does not hold: {what}"));
        }
        run.witness.stop().await;
        (run.trace, outcome.err(), run.done)
    })
}

struct Run<'a, T> {
    storm: &'a Storm<T>,
    processes: Processes,
    witness: Witness,
    names: Names,
    trace: Trace,
    began: Instant,
    done: usize,
}

impl<T> Run<'_, T> {
    async fn whole(&mut self, steps: &[Step]) -> Result<(), Broken> {
        loop {
            let tree = limited("start", self.storm.start.begin()).await?;
            let tree = tree.map_err(|error| self.broken("start", &error.to_string()))?;
            self.note("started");
            self.look()?;
            self.live(&tree, steps).await?;
            self.end(&tree).await?;
            if self.done == steps.len() {
                return Ok(());
            }
        }
    }

    /// Goes through the steps, as long as there is a tree.
    async fn live(&mut self, tree: &T, steps: &[Step]) -> Result<(), Broken> {
        while let Some(step) = steps.get(self.done) {
            self.done += 1;
            self.step(tree, *step).await?;
            self.look()?;
            for (name, check) in &self.storm.invariants {
                self.check(name, &**check, tree).await?;
            }
            if !(self.storm.root)(tree).is_alive() {
                self.note("the tree has ended");
                return Ok(());
            }
        }
        Ok(())
    }

    async fn step(&mut self, tree: &T, step: Step) -> Result<(), Broken> {
        let (mut dice, name) = (Dice::new(step.dice), step.name());
        let turns = dice.below(MOST_TURNS);
        let what = match step.what {
            What::Action(at, name) => {
                let Some((_, action)) = self.storm.actions.get(at) else {
                    return Err(self.broken(name, "there is no such action"));
                };
                limited(name, action.act(tree, &mut dice)).await?
            }
            What::Kill => self.signal(&mut dice, ExitReason::Kill),
            What::Exit => {
                let error = || ExitReason::error("a storm");
                let reason = if dice.chance(50) { ExitReason::Shutdown } else { error() };
                self.signal(&mut dice, reason)
            }
            What::Pass => {
                let time = dice.duration(LONGEST_PASS);
                clock::Timer::new(time).await;
                format!("{time:?}")
            }
        };
        // Whoever is new has a name before it is spoken of.
        self.meet();
        self.note(&format!("{name}: {what}"));
        for _ in 0..turns {
            yield_now().await;
        }
        Ok(())
    }

    /// Sends an exit signal to one of the processes.
    fn signal(&mut self, dice: &mut Dice, reason: ExitReason) -> String {
        let all = self.processes.all();
        let Some(process) = dice.pick(&all) else {
            return "nobody".to_owned();
        };
        let core = process.core();
        let name = self.names.of(core.pid, core.kind).to_owned();
        let text = format!("{name}, {reason}");
        process::exit(core.pid, reason);
        text
    }

    /// Stops the tree, and looks at what it leaves.
    async fn end(&mut self, tree: &T) -> Result<(), Broken> {
        let root = (self.storm.root)(tree);
        limited("stop", async {
            // It may be gone.
            let _gone = root.stop_with(ExitReason::Shutdown, Duration::MAX).await;
            root.ended().await;
        })
        .await?;
        self.note("stopped");
        self.look()?;
        self.processes.wind_down().await;
        let left = self.processes.left_over(true).await;
        self.look()?;
        if let Some(left) = left {
            return Err(self.broken("nothing is left over", &left));
        }
        for (name, check) in &self.storm.finally {
            self.check(name, &**check, tree).await?;
        }
        // The downs of those that ended last are on their way.
        for _ in 0..MOST_TURNS {
            yield_now().await;
        }
        self.look()?;
        let unheard: Vec<Pid> = self.witness.unheard();
        if unheard.is_empty() {
            return Ok(());
        }
        let what = format!("there is none of {unheard:?}");
        Err(self.broken("one down of each monitor", &what))
    }

    async fn check(&mut self, name: &str, check: &dyn Check<T>, tree: &T) -> Result<(), Broken> {
        let verdict = limited(name, check.check(tree)).await?;
        verdict.map_err(|what| self.broken(name, &what))
    }

    /// Watches who is new.
    fn meet(&mut self) {
        for (pid, kind) in self.witness.watch(&self.processes.all()) {
            self.names.of(pid, kind);
        }
    }

    /// Watches who is new, and notes who has ended.
    fn look(&mut self) -> Result<(), Broken> {
        self.meet();
        let mut outcome = Ok(());
        for (pid, reason, wrong) in self.witness.seen() {
            self.note(&format!("  {pid} ended: {reason}"));
            if let Some(wrong) = wrong.filter(|_| outcome.is_ok()) {
                outcome = Err(self.broken("a down is the end", &format!("{pid}: {wrong}")));
            }
        }
        outcome
    }

    fn note(&mut self, text: &str) {
        let (text, at) = (self.names.scrub(text), clock::now() - self.began);
        self.trace.note(at, &text);
    }

    fn broken(&mut self, name: &str, what: &str) -> Broken {
        Broken { name: name.to_owned(), what: self.names.scrub(what) }
    }
}

/// Waits for something that has to come to an end, and must not panic.
async fn limited<R>(name: &str, doing: impl Future<Output = R>) -> Result<R, Broken> {
    let broken = |what: String| Broken { name: name.to_owned(), what };
    match clock::within(LIMIT, guard::caught(doing)).await {
        Some(outcome) => outcome.map_err(|panic| broken(panic.to_string())),
        None => Err(broken(format!("it has not come to an end in {LIMIT:?}"))),
    }
}
