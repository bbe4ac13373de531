//! When waiting callers give up: one alarm per runtime, instead of one timer per call.
//!
//! A timer of tokio costs a multiple of what a whole call does, and nearly every call is answered
//! long before its time. So a caller only leaves its deadline here; one task per runtime sleeps until
//! the earliest, and what was answered meanwhile is forgotten when the list has grown.

use std::cmp::{self, Reverse};
use std::collections::{BinaryHeap, HashMap};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering, fence};
use std::sync::{Arc, LazyLock, Weak};
use std::task::{Context, Poll, Waker};

use tokio::runtime::{Handle, Id};
use tokio::time::Sleep;

use super::reply::Due;
use crate::clock::{self, Instant};
use crate::spare::give_back;
use crate::sync::Lock;

/// Below this many entries nothing is looked through.
const FEW: usize = 64;

static RUNTIMES: LazyLock<Lock<HashMap<Id, Weak<Deadlines>>>> =
    LazyLock::new(|| Lock::new(HashMap::new()));

/// The deadlines of all calls to the processes of one runtime.
pub(crate) struct Deadlines {
    /// The runtime.
    pub(crate) runtime: Id,
    /// The way to it, until it ends.
    home: Lock<Option<Handle>>,
    /// Whether it has ended, for those who let a process rest on it.
    ended: AtomicBool,
    list: Lock<List>,
}

#[derive(Default)]
struct List {
    entries: BinaryHeap<Reverse<Entry>>,
    /// How many entries make it worth to forget those that were answered.
    many: usize,
    /// When the task wakes next.
    alarm: Option<Instant>,
    waker: Option<Waker>,
}

struct Entry {
    at: Instant,
    slot: Arc<dyn Due>,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        self.at == other.at
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> cmp::Ordering {
        self.at.cmp(&other.at)
    }
}

impl Deadlines {
    /// The list of a runtime, and its task to start if the list is new.
    pub(crate) fn of(home: &Handle) -> (Arc<Self>, Option<Watch>) {
        let runtime = home.id();
        let mut runtimes = RUNTIMES.lock();
        if let Some(known) = runtimes.get(&runtime).and_then(Weak::upgrade) {
            return (known, None);
        }
        runtimes.retain(|_, deadlines| deadlines.strong_count() > 0);
        let home = Lock::new(Some(home.clone()));
        let ended = AtomicBool::new(false);
        let deadlines = Arc::new(Self { runtime, home, ended, list: Lock::default() });
        runtimes.insert(runtime, Arc::downgrade(&deadlines));
        let watch = Watch { deadlines: Arc::clone(&deadlines), sleep: None };
        (deadlines, Some(watch))
    }

    /// Does `work` with the runtime, unless it has ended. Its end waits for `work`.
    pub(super) fn while_open(&self, work: impl FnOnce(&Handle)) {
        if let Some(home) = &*self.home.lock() {
            work(home);
        }
    }

    /// Whether the runtime still runs. It ends those that rest on it after this is `false`.
    pub(super) fn is_open(&self) -> bool {
        !self.ended.load(Ordering::Relaxed)
    }

    /// Releases the caller at `slot` when it still waits at `at`.
    pub(crate) fn add(&self, at: Instant, slot: Arc<dyn Due>) {
        let mut list = self.list.lock();
        if list.entries.len() >= list.many.max(FEW) {
            list.entries.retain(|Reverse(entry)| entry.slot.has_caller());
            list.many = list.entries.len() * 2;
            give_back(&mut list.entries);
        }
        list.entries.push(Reverse(Entry { at, slot }));
        let earlier = list.alarm.is_none_or(|alarm| at < alarm);
        let waker = if earlier { list.waker.take() } else { None };
        drop(list);
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Takes out whoever waited long enough, and sets the alarm for the next.
    fn due(&self, cx: &Context<'_>) -> (Vec<Arc<dyn Due>>, Option<Instant>) {
        let mut list = self.list.lock();
        let mut due = Vec::new();
        if !list.entries.is_empty() {
            let now = clock::now();
            while list.entries.peek().is_some_and(|Reverse(first)| first.at <= now) {
                due.extend(list.entries.pop().map(|Reverse(entry)| entry.slot));
            }
        }
        give_back(&mut list.entries);
        list.alarm = list.entries.peek().map(|Reverse(first)| first.at);
        list.waker = Some(cx.waker().clone());
        (due, list.alarm)
    }
}

/// The task of one runtime that releases callers whose time is up. It ends with its runtime.
pub(crate) struct Watch {
    deadlines: Arc<Deadlines>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        let home = self.deadlines.home.lock().take();
        drop(home);
        // Who lets a process rest sees this, or is seen below.
        self.deadlines.ended.store(true, Ordering::Relaxed);
        fence(Ordering::SeqCst);
        super::resting::end_all(self.deadlines.runtime);
    }
}

impl Future for Watch {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        loop {
            let (due, next) = self.deadlines.due(cx);
            for slot in due {
                slot.time_out();
            }
            let Some(next) = next else {
                self.sleep = None;
                return Poll::Pending;
            };
            if clock::poll_at(&mut self.sleep, next, cx).is_pending() {
                return Poll::Pending;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::super::reply::{Settled, Slot};
    use super::*;

    async fn outcome(slot: &Slot<u8>) -> Settled<u8> {
        std::future::poll_fn(|cx| slot.poll(cx)).await
    }

    #[tokio::test(start_paused = true)]
    async fn who_waits_is_released_in_time_and_nobody_else() {
        let (deadlines, watch) = Deadlines::of(&Handle::current());
        let start = clock::now();
        let slots: Vec<_> = [30, 10, 20].map(|ms| (Duration::from_millis(ms), Slot::new())).into();
        for (after, slot) in &slots {
            deadlines.add(start + *after, slot.clone());
        }
        slots[2].1.settle(Settled::Reply(7));
        let all = async {
            for (after, slot) in &slots {
                match outcome(slot).await {
                    Settled::TimedOut => assert!(clock::now() >= start + *after),
                    other => assert!(matches!(other, Settled::Reply(7)), "{other:?}"),
                }
            }
        };
        tokio::select! {
            () = all => {}
            () = watch.expect("the list is new") => {}
        }
        assert_eq!(clock::now(), start + Duration::from_millis(30));
    }

    #[tokio::test(start_paused = true)]
    async fn what_was_answered_is_forgotten() {
        let (deadlines, _watch) = Deadlines::of(&Handle::current());
        for _ in 0..10_000 {
            let slot = Slot::new();
            deadlines.add(clock::now() + Duration::from_secs(5), slot.clone());
            slot.settle(Settled::Reply(1));
        }
        assert!(deadlines.list.lock().entries.len() <= FEW);
    }
}
