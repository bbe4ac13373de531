//! A bank that is tested in `tests/bank.rs`: `cargo test -p switchboard-example-testing`.

use switchboard::prelude::*;

/// An account.
#[derive(GenServer, Default)]
pub struct Account {
    balance: u64,
    waiting: Vec<(u64, ReplyTo<u64>)>,
}

#[gen_server]
impl Account {
    /// What is in it.
    #[call]
    pub fn balance(&self) -> u64 {
        self.balance
    }

    /// Puts something in.
    #[cast]
    pub fn deposit(&mut self, amount: u64) {
        self.balance += amount;
        let balance = self.balance;
        for (_, reply) in self.waiting.extract_if(.., |(least, _)| *least <= balance) {
            reply.send(balance);
        }
    }

    /// Takes something out, if it is there; gives what is left.
    #[call]
    pub fn withdraw(&mut self, amount: u64) -> Option<u64> {
        self.balance = self.balance.checked_sub(amount)?;
        Some(self.balance)
    }

    /// Answers when there is so much in it.
    #[call(timeout = infinity)]
    pub fn notify_when(&mut self, at_least: u64, reply: ReplyTo<u64>) {
        self.waiting.push((at_least, reply));
    }
}

/// The bank.
#[derive(Supervisor)]
pub struct Bank {
    /// The account of the bank itself.
    #[child(start = Account::child(), id = "vault")]
    pub vault: Child<Account>,
    /// Another one.
    #[child(start = Account::child(), id = "till")]
    pub till: Child<Account>,
}
