//! A table that outlives its owner: sessions are in a table with an heir, so they survive a crash of
//! the server that works with them.
//!
//! ```text
//! cargo run --example sessions
//! ```

use std::error::Error;

use switchboard::prelude::*;
use switchboard::{Records, TableTransfer};

// ANCHOR: record
/// Somebody who is logged in.
#[derive(Clone, Debug, Record)]
struct Session {
    #[key]
    token: u64,
    #[index]
    user: String,
    clicks: u32,
}
// ANCHOR_END: record

type Handed = TableTransfer<u64, Session, Records>;

// ANCHOR: keeper
/// Has the table while nobody works with it. It does nothing else, so nothing makes it crash.
#[derive(GenServer, Default)]
#[server(name = "keeper")]
struct Keeper {
    table: Option<SessionTable>,
}

#[gen_server]
impl Keeper {
    /// The table has come back: its owner has ended, and nothing of the table is lost.
    #[info]
    fn inherits(&mut self, handed: Handed) {
        println!("the keeper inherits {} sessions", handed.table.len().unwrap_or(0));
        self.table = Some(handed.table.into());
    }

    /// Hands the table to a server that has started.
    #[call]
    fn lend(&mut self, to: ServerRef<Desk>, cx: &mut Context<Self>) -> Result<(), TableError> {
        let table = self.table.take().unwrap_or_default();
        table.set_heir(cx.self_ref().server(), ())?;
        table.give_away(&to, ())
    }
}
// ANCHOR_END: keeper

/// Works with the sessions, and crashes at the thirteenth click.
#[derive(GenServer)]
struct Desk {
    sessions: Option<SessionTable>,
}

#[gen_server]
impl Desk {
    #[init]
    async fn open(cx: &mut Context<Self>) -> Result<Self, Box<dyn Error + Send + Sync>> {
        let keeper = KeeperRef::from(ServerRef::named("keeper"));
        // The table is in the mailbox before any call.
        keeper.lend(cx.self_ref().server().clone()).await??;
        Ok(Self { sessions: None })
    }

    #[info]
    fn receives(&mut self, handed: Handed) {
        self.sessions = Some(handed.table.into());
    }

    #[call]
    fn log_in(&mut self, token: u64, user: String) -> Result<(), TableError> {
        let session = Session { token, user, clicks: 0 };
        self.table()?.insert(session).map(drop)
    }

    #[call]
    fn click(&mut self, token: u64) -> Result<u32, TableError> {
        let clicks = self.table()?.update_counter_at(&token, |session| &mut session.clicks, 1)?;
        assert!(clicks != 13, "the thirteenth click");
        Ok(clicks)
    }

    #[call]
    fn sessions_of(&self, user: String) -> Result<usize, TableError> {
        self.table()?.lookup_by_user(&user).map(|found| found.len())
    }

    fn table(&self) -> Result<&SessionTable, TableError> {
        self.sessions.as_ref().ok_or(TableError::NoSuchTable)
    }
}

#[derive(Supervisor)]
struct Site {
    #[child(start = Keeper::child())]
    keeper: Child<Keeper>,
    #[child(start = Desk::child())]
    desk: Child<Desk>,
}

#[switchboard::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let site = Site::start().await?;
    site.desk.log_in(7, "joe".to_owned()).await??;
    while let Ok(clicks) = site.desk.click(7).await {
        println!("click {}", clicks?);
    }
    while site.desk.sessions_of("joe".to_owned()).await.is_err() {
        tokio::task::yield_now().await;
    }
    println!("joe still has {} session", site.desk.sessions_of("joe".to_owned()).await??);
    println!("and goes on with click {}", site.desk.click(7).await??);
    Ok(())
}
