//! A cache in front of a slow service: what is fresh is in a table, and what is missing is asked for
//! once, by a server that paces itself.
//!
//! ```text
//! cargo run --example cache
//! ```

use std::time::Duration;

use switchboard::Cache;
use switchboard::prelude::*;

// ANCHOR: cache
/// What everybody looks into: ten seconds old at most, and a thousand towns at most.
type Fresh = Table<String, u32, Cache>;

fn fresh() -> Result<Fresh, TableError> {
    Table::cache().ttl(Duration::from_secs(10)).capacity(1_000).create()
}
// ANCHOR_END: cache

/// The only one who talks to the service, which allows three questions a second.
#[derive(GenServer)]
struct Upstream {
    fresh: Fresh,
    allowed: u32,
    asked: u32,
    waiting: Vec<(String, ReplyTo<u32>)>,
}

#[gen_server]
impl Upstream {
    #[init]
    fn new(fresh: Fresh) -> Self {
        Self { fresh, allowed: 3, asked: 0, waiting: Vec::new() }
    }

    /// Answers when the service has been asked, now or in the next second.
    #[call]
    fn ask(&mut self, town: String, reply: ReplyTo<u32>) {
        self.waiting.push((town, reply));
        self.work();
    }

    /// How often the service was asked.
    #[call]
    fn asked(&self) -> u32 {
        self.asked
    }

    #[every("1s")]
    fn refill(&mut self) {
        self.allowed = 3;
        self.work();
    }

    fn work(&mut self) {
        for (town, reply) in std::mem::take(&mut self.waiting) {
            // Somebody else may have asked for the same town meanwhile.
            let known = self.fresh.lookup(&town).ok().flatten();
            if let Some(degrees) = known.or_else(|| self.service(&town)) {
                reply.send(degrees);
            } else {
                self.waiting.push((town, reply));
            }
        }
    }

    /// The service, if it may be asked now.
    fn service(&mut self, town: &str) -> Option<u32> {
        self.allowed = self.allowed.checked_sub(1)?;
        self.asked += 1;
        let degrees = u32::try_from(town.len()).unwrap_or(0) + 10;
        // A table that is gone caches nothing, and the answer is as good.
        let _cached = self.fresh.insert(town.to_owned(), degrees);
        Some(degrees)
    }
}

// ANCHOR: through
/// The temperature: from the table, without asking anybody, or from the service.
async fn degrees(fresh: &Fresh, upstream: &UpstreamRef, town: &str) -> Result<u32, CallError> {
    match fresh.lookup(town) {
        Ok(Some(degrees)) => Ok(degrees),
        _ => upstream.ask(town.to_owned()).await,
    }
}
// ANCHOR_END: through

#[switchboard::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let fresh = fresh()?;
    let upstream = Upstream::start(fresh.clone()).await?;
    for _ in 0..1_000 {
        for town in ["Bern", "Oslo", "Reykjavik", "Rome", "Bern"] {
            degrees(&fresh, &upstream, town).await?;
        }
    }
    println!("Reykjavik: {} degrees", degrees(&fresh, &upstream, "Reykjavik").await?);
    println!("5001 questions, {} of them to the service", upstream.asked().await?);
    Ok(())
}
