//! Storms: a whole tree on one thread and a virtual clock, with everything that can happen to it
//! drawn from a seed.

mod dice;
mod run;
mod shrink;
mod step;
mod trace;
mod witness;

use std::fmt::{self, Debug};
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

pub use self::dice::Dice;
pub use self::step::Step;
pub use self::trace::{StormFailure, Trace};
use crate::process::StartError;
use crate::supervisor::{Supervisor, SupervisorRef};

/// How many steps a run has unless told otherwise.
const STEPS: usize = 100;

type Doing<'a, R> = Pin<Box<dyn Future<Output = R> + 'a>>;

/// Starts a tree.
trait Begin<T>: Sync {
    fn begin(&self) -> Doing<'_, Result<T, StartError>>;
}

impl<T, F: AsyncFn() -> Result<T, StartError> + Sync> Begin<T> for F {
    fn begin(&self) -> Doing<'_, Result<T, StartError>> {
        Box::pin(self())
    }
}

/// Does something with a tree, and says what came of it.
trait Act<T>: Sync {
    fn act<'a>(&'a self, tree: &'a T, dice: &'a mut Dice) -> Doing<'a, String>;
}

struct Action<F, R>(F, PhantomData<fn() -> R>);

impl<T, R: Debug, F: AsyncFn(&T, &mut Dice) -> R + Sync> Act<T> for Action<F, R> {
    fn act<'a>(&'a self, tree: &'a T, dice: &'a mut Dice) -> Doing<'a, String> {
        Box::pin(async move { format!("{:?}", (self.0)(tree, dice).await) })
    }
}

/// Looks whether something holds.
trait Check<T>: Sync {
    fn check<'a>(&'a self, tree: &'a T) -> Doing<'a, Result<(), String>>;
}

struct Checked<F, R>(F, PhantomData<fn() -> R>);

impl<T, R: Verdict, F: AsyncFn(&T) -> R + Sync> Check<T> for Checked<F, R> {
    fn check<'a>(&'a self, tree: &'a T) -> Doing<'a, Result<(), String>> {
        Box::pin(async move { (self.0)(tree).await.verdict() })
    }
}

/// What an invariant may return: nothing, when it asserts; a `bool`; or a `Result` with what is wrong.
#[diagnostic::on_unimplemented(
    message = "an invariant cannot return `{Self}`",
    note = "return nothing, a `bool`, or a `Result` of nothing"
)]
pub trait Verdict {
    /// What is wrong, if anything is.
    ///
    /// # Errors
    ///
    /// With what is wrong.
    fn verdict(self) -> Result<(), String>;
}

impl Verdict for () {
    fn verdict(self) -> Result<(), String> {
        Ok(())
    }
}

impl Verdict for bool {
    fn verdict(self) -> Result<(), String> {
        if self { Ok(()) } else { Err("it is false".to_owned()) }
    }
}

impl<E: fmt::Display> Verdict for Result<(), E> {
    fn verdict(self) -> Result<(), String> {
        self.map_err(|error| error.to_string())
    }
}

/// A storm over a tree: random actions, kills, exit signals and waits, all drawn from a seed, on one
/// thread and a virtual clock.
///
/// A run starts the tree, goes through its steps, and stops the tree. In each step one thing happens:
/// one of your [actions](Self::action), or, unless it is [`calm`](Self::calm), a process of the tree is
/// killed or gets an exit signal, or time passes. A tree that ends on the way, because its restarts
/// are used up, is started anew. After each step all [invariants](Self::invariant) are looked at, and
/// these, which hold for every tree:
///
/// - the monitor of a process yields exactly one [`Down`](crate::Down), and by then the process is not
///   listed any more and its name is free;
/// - no action, start or stop takes more than an hour on the virtual clock, or panics;
/// - when the tree has stopped, no process is left over.
///
/// Equal seeds give equal [traces](Trace), byte for byte. A run that fails is made as short as it can
/// be, and its trace is in the panic.
///
/// # What must not be random
///
/// The order of a `HashMap`, `tokio::select!` without `biased`, other threads and real clocks are not
/// drawn from the seed: code under test that depends on them gives other traces.
///
/// # Examples
///
/// ```
/// use switchboard::prelude::*;
/// use switchboard::testing::Storm;
///
/// #[derive(GenServer, Default)]
/// struct Account { balance: u64 }
///
/// #[gen_server]
/// impl Account {
///     #[call]
///     fn balance(&self) -> u64 { self.balance }
///
///     #[call]
///     fn withdraw(&mut self, amount: u64) -> Option<u64> {
///         self.balance = self.balance.checked_sub(amount)?;
///         Some(self.balance)
///     }
///
///     #[cast]
///     fn deposit(&mut self, amount: u64) { self.balance += amount; }
/// }
///
/// #[derive(Supervisor)]
/// struct Bank {
///     #[child(start = Account::child())]
///     account: Child<Account>,
/// }
///
/// Storm::new(Bank::start_link)
///     .action("deposit", async |bank: &Bank, dice| bank.account.deposit(dice.below(100)))
///     .action("withdraw", async |bank: &Bank, dice| bank.account.withdraw(dice.below(100)).await)
///     .invariant("never rich", async |bank: &Bank| {
///         bank.account.balance().await.map_or(true, |balance| balance < 100_000)
///     })
///     .steps(50)
///     .run_seeds(0..10);
/// ```
#[must_use = "nothing blows until it is run"]
pub struct Storm<T> {
    start: Box<dyn Begin<T> + Send>,
    root: fn(&T) -> SupervisorRef,
    actions: Vec<(&'static str, Box<dyn Act<T> + Send>)>,
    invariants: Vec<(&'static str, Box<dyn Check<T> + Send>)>,
    finally: Vec<(&'static str, Box<dyn Check<T> + Send>)>,
    steps: usize,
    calm: bool,
}

impl<T: Supervisor + 'static> Storm<T> {
    /// A storm over the tree that `start` starts.
    pub fn new(start: impl AsyncFn() -> Result<T, StartError> + Send + Sync + 'static) -> Self {
        Self::rooted(start, T::supervisor)
    }
}

impl<T: 'static> Storm<T> {
    /// A storm over something with a tree in it, whose supervisor `root` gives: so that actions and
    /// invariants see more than the tree, as a record of what was done.
    pub fn rooted(
        start: impl AsyncFn() -> Result<T, StartError> + Send + Sync + 'static,
        root: fn(&T) -> SupervisorRef,
    ) -> Self {
        Self {
            start: Box::new(start),
            root,
            actions: Vec::new(),
            invariants: Vec::new(),
            finally: Vec::new(),
            steps: STEPS,
            calm: false,
        }
    }

    /// How many steps a run has; 100 unless said.
    pub fn steps(mut self, steps: usize) -> Self {
        self.steps = steps;
        self
    }

    /// Nothing happens but actions, and that time passes.
    pub fn calm(mut self) -> Self {
        self.calm = true;
        self
    }

    /// Something that can be done with the tree. What it returns is in the trace.
    pub fn action<R: Debug + 'static>(
        mut self,
        name: &'static str,
        action: impl AsyncFn(&T, &mut Dice) -> R + Send + Sync + 'static,
    ) -> Self {
        self.actions.push((name, Box::new(Action(action, PhantomData))));
        self
    }

    /// Something that holds after each step, whatever is on its way: messages may wait, and children
    /// may be about to be restarted.
    pub fn invariant<R: Verdict + 'static>(
        mut self,
        name: &'static str,
        holds: impl AsyncFn(&T) -> R + Send + Sync + 'static,
    ) -> Self {
        self.invariants.push((name, Box::new(Checked(holds, PhantomData))));
        self
    }

    /// Something that holds when the tree has stopped and nothing of it runs any more.
    pub fn finally<R: Verdict + 'static>(
        mut self,
        name: &'static str,
        holds: impl AsyncFn(&T) -> R + Send + Sync + 'static,
    ) -> Self {
        self.finally.push((name, Box::new(Checked(holds, PhantomData))));
        self
    }

    /// Runs one seed.
    ///
    /// # Panics
    ///
    /// With a [`StormFailure`] when something does not hold.
    #[track_caller]
    pub fn run(&self, seed: u64) -> Trace {
        self.try_run(seed).unwrap_or_else(|failure| panic!("{failure}"))
    }

    /// Runs many seeds, one after the other.
    ///
    /// # Panics
    ///
    /// With a [`StormFailure`] at the first seed for which something does not hold.
    #[track_caller]
    pub fn run_seeds(&self, seeds: impl IntoIterator<Item = u64>) {
        for seed in seeds {
            self.run(seed);
        }
    }

    /// As [`run`](Self::run), with the failure as a value.
    ///
    /// # Errors
    ///
    /// [`StormFailure`] when something does not hold.
    pub fn try_run(&self, seed: u64) -> Result<Trace, Box<StormFailure>> {
        let names: Vec<&'static str> = self.actions.iter().map(|(name, _)| *name).collect();
        let drawn = step::draw(seed, self.steps, &names, self.calm);
        let (trace, broken, done) = run::run(self, &drawn);
        let Some(broken) = broken else {
            return Ok(trace);
        };
        let fails = |steps: &[Step]| {
            let (_, other, _) = run::run(self, steps);
            other.is_some_and(|other| other.name == broken.name)
        };
        // What comes after the failure has nothing to do with it.
        let steps = shrink::shrink(drawn[..done].to_vec(), fails);
        let (trace, again, _) = run::run(self, &steps);
        let broken = again.unwrap_or(broken);
        Err(Box::new(StormFailure { seed, broken, steps, drawn: drawn.len(), trace }))
    }

    /// Runs these steps again, as [`StormFailure::steps`] gives them.
    ///
    /// # Errors
    ///
    /// With the name of what does not hold, and what is wrong with it.
    pub fn replay(&self, steps: &[Step]) -> Result<Trace, String> {
        match run::run(self, steps) {
            (trace, None, _) => Ok(trace),
            (_, Some(broken), _) => Err(format!("{}: {}", broken.name, broken.what)),
        }
    }
}

impl<T> Debug for Storm<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = |all: &[(&'static str, _)]| all.iter().map(|(name, _)| *name).collect();
        let actions: Vec<&str> = names(&self.actions);
        f.debug_struct("Storm").field("actions", &actions).finish_non_exhaustive()
    }
}
