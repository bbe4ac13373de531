//! What a storm writes down, and what it finds wrong with it.

#![allow(unreachable_pub, reason = "it is a module of a test")]

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use switchboard::Pid;
use switchboard::process;
use tokio::time::Instant;

/// The record of one tree, which its servers and the storm write together.
#[derive(Clone, Default)]
pub struct Ledger(Arc<Mutex<Book>>);

#[derive(Default)]
struct Book {
    broken: Vec<String>,
    /// The incarnations whose state is there, by their supervisor and their id.
    live: BTreeMap<(Pid, &'static str), Pid>,
    /// The ids that a supervisor has started, in order, each time.
    starts: BTreeMap<Pid, Vec<&'static str>>,
    /// When a supervisor of the brittle kind started a child again.
    restarts: BTreeMap<Pid, Vec<Instant>>,
    numbers: u64,
    open: BTreeSet<u64>,
    handled: u64,
    dropped: u64,
}

/// How often the brittle supervisor starts a child again, and within which time.
pub const BRITTLE: (usize, Duration) = (2, Duration::from_secs(5));

impl Ledger {
    fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().expect("nobody panics inside")
    }

    /// Notes something that must not be.
    pub fn broken(&self, what: impl Into<String>) {
        self.book().broken.push(what.into());
    }

    /// What must not be.
    pub fn verdict(&self) -> Result<(), String> {
        let broken = &self.book().broken;
        if broken.is_empty() { Ok(()) } else { Err(broken.join("; ")) }
    }

    /// A server of this id has its state from now on.
    pub fn begin(&self, supervisor: Pid, id: &'static str) -> Alive {
        let pid = process::current().expect("a server");
        let mut book = self.book();
        let book = &mut *book;
        if id != "pool" && book.live.contains_key(&(supervisor, id)) {
            book.broken.push(format!("two incarnations of {id} under {supervisor}"));
        }
        let starts = book.starts.entry(supervisor).or_default();
        let again = starts.contains(&id);
        starts.push(id);
        if let Some(before) = before(id).filter(|before| !starts.contains(before)) {
            book.broken.push(format!("{id} was started before {before}"));
        }
        if again && id.starts_with("brittle") {
            let times = book.restarts.entry(supervisor).or_default();
            let now = process::now();
            times.push(now);
            let recent = times.iter().filter(|at| now - **at <= BRITTLE.1).count();
            if recent > BRITTLE.0 {
                book.broken.push(format!("{recent} restarts of {supervisor} in {:?}", BRITTLE.1));
            }
        }
        let key = if id == "pool" { (pid, id) } else { (supervisor, id) };
        book.live.insert(key, pid);
        Alive { ledger: self.clone(), key, pid }
    }

    /// A server is being stopped by its supervisor: those after it have been, and are gone.
    pub fn stopping(&self, supervisor: Pid, id: &'static str) {
        let mut book = self.book();
        let after = ORDERED.iter().skip_while(|other| **other != id).skip(1);
        let left: Vec<&str> =
            after.copied().filter(|other| book.live.contains_key(&(supervisor, *other))).collect();
        if !left.is_empty() {
            book.broken.push(format!("{id} was stopped before {left:?}"));
        }
    }

    /// A supervisor of the brittle kind has given up.
    pub fn gave_up(&self, supervisor: Pid) {
        let mut book = self.book();
        let Some(times) = book.restarts.get(&supervisor) else {
            return;
        };
        let recent: Vec<Instant> = times.iter().rev().take(BRITTLE.0).copied().collect();
        let within = recent.len() == BRITTLE.0 && recent[0] - recent[recent.len() - 1] <= BRITTLE.1;
        if !within {
            book.broken.push(format!("{supervisor} gave up after {} restarts", recent.len()));
        }
    }

    /// Whether the state of a server is there.
    pub fn has_state(&self, pid: Pid) -> bool {
        self.book().live.values().any(|live| *live == pid)
    }

    /// A message on its way.
    pub fn parcel(&self) -> Parcel {
        let mut book = self.book();
        book.numbers += 1;
        let number = book.numbers;
        book.open.insert(number);
        Parcel { ledger: self.clone(), from: process::current(), number, done: false }
    }

    /// Whether every message was handled or dropped, and every state is gone.
    pub fn settled(&self) -> Result<(), String> {
        let book = self.book();
        if !book.open.is_empty() || !book.live.is_empty() {
            return Err(format!("messages {:?} and states {:?} are left", book.open, book.live));
        }
        if book.handled + book.dropped != book.numbers {
            let (handled, dropped, all) = (book.handled, book.dropped, book.numbers);
            return Err(format!("{handled} handled and {dropped} dropped are not {all}"));
        }
        Ok(())
    }
}

/// The children of the chain, in the order of their start.
pub const ORDERED: [&str; 3] = ["chain one", "chain two", "chain three"];

fn before(id: &str) -> Option<&'static str> {
    let at = ORDERED.iter().position(|other| *other == id)?;
    Some(ORDERED[at.checked_sub(1)?])
}

/// The state of a server is there as long as this is.
pub struct Alive {
    ledger: Ledger,
    key: (Pid, &'static str),
    pid: Pid,
}

impl Drop for Alive {
    fn drop(&mut self) {
        let mut book = self.ledger.book();
        if book.live.get(&self.key) == Some(&self.pid) {
            book.live.remove(&self.key);
        }
    }
}

/// A message, which is handled or dropped.
pub struct Parcel {
    ledger: Ledger,
    /// Who has sent it.
    pub from: Option<Pid>,
    /// Later ones have higher numbers.
    pub number: u64,
    done: bool,
}

impl Parcel {
    /// It has arrived.
    pub fn handled(mut self) {
        self.done = true;
        let mut book = self.ledger.book();
        book.handled += 1;
        if !book.open.remove(&self.number) {
            let what = format!("message {} was handled twice", self.number);
            book.broken.push(what);
        }
    }
}

impl Drop for Parcel {
    fn drop(&mut self) {
        if self.done {
            return;
        }
        // Whoever drops it has refused it, or has begun to end.
        let lost = process::current().filter(|me| Some(*me) != self.from && process::is_alive(*me));
        let mut book = self.ledger.book();
        book.dropped += 1;
        book.open.remove(&self.number);
        if let Some(by) = lost {
            let what = format!("{by} lives, and has lost message {}", self.number);
            book.broken.push(what);
        }
    }
}
