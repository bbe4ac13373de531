//! What a call and a cast cost, as ratios to the channels that one would write by hand.
//!
//! ```text
//! cargo bench -p switchboard --bench call_cast
//! ```
//!
//! `raw` is a task with a bounded `mpsc` of a plain enum and a `oneshot` per reply. Both sides run
//! in turns in one process, so that what the machine does meanwhile hits both; only the ratio
//! counts. Each line is the median over the rounds.

use std::hint::black_box;
use std::time::{Duration, Instant};

use switchboard::prelude::*;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{mpsc, oneshot};

const ROUNDS: usize = 9;
/// Enough that what begins and ends a round does not count.
const CALLS: u32 = 300_000;
const CASTS: u32 = 200_000;

/// The server under test.
#[derive(GenServer, Default)]
#[server(mailbox = unbounded)]
struct Counter {
    total: u64,
}

#[gen_server]
impl Counter {
    #[call]
    fn add(&mut self, by: u64) -> u64 {
        self.total = self.total.wrapping_add(by);
        self.total
    }

    #[call]
    async fn add_later(&mut self, by: u64) -> u64 {
        self.total = self.total.wrapping_add(by);
        self.total
    }

    #[cast]
    fn bump(&mut self, by: u64) {
        self.total = self.total.wrapping_add(by);
    }
}

/// The same by hand.
enum Raw {
    Add(u64, oneshot::Sender<u64>),
    Bump(u64),
}

#[expect(clippy::disallowed_methods, reason = "the task that is compared with")]
fn raw() -> mpsc::Sender<Raw> {
    let (sender, mut receiver) = mpsc::channel(1024);
    tokio::spawn(async move {
        let mut total = 0_u64;
        while let Some(message) = receiver.recv().await {
            match message {
                Raw::Add(by, reply) => {
                    total = total.wrapping_add(by);
                    // A caller that is gone has no use for the reply.
                    let _gone = reply.send(total);
                }
                Raw::Bump(by) => total = total.wrapping_add(by),
            }
        }
    });
    sender
}

async fn raw_add(server: &mpsc::Sender<Raw>, by: u64) -> u64 {
    let (sender, receiver) = oneshot::channel();
    assert!(server.send(Raw::Add(by, sender)).await.is_ok(), "the server lives");
    receiver.await.expect("the server answers")
}

#[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
fn now() -> Instant {
    Instant::now()
}

/// Runs `each` on `tasks` tasks at once, `count` times in all.
#[expect(clippy::disallowed_methods, reason = "callers that are no processes")]
async fn spread<F>(tasks: u32, count: u32, each: impl Fn(u64) -> F) -> Duration
where
    F: Future<Output = ()> + Send + 'static,
{
    let start = now();
    let running: Vec<_> =
        (0..tasks).map(|_| tokio::spawn(each(u64::from(count / tasks)))).collect();
    for task in running {
        task.await.expect("a caller does not fail");
    }
    start.elapsed()
}

/// The two sides of one line, each as the time for all operations.
type Pair = (Duration, Duration);

async fn calls(callers: u32, counter: &CounterRef, raw: &mpsc::Sender<Raw>) -> Pair {
    let ours = spread(callers, CALLS, |count| {
        let counter = counter.clone();
        async move {
            for by in 0..count {
                black_box(counter.add(by).await.expect("a reply"));
            }
        }
    });
    let ours = ours.await;
    (ours, raw_calls(callers, raw).await)
}

async fn later_calls(counter: &CounterRef, raw: &mpsc::Sender<Raw>) -> Pair {
    let ours = spread(1, CALLS, |count| {
        let counter = counter.clone();
        async move {
            for by in 0..count {
                black_box(counter.add_later(by).await.expect("a reply"));
            }
        }
    });
    let ours = ours.await;
    (ours, raw_calls(1, raw).await)
}

async fn raw_calls(callers: u32, raw: &mpsc::Sender<Raw>) -> Duration {
    let theirs = spread(callers, CALLS, |count| {
        let raw = raw.clone();
        async move {
            for by in 0..count {
                black_box(raw_add(&raw, by).await);
            }
        }
    });
    theirs.await
}

/// Casts, with one call per caller at the end, so that the work is done and not only accepted.
async fn casts(callers: u32, counter: &CounterRef, raw: &mpsc::Sender<Raw>) -> Pair {
    let ours = spread(callers, CASTS, |count| {
        let counter = counter.clone();
        async move {
            for by in 0..count {
                counter.bump(by).expect("there is room");
                tokio::task::consume_budget().await;
            }
            black_box(counter.add(0).await.expect("a reply"));
        }
    });
    let ours = ours.await;
    let theirs = spread(callers, CASTS, |count| {
        let raw = raw.clone();
        async move {
            for by in 0..count {
                assert!(raw.send(Raw::Bump(by)).await.is_ok(), "the server lives");
            }
            black_box(raw_add(&raw, 0).await);
        }
    });
    (ours, theirs.await)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn line(name: &str, count: u32, pairs: &[Pair]) {
    let nanos = |of: fn(&Pair) -> Duration| {
        median(pairs.iter().map(|pair| of(pair).as_secs_f64() * 1e9 / f64::from(count)).collect())
    };
    let ratio = median(pairs.iter().map(|(a, b)| a.as_secs_f64() / b.as_secs_f64()).collect());
    let (ours, raw) = (nanos(|pair| pair.0), nanos(|pair| pair.1));
    println!("  {name:<22} {ours:>9.1} ns {raw:>9.1} ns {ratio:>8.3}");
}

fn run(name: &str, runtime: &Runtime) {
    println!("{name:<24} {:>12} {:>12} {:>8}", "switchboard", "raw", "ratio");
    let mut rounds: [Vec<Pair>; 5] = Default::default();
    runtime.block_on(async {
        let (counter, raw) = (Counter::start().await.expect("a start"), raw());
        for _ in 0..=ROUNDS {
            rounds[0].push(calls(1, &counter, &raw).await);
            rounds[1].push(later_calls(&counter, &raw).await);
            rounds[2].push(calls(64, &counter, &raw).await);
            rounds[3].push(casts(1, &counter, &raw).await);
            rounds[4].push(casts(8, &counter, &raw).await);
        }
    });
    let names = [
        ("call", CALLS),
        ("call, async handler", CALLS),
        ("call, 64 callers", CALLS),
        ("cast", CASTS),
        ("cast, 8 senders", CASTS),
    ];
    for ((name, count), pairs) in names.into_iter().zip(&rounds) {
        // The first round warms up.
        line(name, count, &pairs[1..]);
    }
}

fn main() {
    let multi = Builder::new_multi_thread().worker_threads(2).enable_all().build();
    run("two workers", &multi.expect("a runtime"));
    let single = Builder::new_current_thread().enable_all().build();
    run("one thread", &single.expect("a runtime"));
}
