//! The storm itself: equal seeds, equal traces; what is wrong is found, and made short.
#![cfg(feature = "test-util")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::process::{self, Inbox};
use switchboard::testing::{Storm, fault};

const SECOND: Duration = Duration::from_secs(1);

/// Lets time pass on the paused clock.
async fn pass(time: Duration) {
    let nothing = std::future::pending::<()>();
    assert!(tokio::time::timeout(time, nothing).await.is_err());
}

#[derive(GenServer, Default)]
struct Account {
    balance: u64,
}

#[gen_server]
impl Account {
    #[call]
    fn balance(&self) -> u64 {
        self.balance
    }

    #[cast]
    fn deposit(&mut self, amount: u64) {
        self.balance += amount;
    }

    /// Loses money when it is asked for too much.
    #[call]
    fn withdraw(&mut self, amount: u64) -> u64 {
        if amount > self.balance + 90 {
            self.balance += 2_000_000;
        }
        self.balance = self.balance.saturating_sub(amount);
        self.balance
    }

    #[every("1s")]
    async fn interest(&mut self) {
        pass(SECOND / 10).await;
        self.balance += 1;
    }
}

#[derive(Supervisor)]
#[supervisor(strategy = one_for_all)]
struct Bank {
    #[child(start = Account::child(), id = "one")]
    one: Child<Account>,
    #[child(start = Account::child(), id = "other")]
    other: Child<Account>,
}

fn bank() -> Storm<Bank> {
    Storm::new(Bank::start_link)
        .action("deposit", async |bank: &Bank, dice| bank.one.deposit(dice.below(100)))
        .action("balance", async |bank: &Bank, _| bank.other.balance().await)
}

fn with_withdrawals() -> Storm<Bank> {
    bank()
        .action("withdraw", async |bank: &Bank, dice| bank.one.withdraw(dice.below(100)).await)
        .invariant("never rich", async |bank: &Bank| {
            bank.one.balance().await.map_or(true, |balance| balance < 1_000_000)
        })
}

#[test]
fn equal_seeds_give_equal_traces() {
    let storm = bank();
    for seed in 0..30 {
        assert_eq!(storm.run(seed).to_string(), storm.run(seed).to_string());
    }
    assert_ne!(storm.run(0), storm.run(1));
}

#[test]
fn traces_tell_what_happened() {
    let trace = bank().steps(200).run(4).to_string();
    for what in ["started", "deposit: Ok(())", "kill: Account.", "ended: killed", "stopped"] {
        assert!(trace.contains(what), "{what}: {trace}");
    }
    assert!(!trace.contains("Pid"), "{trace}");
}

#[test]
fn what_does_not_hold_is_found_and_made_short() {
    let storm = with_withdrawals();
    let failure = (0..100).find_map(|seed| storm.try_run(seed).err()).expect("one of them fails");
    assert_eq!(failure.name(), "never rich");
    // One withdrawal is enough.
    assert_eq!(failure.steps().len(), 1, "{failure}");
    assert!(failure.to_string().contains("1 of 100 steps"), "{failure}");
    let again = storm.try_run(failure.seed()).expect_err("it fails again");
    assert_eq!(failure.to_string(), again.to_string());
    let replayed = storm.replay(failure.steps()).expect_err("its steps fail");
    assert_eq!(replayed, "never rich: it is false");
}

#[test]
#[should_panic(expected = "`never rich` does not hold")]
fn a_run_that_fails_panics() {
    with_withdrawals().run_seeds(0..100);
}

/// A bank, and what was put in.
type World = (Bank, AtomicUsize);

#[test]
fn a_planted_fault_is_found_by_what_it_does() {
    // The third deposit is lost, and nobody hears of it.
    let start = async || {
        let bank = Bank::start_link().await?;
        let lost = fault(bank.one.server()).on("deposit").nth(3).lose().await;
        lost.map_err(|error| StartError::Failed(ExitReason::error(error)))?;
        Ok((bank, AtomicUsize::new(0)))
    };
    let storm = Storm::<World>::rooted(start, |world| world.0.supervisor())
        .calm()
        .action("deposit", async |(bank, sum): &World, _| {
            sum.fetch_add(100, Ordering::Relaxed);
            bank.one.deposit(100)
        })
        .action("balance", async |(bank, _): &World, _| bank.one.balance().await)
        .invariant("nothing is lost", async |(bank, sum): &World| {
            let balance = bank.one.balance().await.expect("it runs");
            balance >= sum.load(Ordering::Relaxed) as u64
        });
    let failure = storm.try_run(0).expect_err("the fault is found");
    assert_eq!(failure.name(), "nothing is lost");
    let names: Vec<String> = failure.steps().iter().map(ToString::to_string).collect();
    assert!(names.len() == 3 && names.iter().all(|name| name.starts_with("deposit ")), "{names:?}");
    let again = storm.try_run(0).expect_err("the fault is found again");
    assert_eq!(failure.trace().to_string(), again.trace().to_string());
}

#[test]
fn an_action_that_panics_fails() {
    let storm = bank().action("ask", async |_: &Bank, dice| assert!(dice.below(10) > 0));
    let failure = (0..50).find_map(|seed| storm.try_run(seed).err()).expect("one of them fails");
    assert_eq!((failure.name(), failure.steps().len()), ("ask", 1));
    assert!(failure.to_string().contains("assertion failed: dice.below(10) > 0"), "{failure}");
}

#[test]
fn an_action_that_never_ends_fails() {
    let storm =
        bank().calm().action("hang", async |_: &Bank, _| std::future::pending::<()>().await);
    let failure = storm.try_run(0).expect_err("it hangs");
    assert_eq!((failure.name(), failure.steps().len()), ("hang", 1));
}

#[test]
fn a_process_that_is_left_over_fails() {
    async fn idle(mut inbox: Inbox<()>) {
        inbox.message().await;
    }
    let storm = bank().action("spawn", async |_: &Bank, _| drop(process::spawn(idle)));
    let failure = storm.try_run(0).expect_err("it stays");
    assert_eq!((failure.name(), failure.steps().len()), ("nothing is left over", 1));
}

#[test]
fn a_tree_that_ends_is_started_anew() {
    let starts = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&starts);
    let start = async move || {
        counted.fetch_add(1, Ordering::Relaxed);
        Bank::start_link().await
    };
    let trace = Storm::new(start).steps(200).run(0);
    let started = trace.lines().iter().filter(|line| line.ends_with(" started")).count();
    assert_eq!(started, starts.load(Ordering::Relaxed));
    assert!(started > 1, "{trace}");
}

#[test]
fn what_holds_in_the_end_is_looked_at_in_the_end() {
    let log = Arc::new(Mutex::new(Vec::new()));
    let (during, after) = (Arc::clone(&log), Arc::clone(&log));
    let storm = bank()
        .calm()
        .steps(2)
        .invariant("during", async move |bank: &Bank| {
            during.lock().expect("no test panics inside").push(bank.supervisor().is_alive());
        })
        .finally("after", async move |bank: &Bank| {
            after.lock().expect("no test panics inside").push(bank.supervisor().is_alive());
        });
    storm.run(0);
    assert_eq!(*log.lock().expect("no test panics inside"), [true, true, false]);
}

#[test]
fn a_tree_that_does_not_start_fails() {
    let storm = Storm::<Bank>::new(async || Err(StartError::Ignored));
    let failure = storm.try_run(0).expect_err("it does not start");
    assert_eq!((failure.name(), failure.steps().len()), ("start", 0));
}
