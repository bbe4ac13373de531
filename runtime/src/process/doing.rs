//! What a process handles, noted so that anybody can read it while the process is stuck, and what it
//! handled before.
//!
//! A note is made for each message, so it has to cost next to nothing. Names are numbered once, each
//! thread remembers the numbers that it used, and a message of the same name as the one before changes
//! nothing: it only strikes off the moment at which somebody saw the one before run.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::hash::BuildHasher as _;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicBool, AtomicU16, AtomicU32, Ordering};
use std::time::Duration;

use super::core::Core;
use super::pid::IdState;
use crate::clock::{self, Instant};
use crate::sync::Lock;

/// All names and their numbers.
static NAMES: Lock<Names> = Lock::new(Names { list: Vec::new(), numbers: BTreeMap::new() });

struct Names {
    /// Each at its number less one.
    list: Vec<&'static str>,
    numbers: BTreeMap<&'static str, u16>,
}

impl Names {
    fn of(&self, number: u16) -> Option<&'static str> {
        self.list.get(usize::from(number).checked_sub(1)?).copied()
    }
}

/// For how many names a thread remembers the number, in pairs: two names that want the same place are
/// both remembered.
const PAIRS: usize = 1 << PAIRS_BITS;
const PAIRS_BITS: u32 = 6;

/// Where a name lies, and its number.
type Known = (usize, usize, u16);

/// The one that came last is the first.
type Pair = [Cell<Known>; 2];

thread_local! {
    static NUMBERS: [Pair; PAIRS] =
        const { [const { [const { Cell::new((0, 0, 0)) }; 2] }; PAIRS] };
}

/// Whether each message notes the time, because somebody wants to know it exactly.
static TIMED: AtomicBool = AtomicBool::new(false);

/// Sets whether each message notes the time.
pub(crate) fn set_timed(timed: bool) {
    TIMED.store(timed, Ordering::Relaxed);
}

/// When the notes of time begin: well before now, for the clocks of two runtimes may differ when they are
/// paused.
static ZERO: LazyLock<Instant> = LazyLock::new(|| {
    let now = clock::now();
    now.checked_sub(Duration::from_hours(24 * 30)).unwrap_or(now)
});

/// The unit of the notes of time: so that they last for more than a year.
const UNIT: Duration = Duration::from_millis(1000 / PER_SECOND);
const PER_SECOND: u64 = 100;

/// The name of the message that is handled, or was handled last.
#[derive(Debug, Default)]
pub(crate) struct Doing(AtomicU16);

impl Doing {
    /// What was noted last.
    pub(crate) fn name(&self) -> Option<&'static str> {
        name_of(self.0.load(Ordering::Relaxed))
    }
}

/// Since when it is handled: in units since [`ZERO`], and one more; zero is not known. It stands by
/// itself, because so it takes no room in a process.
#[derive(Debug, Default)]
pub(crate) struct Since(AtomicU32);

impl Since {
    /// Notes that the message is handled now, unless that was noted before: its handler has to wait, so
    /// a reading of the clock is little beside it.
    #[inline]
    pub(crate) fn note(&self) {
        if self.0.load(Ordering::Relaxed) == 0 {
            self.lasts();
        }
    }

    /// For how long at least the same message has been handled: since it began, when messages note the
    /// time; otherwise since this was asked first, or [noted](Self::note).
    pub(crate) fn lasts(&self) -> Duration {
        let now = units();
        let since = match self.0.load(Ordering::Relaxed) {
            // The next message may come in between, and strike off nothing: then this is of that one.
            0 => self
                .0
                .compare_exchange(0, now, Ordering::Relaxed, Ordering::Relaxed)
                .map_or_else(|other| other, |_| now),
            since => since,
        };
        UNIT * now.saturating_sub(since)
    }
}

/// The time as a note of it.
#[cold]
fn units() -> u32 {
    let zero = *ZERO;
    let since = clock::now().saturating_duration_since(zero);
    // A division of more than 64 bits would cost more than the clock.
    let units =
        since.as_secs() * PER_SECOND + u64::from(since.subsec_nanos() / UNIT.subsec_nanos());
    u32::try_from(units).unwrap_or(u32::MAX).saturating_add(1)
}

/// How many names a trail has beside the last.
const BEFORE: usize = 8;

/// The names of the messages that a server has handled, the last and some before it. A row of messages
/// of one name is in it once.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    last: &'static str,
    /// The numbers of those before, four in a word: the latest in the lowest bits of the first.
    before: [u64; BEFORE / 4],
}

impl Trail {
    /// Notes a message that the process's task is about to handle.
    #[inline]
    pub(crate) fn note(&mut self, name: &'static str, core: &Core) {
        let since = if TIMED.load(Ordering::Relaxed) { units() } else { 0 };
        self.note_at(since, name, core);
    }

    /// Notes a message that a caller is about to handle: never with the time, for most of them take
    /// less than to find that out.
    #[inline]
    pub(crate) fn note_brief(&mut self, name: &'static str, core: &Core) {
        self.note_at(0, name, core);
    }

    #[inline]
    fn note_at(&mut self, since: u32, name: &'static str, core: &Core) {
        // Others' processors have what lies beside it, and get it anew after each write.
        if core.since.0.load(Ordering::Relaxed) != since {
            core.since.0.store(since, Ordering::Relaxed);
        }
        if !std::ptr::eq(self.last, name) {
            self.turn(name, core);
        }
    }

    #[cold]
    fn turn(&mut self, name: &'static str, core: &Core) {
        let before = std::mem::replace(&mut self.last, name);
        if before != name {
            // It is noted nowhere else, so that is the number of the one before.
            let number = core.doing.0.load(Ordering::Relaxed);
            let [first, second] = self.before;
            self.before = [first << 16 | u64::from(number), second << 16 | first >> 48];
            core.doing.0.store(number_of(name), Ordering::Relaxed);
        }
    }

    /// The name that was noted last.
    pub(crate) fn last(&self) -> &'static str {
        self.last
    }

    /// Those before it, the latest last.
    pub(crate) fn before(&self) -> Vec<&'static str> {
        let names = NAMES.lock();
        let [first, second] = self.before.map(u128::from);
        let bytes = (second << 64 | first).to_le_bytes();
        let numbers = bytes.as_chunks().0.iter().map(|number| u16::from_le_bytes(*number));
        numbers.rev().filter_map(|number| names.of(number)).collect()
    }
}

fn name_of(number: u16) -> Option<&'static str> {
    NAMES.lock().of(number)
}

fn number_of(name: &'static str) -> u16 {
    if name.is_empty() {
        return 0;
    }
    let (at, len) = (name.as_ptr() as usize, name.len());
    NUMBERS.with(|numbers| {
        let [first, second] = &numbers[place_of(at)];
        let mut both = [first, second].into_iter().map(Cell::get);
        if let Some((.., number)) = both.find(|(known, length, _)| (*known, *length) == (at, len)) {
            return number;
        }
        let number = new_number_of(name);
        second.set(first.replace((at, len, number)));
        number
    })
}

/// The pair of a name: names lie behind one another, at distances of any kind.
fn place_of(at: usize) -> usize {
    let spread = IdState::default().hash_one(at as u64) >> (u64::BITS - PAIRS_BITS);
    usize::try_from(spread).unwrap_or(0) % PAIRS
}

#[cold]
fn new_number_of(name: &'static str) -> u16 {
    let mut names = NAMES.lock();
    if let Some(number) = names.numbers.get(name) {
        return *number;
    }
    // A program with more handlers than that does without the names of some.
    let Ok(number) = u16::try_from(names.list.len() + 1) else {
        return 0;
    };
    names.list.push(name);
    names.numbers.insert(name, number);
    number
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::lineage::Line;

    /// What lives as long as the program, and is found by who looks for leaks.
    static KEPT: Lock<Vec<&'static str>> = Lock::new(Vec::new());

    fn lasting(name: String) -> &'static str {
        let name: &'static str = name.leak();
        KEPT.lock().push(name);
        name
    }

    fn names(many: usize) -> Vec<&'static str> {
        (0..many).map(|number| lasting(format!("handler {number}"))).collect()
    }

    fn core() -> Core {
        Core::new("test", None, false, Line::default())
    }

    #[test]
    fn the_last_note_is_read_from_any_thread() {
        let names = names(200);
        let (core, mut trail) = (core(), Trail::default());
        assert_eq!(core.doing.name(), None);
        for name in names.iter().chain(&names) {
            trail.note(name, &core);
            let read = std::thread::scope(|scope| scope.spawn(|| core.doing.name()).join());
            assert_eq!(read.expect("no panic"), Some(*name));
            assert_eq!(trail.last(), *name);
        }
    }

    /// A thread that lost a number would ask for it under the lock of all.
    #[test]
    fn two_names_of_one_place_are_both_remembered() {
        let names = names(PAIRS * 8);
        let place = |name: &&'static str| place_of(name.as_ptr() as usize);
        let pair = names.iter().find_map(|one| {
            let other = names.iter().find(|other| *other != one && place(other) == place(one))?;
            Some([*one, *other])
        });
        let pair = pair.expect("more names than places");
        let numbers = pair.map(number_of);
        assert_ne!(numbers[0], numbers[1]);
        let remembered = NUMBERS.with(|all| all[place(&pair[0])].each_ref().map(|it| it.get().2));
        assert_eq!([remembered[1], remembered[0]], numbers);
        assert_eq!(pair.map(number_of), numbers);
    }

    #[test]
    fn a_trail_has_the_last_names_and_a_row_once() {
        let names = names(BEFORE + 3);
        let (core, mut trail) = (core(), Trail::default());
        assert_eq!(trail.before(), [""; 0]);
        trail.note(names[0], &core);
        trail.note(names[0], &core);
        // The same name from another place is the same name.
        trail.note(lasting(names[0].to_owned()), &core);
        assert_eq!(trail.before(), [""; 0]);
        for name in &names[1..] {
            trail.note(name, &core);
        }
        assert_eq!(trail.last(), names[BEFORE + 2]);
        assert_eq!(trail.before(), names[2..BEFORE + 2]);
    }

    #[test]
    fn a_message_lasts_from_the_first_look_until_the_next_message() {
        let (core, mut trail) = (core(), Trail::default());
        trail.note("first", &core);
        assert_eq!(core.since.0.load(Ordering::Relaxed), 0);
        let before = core.since.lasts();
        let seen = core.since.0.load(Ordering::Relaxed);
        assert!(seen > 0 && core.since.lasts() >= before);
        assert_eq!(core.since.0.load(Ordering::Relaxed), seen, "a second look moves nothing");
        trail.note("first", &core);
        assert_eq!(core.since.0.load(Ordering::Relaxed), 0);
    }
}
