//! Nothing that is generated triggers a lint, and nothing is allowed.

#![forbid(
    warnings,
    missing_docs,
    missing_debug_implementations,
    unreachable_pub,
    unused,
    dead_code,
    unsafe_code,
    elided_lifetimes_in_paths,
    single_use_lifetimes,
    unused_qualifications,
    unused_lifetimes,
    non_camel_case_types,
    variant_size_differences,
    clippy::all,
    clippy::pedantic
)]

use switchboard::prelude::*;


/// A bank account.
#[derive(Debug, GenServer)]
#[server(mailbox = 1024, shutdown = "5s")]
pub struct Account {
    owner: String,
    balance: i64,
}

/// There is not enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdrawn;

#[gen_server]
impl Account {
    /// Opens an account.
    #[init]
    pub fn open(owner: String) -> Self {
        Self { owner, balance: 0 }
    }

    /// The owner.
    #[call]
    pub fn owner(&self) -> String {
        self.owner.clone()
    }

    /// Takes some out.
    #[call(timeout = "2s")]
    pub fn withdraw(&mut self, amount: i64) -> Result<i64, Overdrawn> {
        if amount > self.balance {
            return Err(Overdrawn);
        }
        self.balance -= amount;
        Ok(self.balance)
    }

    /// Puts some in.
    #[cast]
    pub fn deposit(&mut self, amount: i64) {
        self.balance += amount;
    }

    /// Many things.
    #[call]
    pub async fn many(&mut self, a: u8, b: u8, c: u8) -> [u8; 3] {
        [a, b, c]
    }

    /// Answers later.
    #[call]
    pub fn later(&mut self, reply: ReplyTo<i64>) {
        reply.send(self.balance);
    }

    /// Somebody is down.
    #[info]
    pub fn partner_down(&mut self, down: Down, cx: &mut Context<Self>) {
        drop(down);
        cx.stop(ExitReason::Shutdown);
    }

    /// Now and then.
    #[every("30s")]
    pub fn accrue(&mut self) {
        self.balance += 1;
    }

    /// Afterwards.
    #[continue_with]
    pub fn afterwards(&mut self, step: u8) {
        self.balance += i64::from(step);
    }

    /// Goodbye.
    #[terminate]
    pub async fn close(&mut self, reason: &ExitReason) {
        let _shown = reason.to_string();
    }
}

fn main() {}
