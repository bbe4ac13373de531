//! What a process handles right now, noted so that anybody can read it while the process is stuck.
//!
//! A note is made for each message, so it has to cost next to nothing: names are numbered once, each
//! thread remembers the numbers that it used, and the note is one plain store.

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering};

use crate::sync::Lock;

/// All names, at their numbers less one.
static NAMES: Lock<Vec<&'static str>> = Lock::new(Vec::new());

/// How many names a thread remembers.
const KNOWN: usize = 64;

/// Where a name lies, and its number.
type Known = (usize, usize, u32);

thread_local! {
    static NUMBERS: [Cell<Known>; KNOWN] = const { [const { Cell::new((0, 0, 0)) }; KNOWN] };
}

/// The name of a handler.
#[derive(Debug, Default)]
pub(crate) struct Doing(AtomicU32);

impl Doing {
    #[inline]
    pub(crate) fn note(&self, name: &'static str) {
        let (at, len) = (name.as_ptr() as usize, name.len());
        let number = NUMBERS.with(|numbers| {
            let place = &numbers[(at ^ (at >> 6) ^ len) % KNOWN];
            match place.get() {
                (known, length, number) if (known, length) == (at, len) => number,
                _ => {
                    let number = number_of(name);
                    place.set((at, len, number));
                    number
                }
            }
        });
        self.0.store(number, Ordering::Relaxed);
    }

    /// What was noted last.
    pub(crate) fn name(&self) -> Option<&'static str> {
        let number = usize::try_from(self.0.load(Ordering::Relaxed)).unwrap_or(0);
        NAMES.lock().get(number.checked_sub(1)?).copied()
    }
}

#[cold]
fn number_of(name: &'static str) -> u32 {
    let mut names = NAMES.lock();
    let at = names.iter().position(|known| *known == name).unwrap_or_else(|| {
        names.push(name);
        names.len() - 1
    });
    // A program with four thousand million handlers has another problem.
    u32::try_from(at + 1).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_note_is_read_from_any_thread() {
        let names: Vec<&'static str> =
            (0..200).map(|number| &*format!("handler {number}").leak()).collect();
        let doing = Doing::default();
        assert_eq!(doing.name(), None);
        for name in names.iter().chain(&names) {
            doing.note(name);
            let read = std::thread::scope(|scope| scope.spawn(|| doing.name()).join());
            assert_eq!(read.expect("no panic"), Some(*name));
        }
    }
}
