//! A bank account: everything that a server can be told by an attribute.
//!
//! Run it with `cargo run --example bank`.

use std::error::Error;

use switchboard::MonitorRef;
use switchboard::prelude::*;

/// So many cents are missing.
#[derive(Debug)]
struct Overdrawn(i64);

// ANCHOR: state
#[derive(GenServer)]
#[server(mailbox = 1024, timeout = "2s", shutdown = "5s")]
struct Account {
    owner: String,
    balance: i64,
    /// What is left of a standing order.
    payments: u32,
    waiting: Vec<(i64, ReplyTo<i64>)>,
    partner: Option<MonitorRef>,
}
// ANCHOR_END: state

#[gen_server]
impl Account {
    // ANCHOR: init
    #[init]
    fn open(owner: String, payments: u32) -> Result<Self, &'static str> {
        let account = Self { owner, balance: 0, payments, waiting: Vec::new(), partner: None };
        if account.owner.is_empty() { Err("an account needs an owner") } else { Ok(account) }
    }
    // ANCHOR_END: init

    // ANCHOR: calls
    /// Takes money out; gives the new balance.
    #[call(timeout = "500ms")]
    fn withdraw(&mut self, amount: i64) -> Result<i64, Overdrawn> {
        if amount > self.balance {
            return Err(Overdrawn(amount - self.balance));
        }
        self.balance -= amount;
        Ok(self.balance)
    }

    /// Moves money to another account, which is another process; gives what that one has then.
    #[call]
    async fn transfer(&mut self, amount: i64, to: AccountRef) -> Result<i64, CallError> {
        self.balance -= amount;
        to.receive(amount).await
    }

    /// Takes money in; gives the new balance.
    #[call]
    fn receive(&mut self, amount: i64) -> i64 {
        self.deposit(amount);
        self.balance
    }
    // ANCHOR_END: calls

    // ANCHOR: later
    /// Answers when there are at least so many cents.
    #[call]
    fn when_at_least(&mut self, cents: i64, reply: ReplyTo<i64>) {
        self.waiting.push((cents, reply));
        self.deposit(0);
    }

    #[cast]
    fn deposit(&mut self, amount: i64) {
        self.balance += amount;
        let balance = self.balance;
        for (_, reply) in self.waiting.extract_if(.., |(cents, _)| *cents <= balance) {
            reply.send(balance);
        }
    }
    // ANCHOR_END: later

    // ANCHOR: time
    /// The standing order.
    #[every("5ms")]
    fn pay_in(&mut self) {
        let due = self.payments.min(1);
        self.payments -= due;
        self.deposit(10 * i64::from(due));
    }
    // ANCHOR_END: time

    // ANCHOR: info
    /// Closes when that process ends.
    #[call]
    fn close_with(&mut self, partner: Pid, cx: &mut Context<Self>) {
        self.partner = Some(cx.monitor(partner));
    }

    #[info]
    fn partner_down(&mut self, down: Down, cx: &mut Context<Self>) {
        if self.partner == Some(down.monitor) {
            cx.stop(ExitReason::shutdown_with(down.reason));
        }
    }

    #[terminate]
    fn close(&mut self, reason: &ExitReason) {
        println!("{} closes at {}: {reason}", self.owner, self.balance);
    }
    // ANCHOR_END: info
}

#[switchboard::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // ANCHOR: use
    let ann = Account::start("ann".to_owned(), 3).await?;
    let bob = Account::start("bob".to_owned(), 0).await?;
    println!("ann has saved {}", ann.when_at_least(30).await?);

    ann.deposit(70)?;
    println!("bob has {}", ann.transfer(25, bob.clone()).await??);
    if let Err(Overdrawn(missing)) = ann.withdraw(500).await? {
        println!("no: {missing} cents are missing");
    }
    // ANCHOR_END: use

    // ANCHOR: failures
    let nobody = Account::start(String::new(), 0).await;
    println!("no: {}", nobody.err().ok_or("it has started")?);
    // ANCHOR_END: failures

    let partner = bob.server().pid().ok_or("bob is gone")?;
    ann.close_with(partner).await?;
    bob.server().stop().await?;
    ann.server().ended().await;
    Ok(())
}
