//! Nothing is lost: whatever the mode, the moment of the stop and the number of threads, each message that a
//! server has accepted was handled, went back, or stands in the report.

#[path = "support/threads.rs"]
mod threads;

use std::cell::Cell;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use switchboard::prelude::*;
use switchboard::report;
use switchboard::{StopMode, StopReport};
use threads::{Seed, rounds as how_often};
use tokio::runtime::{Builder, Runtime};
use tokio::task::yield_now;

const SENDERS: u64 = 8;

thread_local! {
    /// Whether a cast is being sent on this thread right now.
    static SENDING: Cell<bool> = const { Cell::new(false) };
}

/// What became of the messages, as they tell it themselves.
#[derive(Default)]
struct Ledger {
    handled: AtomicU64,
    /// Dropped unhandled by the server.
    dropped: AtomicU64,
    /// Dropped by the cast itself, because there was no server any more.
    fell: AtomicU64,
    /// Given back to the sender.
    refused: AtomicU64,
    sent: AtomicU64,
    calls_answered: AtomicU64,
    calls_returned: AtomicU64,
    calls_refused: AtomicU64,
    calls_handled: AtomicU64,
}

impl Ledger {
    fn of(count: &AtomicU64) -> u64 {
        count.load(Ordering::SeqCst)
    }

    /// Whether each message has come to an end.
    fn is_settled(&self) -> bool {
        let ends = [&self.handled, &self.dropped, &self.fell, &self.refused];
        Self::of(&self.sent) == ends.map(Self::of).iter().sum::<u64>()
    }

    fn add(count: &AtomicU64) {
        count.fetch_add(1, Ordering::SeqCst);
    }
}

/// A message that notes its own end.
struct Token {
    ledger: Arc<Ledger>,
    handled: bool,
}

impl Drop for Token {
    fn drop(&mut self) {
        let ledger = &self.ledger;
        Ledger::add(match (self.handled, SENDING.get()) {
            (true, _) => &ledger.handled,
            (false, true) => &ledger.fell,
            (false, false) => &ledger.dropped,
        });
    }
}

#[derive(GenServer)]
#[server(mailbox = 64, shutdown = "60s")]
struct Books {
    ledger: Arc<Ledger>,
}

#[gen_server]
impl Books {
    #[init]
    fn open(ledger: Arc<Ledger>) -> Self {
        Self { ledger }
    }

    #[cast]
    fn put(&mut self, mut token: Token) {
        token.handled = true;
    }

    #[cast]
    async fn put_slowly(&mut self, mut token: Token) {
        token.handled = true;
        yield_now().await;
    }

    #[call(timeout = infinity)]
    fn ask(&mut self) {
        Ledger::add(&self.ledger.calls_handled);
    }

    #[call(timeout = infinity)]
    async fn ask_slowly(&mut self) {
        Ledger::add(&self.ledger.calls_handled);
        yield_now().await;
    }
}

/// One sender: casts and calls of all kinds, until the door is closed.
async fn send(books: BooksRef, ledger: Arc<Ledger>, seed: u64) {
    for n in 0.. {
        let kind = (seed + n) % 8;
        if kind < 6 {
            let token = Token { ledger: Arc::clone(&ledger), handled: false };
            Ledger::add(&ledger.sent);
            SENDING.set(true);
            let outcome = if kind < 4 {
                books.put(token).map_err(drop_token)
            } else {
                books.put_slowly(token).map_err(drop_token)
            };
            SENDING.set(false);
            match outcome {
                Ok(()) => {}
                Err(full) => {
                    Ledger::add(&ledger.refused);
                    if !full {
                        return;
                    }
                    yield_now().await;
                }
            }
        } else {
            let outcome = if kind == 6 { books.ask().await } else { books.ask_slowly().await };
            match outcome {
                Ok(()) => Ledger::add(&ledger.calls_answered),
                Err(CallError::Exited { .. }) => Ledger::add(&ledger.calls_returned),
                Err(CallError::Stopping { .. } | CallError::NoProc { .. }) => {
                    Ledger::add(&ledger.calls_refused);
                    return;
                }
                Err(other) => panic!("{other}"),
            }
        }
        if !books.server().is_alive() {
            return;
        }
    }
}

/// A message that came back is neither lost nor fallen; `true` when it was refused for want of room.
fn drop_token(error: CastError<BooksCast>) -> bool {
    let full = error.is_full();
    let mut token = match error.into_message() {
        BooksCast::Put { token } | BooksCast::PutSlowly { token } => token,
    };
    // Taken out of all the other columns.
    token.ledger.handled.fetch_sub(1, Ordering::SeqCst);
    token.handled = true;
    full
}

async fn round(mode: Option<StopMode>, seed: u64) {
    let ledger = Arc::new(Ledger::default());
    let books = Books::start(Arc::clone(&ledger)).await.expect("a start");
    let senders: Vec<_> =
        (0..SENDERS).map(|n| Task::spawn(send(books.clone(), Arc::clone(&ledger), n))).collect();
    for _ in 0..Seed(seed).below(64) {
        yield_now().await;
    }
    let stop = match mode {
        Some(mode) => books.server().stop_mode(mode).await,
        None => books.server().stop().await,
    };
    for sender in senders {
        sender.await.expect("no sender fails");
    }
    let report = stop.expect("it was there");
    // What was queued is dropped after those who wait for the end have been told of it.
    for _ in 0..1_000_000 {
        if ledger.is_settled() {
            break;
        }
        yield_now().await;
    }
    balance(&ledger, &report, mode, seed);
}

fn balance(ledger: &Ledger, report: &StopReport, mode: Option<StopMode>, seed: u64) {
    let of = Ledger::of;
    let case = || format!("{mode:?}, seed {seed}, {report}");
    assert!(ledger.is_settled(), "{}", case());
    let accepted = of(&ledger.sent) - of(&ledger.refused) - of(&ledger.fell);
    assert_eq!(accepted, of(&ledger.handled) + of(&ledger.dropped), "{}", case());
    assert_eq!(of(&ledger.dropped), report.lost(), "{}", case());
    let calls = of(&ledger.calls_answered) + of(&ledger.calls_returned);
    assert_eq!(of(&ledger.calls_handled) + report.returned, calls, "{}", case());
    // One may have been cut in the middle.
    let cut = of(&ledger.calls_handled) - of(&ledger.calls_answered);
    assert!(cut <= u64::from(report.overdue), "{}", case());
    assert_eq!(report.abandoned, 0, "{}", case());
    if matches!(mode, Some(StopMode::Drain)) {
        assert_eq!((report.lost(), report.returned), (0, 0), "{}", case());
    }
}

fn runtime(threads: usize) -> Runtime {
    match threads {
        0 => Builder::new_current_thread().enable_all().build().expect("a runtime"),
        threads => Builder::new_multi_thread()
            .worker_threads(threads)
            .enable_all()
            .build()
            .expect("a runtime"),
    }
}

fn rounds(mode: Option<StopMode>) {
    let _reports = report::subscribe().quiet();
    let all = std::thread::available_parallelism().map_or(4, usize::from).max(4);
    for threads in [0, 1, 2, all] {
        let runtime = runtime(threads);
        for seed in 0..u64::try_from(how_often(500)).expect("few") {
            runtime.block_on(round(mode, seed * 31 + threads as u64));
        }
    }
}

/// Experiment 3: eight senders race with it.
#[test]
fn a_drain_accounts_for_every_message() {
    rounds(Some(StopMode::Drain));
}

/// Experiment 3: eight senders race with it.
#[test]
fn a_drain_with_a_deadline_accounts_for_every_message() {
    for time in [Duration::ZERO, Duration::from_micros(100)] {
        rounds(Some(StopMode::DrainFor(time)));
    }
}

/// Experiment 3: eight senders race with it.
#[test]
fn a_stop_now_accounts_for_every_message() {
    rounds(Some(StopMode::Now));
}

/// As the server declares: in order, and what came after the request is dropped.
///
/// Experiment 3: eight senders race with it.
#[test]
fn a_plain_stop_accounts_for_every_message() {
    rounds(None);
}
