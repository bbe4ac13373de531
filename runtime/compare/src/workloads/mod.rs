//! The work that each library is given.

mod calls;
mod casts;
pub mod idle;
mod payload;
mod processes;
mod ring;

use std::time::{Duration, Instant};

use crate::libs::{Boxed, Flavour, Inline, Library};

/// About how long a turn may last.
pub const LONGEST: Duration = Duration::from_secs(2);

/// A kind of work that is timed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workload {
    /// One caller, and a handler that never waits.
    Call,
    /// One caller, and an `async` handler with nothing to wait for.
    CallAsync,
    /// 64 callers of one server.
    Call64,
    /// One sender.
    Cast,
    /// Eight senders to one server.
    Cast8,
    /// One message round 1,000 processes.
    Ring,
    /// One sender to 100 servers in turn.
    RoundRobin,
    /// A start, a call, a stop.
    Spawn,
    /// From a crash to the first answer of the replacement.
    Restart,
    /// A call with a body of one KiB in the message.
    CallInline,
    /// A call with a pointer to a body of one KiB.
    CallBoxed,
    /// A cast with a body of one KiB in the message.
    CastInline,
    /// A cast with a pointer to a body of one KiB.
    CastBoxed,
}

impl Workload {
    /// All of them, in the order of the table.
    pub const ALL: [Self; 13] = [
        Self::Call,
        Self::CallAsync,
        Self::Call64,
        Self::Cast,
        Self::Cast8,
        Self::Ring,
        Self::RoundRobin,
        Self::Spawn,
        Self::Restart,
        Self::CallInline,
        Self::CallBoxed,
        Self::CastInline,
        Self::CastBoxed,
    ];

    /// Its name on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Call => "call",
            Self::CallAsync => "call-async",
            Self::Call64 => "call-64",
            Self::Cast => "cast",
            Self::Cast8 => "cast-8",
            Self::Ring => "ring",
            Self::RoundRobin => "rr",
            Self::Spawn => "spawn",
            Self::Restart => "restart",
            Self::CallInline => "call-inline",
            Self::CallBoxed => "call-boxed",
            Self::CastInline => "cast-inline",
            Self::CastBoxed => "cast-boxed",
        }
    }

    /// How many operations a round has: enough that starting the tasks does not count.
    #[must_use]
    pub const fn operations(self) -> u64 {
        match self {
            Self::Spawn => 100_000,
            // More would measure how a supervisor counts its restarts.
            Self::Restart => 1_000,
            _ => 300_000,
        }
    }

    /// Does up to `count` operations on a scheduler of its own, after a few to warm up, and gives the
    /// nanoseconds that one took. There are fewer when they would last longer than [`LONGEST`].
    #[must_use]
    pub fn measure<L: Library>(self, flavour: Flavour, count: u64) -> f64 {
        L::run(flavour, async move {
            let few = (count / 30).max(1);
            let warm_up = self.work::<L>(few).await.as_nanos().max(1);
            let affordable = LONGEST.as_nanos() * u128::from(few) / warm_up;
            let count = u64::try_from(affordable).map_or(count, |most| count.min(most)).max(few);
            self.work::<L>(count).await.as_secs_f64() * 1e9 / count as f64
        })
    }

    /// Does `count` operations on one thread.
    pub fn run<L: Library>(self, count: u64) {
        L::run(Flavour::CurrentThread, async move {
            self.work::<L>(count).await;
        });
    }

    async fn work<L: Library>(self, count: u64) -> Duration {
        match self {
            Self::Call => calls::sync::<L>(1, count).await,
            Self::CallAsync => calls::asynchronous::<L>(count).await,
            Self::Call64 => calls::sync::<L>(64, count).await,
            Self::Cast => casts::to_one::<L>(1, count).await,
            Self::Cast8 => casts::to_one::<L>(8, count).await,
            Self::Ring => ring::around::<L>(count).await,
            Self::RoundRobin => casts::round_robin::<L>(count).await,
            Self::Spawn => processes::spawn::<L>(count).await,
            Self::Restart => processes::restart::<L>(count).await,
            Self::CallInline => payload::calls::<L, Inline>(count).await,
            Self::CallBoxed => payload::calls::<L, Boxed>(count).await,
            Self::CastInline => payload::casts::<L, Inline>(count).await,
            Self::CastBoxed => payload::casts::<L, Boxed>(count).await,
        }
    }
}

fn now() -> Instant {
    Instant::now()
}
