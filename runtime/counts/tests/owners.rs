//! What is left of very many owners of tables. Alone in its program, for the counter sees all threads,
//! and the lists all tables.

#[path = "support/heap.rs"]
mod heap;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use heap::held;
use switchboard::prelude::*;
use switchboard::process::{self, Inbox, ProcessRef};
use switchboard::{Cache, OrderedSet, Set, Table, TableError, TableTransfer, tables};
use tokio::runtime::Builder;

/// How many of them there are at once.
const BATCH: usize = 1_000;

type Ages = Table<u32, u32>;

/// What an heir's mailbox takes.
struct Inherited;

impl From<TableTransfer<u32, u32, Set>> for Inherited {
    fn from(_given: TableTransfer<u32, u32, Set>) -> Self {
        Self
    }
}

/// A process that makes a table of one kind or another, counts itself, and ends: by itself, or because
/// it is told to.
fn owner(number: usize, heir: &ProcessRef<Inherited>, made: &Arc<AtomicUsize>) -> ProcessRef<()> {
    let (name, heir, made) = (format!("owners {number}"), heir.clone(), Arc::clone(made));
    let owner = process::spawn(move |mut inbox: Inbox<()>| async move {
        let plain = Ages::new();
        plain.insert(1, 1).expect("it is the owner");
        match number % 4 {
            0 => drop(Ages::set().name(name).create().expect("a free name")),
            1 => drop(Ages::set().heir(&heir, number).create().expect("it has no name")),
            2 => drop(Table::<u32, u32, OrderedSet>::new()),
            _ => {
                let cache: Table<u32, u32, Cache> =
                    Table::cache().ttl(Duration::from_hours(1)).create().expect("no name");
                cache.insert(1, 1).expect("it is public");
            }
        }
        made.fetch_add(1, Ordering::Relaxed);
        if number.is_multiple_of(3) {
            inbox.message().await;
        }
    });
    owner.expect("a runtime")
}

/// That many owners come and go, some with an heir that has gone before.
async fn owners(count: usize) {
    let heir = process::spawn(|_inbox: Inbox<Inherited>| async {}).expect("a runtime");
    heir.ended().await;
    for batch in 0..count / BATCH {
        let of = batch * BATCH..(batch + 1) * BATCH;
        let made = Arc::new(AtomicUsize::new(0));
        let owners: Vec<_> = of.clone().map(|number| owner(number, &heir, &made)).collect();
        while made.load(Ordering::Relaxed) < BATCH {
            tokio::task::yield_now().await;
        }
        for owner in &owners {
            owner.exit(ExitReason::Kill);
        }
        for owner in &owners {
            owner.ended().await;
        }
        // Divisible by the number of kinds, so it had this name.
        let name = format!("owners {}", of.start);
        assert_eq!(Ages::whereis(&name).err(), Some(TableError::NoSuchTable));
    }
    // What counts the time of a cache is a process, which ends a moment after it.
    while process::count() > 0 {
        tokio::task::yield_now().await;
    }
}

/// Nothing is left of 200,000 owners: no table, no name, no process, and no memory.
#[test]
fn nothing_is_left_of_very_many_owners() {
    let runtime = Builder::new_current_thread().enable_time().start_paused(true).build();
    runtime.expect("a runtime").block_on(async {
        owners(10 * BATCH).await;
        let before = held();
        owners(200 * BATCH).await;
        let after = held();
        assert!(tables().is_empty(), "{:?}", tables());
        assert!(after < before + 64 * 1024, "{before} bytes, then {after}");
    });
}
