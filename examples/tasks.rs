//! Tasks: several at once, a limit in time, a failure that stays inside, and a supervisor for them.
//!
//! Run it with `cargo run --example tasks`.

use std::error::Error;
use std::future::pending;
use std::time::Duration;

use switchboard::prelude::*;

// ANCHOR: together
/// Finds out both at once; takes as long as the slower.
async fn total(cents: u32, grams: u32) -> Result<u32, TaskError> {
    let tax = Task::spawn(async move { cents / 5 });
    let shipping = Task::spawn(async move { if grams < 1000 { 490 } else { 890 } });
    Ok(cents + tax.await? + shipping.await?)
}
// ANCHOR_END: together

// ANCHOR: limit
/// A price of last resort, when the real one is too slow.
async fn price() -> Result<u32, TaskError> {
    let slow = Task::spawn(pending::<u32>());
    match slow.within(Duration::from_millis(20)).await {
        Err(TaskError::Timeout) => Ok(100),
        in_time => in_time,
    }
}
// ANCHOR_END: limit

// ANCHOR: server
/// Runs checks; one that fails is a failed check, and no failure of the desk.
#[derive(GenServer)]
struct Desk {
    checks: TaskSupervisor,
}

#[gen_server]
impl Desk {
    #[init]
    fn open(checks: TaskSupervisor) -> Self {
        Self { checks }
    }

    #[call]
    async fn check(&self, age: u32) -> Result<String, StartError> {
        let check = self.checks.spawn_nolink(async move {
            assert!(age < 120, "nobody is {age} years old");
            age >= 18
        });
        Ok(match check.await?.await {
            Ok(adult) => format!("adult: {adult}"),
            Err(error) => error.to_string(),
        })
    }
}
// ANCHOR_END: server

#[switchboard::main]
async fn main() -> Result<(), Box<dyn Error>> {
    println!("total: {}", total(1000, 400).await?);
    println!("price: {}", price().await?);

    let checks = TaskSupervisor::spec().max_children(8).start().await?;
    let desk = Desk::start(checks.clone()).await?;
    for age in [17, 18, 200] {
        println!("{}", desk.check(age).await??);
    }

    // ANCHOR: background
    let (done, wait) = tokio::sync::oneshot::channel();
    checks
        .start_child(async move {
            // This goes on when whoever asked has long gone.
            let _nobody_waits = done.send("receipt sent");
        })
        .await?;
    println!("{}", wait.await?);
    checks.supervisor().stop().await?;
    // ANCHOR_END: background
    Ok(())
}
