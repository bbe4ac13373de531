//! How a program of processes is tested.

use std::time::Duration;

use switchboard::prelude::*;
use switchboard::process;
use switchboard::testing::{Probe, Storm, expect_down, fault};
use switchboard_example_testing::{Account, Bank};

const SECOND: Duration = Duration::from_secs(1);

// ANCHOR: method
#[test]
fn nothing_is_taken_that_is_not_there() {
    let mut account = Account::default();
    account.deposit(10);
    assert_eq!(account.withdraw(11), None);
    assert_eq!(account.balance(), 10);
}
// ANCHOR_END: method

// ANCHOR: test
#[switchboard::test]
async fn money_that_is_put_in_is_there() -> Result<(), Box<dyn std::error::Error>> {
    let account = Account::start().await?;
    account.deposit(10)?;
    assert_eq!(account.balance().await?, 10);
    account.server().stop().await?;
    Ok(())
}
// ANCHOR_END: test

// ANCHOR: probe
#[switchboard::test]
async fn who_waits_is_told() {
    let (mut account, mut probe) = (Account::default(), Probe::start());
    account.notify_when(100, probe.reply_to());
    account.deposit(70);
    probe.expect_none(SECOND * 3600).await;
    account.deposit(70);
    probe.expect_eq(140).await;
}
// ANCHOR_END: probe

// ANCHOR: fault
#[switchboard::test]
async fn a_crash_costs_the_vault_and_not_the_till() -> Result<(), Box<dyn std::error::Error>> {
    let bank = Bank::start_link().await?;
    bank.till.deposit(5)?;
    let vault = Child::pid(&bank.vault).ok_or("it runs")?;
    fault(bank.vault.server()).on("deposit").nth(2).crash().await?;

    bank.vault.deposit(1)?;
    bank.vault.deposit(2)?;
    expect_down(vault, SECOND).await;
    bank.supervisor().count_children().await?; // It has dealt with the end.

    assert_ne!(Child::pid(&bank.vault), Some(vault));
    assert_eq!(bank.vault.balance().await?, 0);
    assert_eq!(bank.till.balance().await?, 5);
    bank.supervisor().stop().await?;
    Ok(())
}
// ANCHOR_END: fault

#[switchboard::test]
async fn a_slow_vault_is_given_up() -> Result<(), Box<dyn std::error::Error>> {
    let account = Account::start().await?;
    fault(account.server()).on("balance").delay(SECOND * 60).await?;
    let before = process::now();
    assert!(matches!(account.balance().await, Err(CallError::Timeout { .. })));
    assert_eq!(process::now() - before, SECOND * 5);
    account.server().kill();
    expect_down(account.server(), SECOND).await;
    Ok(())
}

// ANCHOR: storm
#[test]
fn no_account_has_more_than_was_put_in() {
    Storm::new(Bank::start_link)
        .steps(60)
        .action("deposit", async |bank: &Bank, dice| bank.vault.deposit(dice.below(100)))
        .action("withdraw", async |bank: &Bank, dice| bank.vault.withdraw(dice.below(100)).await)
        .action("balance", async |bank: &Bank, _| bank.till.balance().await)
        .invariant("not more than was put in", async |bank: &Bank| {
            // It may be about to be restarted.
            bank.vault.balance().await.map_or(true, |balance| balance <= 60 * 100)
        })
        .run_seeds(0..100);
}
// ANCHOR_END: storm
