//! A table in a file: what was synced is there after the program, however it ended.
//!
//! ```text
//! cargo run --example ledger -- target/ledger
//! ```

use switchboard::prelude::*;
use switchboard::{DiskError, DiskTable};

// ANCHOR: disk
/// Keeps balances in a file. It is an opener of the table, so the file is closed when it ends.
#[derive(GenServer)]
struct Ledger {
    balances: DiskTable<String, i64>,
}

#[gen_server]
impl Ledger {
    #[init]
    fn open(path: String) -> Result<Self, DiskError> {
        Ok(Self { balances: DiskTable::at(path).open()? })
    }

    /// Books an amount, and answers when it is on the disk.
    #[call]
    async fn book(&mut self, who: String, amount: i64) -> Result<i64, DiskError> {
        let balance = self.balances.update_counter_or(who, amount, 0)?;
        self.balances.sync().await?;
        Ok(balance)
    }

    #[call]
    fn total(&self) -> Result<i64, DiskError> {
        self.balances.fold(0, |sum, _, balance| sum + balance)
    }
}
// ANCHOR_END: disk

#[switchboard::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).unwrap_or_else(|| "ledger.table".to_owned());
    let ledger = Ledger::start(path).await?;
    println!("joe has {}", ledger.book("joe".to_owned(), 10).await??);
    println!("ann has {}", ledger.book("ann".to_owned(), 5).await??);
    println!("together {}", ledger.total().await??);
    ledger.server().stop().await?;
    Ok(())
}
