//! The run token: who may touch a process's state right now.
//!
//! One word per process. The process's task is whoever drives it: its task, or who starts or stops it while
//! it has none. Its bits:
//!
//! | bit | meaning | set by | cleared by |
//! |---|---|---|---|
//! | `HELD` | someone runs handlers | a caller or the process's task | the same |
//! | `MAIL` | the queue is not empty | a sender, under the queue's lock | the task, under the queue's lock |
//! | `WORK` | the task has something to do that is not mail | a caller that leaves work behind | the task |
//! | `WANT` | the task waits for the token | the task | the task |
//! | `SHUT` | no caller may enter | the task, or who stops it | nobody |
//! | `BARRED` | no caller may enter for now | the task, holding | the task, holding |
//! | `SUSPENDED` | barred, because the process is suspended | the task, holding | the task, holding |
//! | `PLACED` | a message lies beside the queue, and is older than what is in it | a sender that holds | who takes the message |
//!
//! A caller enters only when the whole word is zero. Since `MAIL` stays up from the first unhandled
//! message until the task holds the token and has emptied the queue, a caller can never overtake a
//! message of its own. Leaving is a single exchange from `HELD` to zero; if it fails, somebody left
//! something meanwhile, and the task is woken. So no wake-up is lost, no two holders meet, and
//! `runtime/src/process/loom_tests.rs` walks through every interleaving.
//!
//! A sender that finds the word zero may enter as a caller does, and leave its message where the token
//! guards it. The message belongs to whoever strikes off `PLACED`, which is done only by the task,
//! holding, or behind `SHUT`: so nobody can place another one before it is out.

use crate::sync::model::{AtomicU32, Ordering};
#[cfg(not(switchboard_loom))]
use crate::sync::pause;

const HELD: u32 = 1;
const MAIL: u32 = 1 << 1;
const WORK: u32 = 1 << 2;
const WANT: u32 = 1 << 3;
const SHUT: u32 = 1 << 4;
/// Beside [`HELD`]: a caller holds it, for as long as one handler takes that does not wait.
const BRIEF: u32 = 1 << 5;

/// Callers keep out for now: the process is suspended, or watched.
const BARRED: u32 = 1 << 6;

/// Why it is barred, for those who look on.
const SUSPENDED: u32 = 1 << 7;

/// A message lies beside the queue.
const PLACED: u32 = 1 << 8;

/// How often a caller looks again when another caller is in. A handler that does not wait takes
/// less than the queue, its wake-up and its reply, some microseconds; one that takes longer is not
/// waited for.
#[cfg(not(switchboard_loom))]
const LOOKS: u32 = 14;

/// A caller is in, and nothing else is the matter.
const BUSY: u32 = HELD | BRIEF;

/// The run token of one process.
#[derive(Debug)]
pub(crate) struct Token(AtomicU32);

/// Whether the process's task has to be woken.
#[must_use]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wake {
    Yes,
    No,
}

/// Where the message is that the process's task has taken the token for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// Beside the queue. It belongs to who has found it.
    Placed,
    InQueue,
}

impl Token {
    /// A token that the process's own code holds from the start, while `init` runs.
    pub(crate) fn held() -> Self {
        Self(AtomicU32::new(HELD))
    }

    /// Enters as a caller: only an idle, open process without mail lets one in.
    #[inline]
    pub(crate) fn try_enter(&self) -> bool {
        self.0.compare_exchange(0, HELD | BRIEF, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// As [`try_enter`](Self::try_enter), and stays at the door for a moment while another caller is in.
    #[cfg(not(switchboard_loom))]
    #[cold]
    pub(crate) fn enter_soon(&self) -> bool {
        for look in 0..LOOKS {
            match self.0.load(Ordering::Relaxed) {
                0 if self.try_enter() => return true,
                0 | BUSY => pause(look),
                _ => return false,
            }
        }
        false
    }

    /// Leaves as a caller.
    #[inline]
    pub(crate) fn leave(&self) -> Wake {
        match self.0.compare_exchange(BUSY, 0, Ordering::Release, Ordering::Relaxed) {
            Ok(_) => Wake::No,
            Err(_) => {
                self.0.fetch_and(!BUSY, Ordering::Release);
                Wake::Yes
            }
        }
    }

    /// Whether a caller would be let in at this moment.
    #[inline]
    pub(crate) fn is_idle(&self) -> bool {
        self.0.load(Ordering::Relaxed) == 0
    }

    /// Leaves as a sender that has placed a message, for which the task has to be woken; `false` keeps the
    /// token, because the process was shut meanwhile.
    #[inline]
    pub(crate) fn leave_placed(&self) -> bool {
        let left = self.0.compare_exchange(BUSY, PLACED, Ordering::Release, Ordering::Relaxed);
        left.is_ok() || self.leave_placed_among_others()
    }

    #[cold]
    fn leave_placed_among_others(&self) -> bool {
        let mut word = self.0.load(Ordering::Relaxed);
        while word & SHUT == 0 {
            let next = word & !BUSY | PLACED;
            match self.0.compare_exchange_weak(word, next, Ordering::Release, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => word = now,
            }
        }
        false
    }

    /// Whether a message lies beside the queue.
    #[inline]
    pub(crate) fn has_placed(&self) -> bool {
        self.0.load(Ordering::Relaxed) & PLACED != 0
    }

    /// Takes the message beside the queue over, if there is one: only while nobody can place another.
    #[inline]
    pub(crate) fn take_placed(&self) -> bool {
        self.has_placed() && self.0.fetch_and(!PLACED, Ordering::Acquire) & PLACED != 0
    }

    /// Leaves as a caller, with work for the process's task that keeps other callers out.
    pub(crate) fn leave_work(&self) -> Wake {
        self.0.fetch_or(WORK, Ordering::Relaxed);
        self.leave()
    }

    /// Whether anybody runs handlers.
    pub(crate) fn is_held(&self) -> bool {
        self.0.load(Ordering::Relaxed) & HELD != 0
    }

    /// Whether the process is suspended, as [`suspend`](Self::suspend) said.
    pub(crate) fn is_suspended(&self) -> bool {
        self.0.load(Ordering::Relaxed) & SUSPENDED != 0
    }

    /// Notes that the queue is no longer empty. The queue's lock must be held.
    pub(crate) fn note_mail(&self) -> Wake {
        let before = self.0.fetch_or(MAIL, Ordering::AcqRel);
        // Whoever holds the token sees the bit when leaving.
        if before & HELD == 0 { Wake::Yes } else { Wake::No }
    }

    /// Notes that the queue is empty now. The queue's lock and the token must be held.
    pub(crate) fn clear_mail(&self) {
        self.0.fetch_and(!MAIL, Ordering::Relaxed);
    }

    /// Takes the token for the process's task, if there is mail and nothing else is the matter; where it is.
    #[inline]
    pub(crate) fn take_for_mail(&self) -> Option<Found> {
        let take = |word: u32| {
            let next = word & !PLACED | HELD;
            self.0.compare_exchange(word, next, Ordering::Acquire, Ordering::Relaxed)
        };
        // First what a process at rest is woken for most of the time.
        match take(PLACED) {
            Ok(_) => Some(Found::Placed),
            Err(MAIL) => take(MAIL).ok().map(|_| Found::InQueue),
            Err(word) if word == PLACED | MAIL => take(word).ok().map(|_| Found::Placed),
            Err(_) => None,
        }
    }

    /// Takes the token for the process's task, if nothing at all is the matter.
    pub(crate) fn take_idle(&self) -> bool {
        self.0.compare_exchange(0, HELD, Ordering::Acquire, Ordering::Relaxed).is_ok()
    }

    /// Takes the token for the process's task; on `false` a caller holds it and will wake the task.
    pub(crate) fn take(&self) -> bool {
        let mut word = self.0.load(Ordering::Relaxed);
        loop {
            let (next, taken) = if word & HELD == 0 {
                ((word | HELD) & !(WANT | WORK), true)
            } else {
                (word | WANT, false)
            };
            match self.0.compare_exchange_weak(word, next, Ordering::Acquire, Ordering::Relaxed) {
                Ok(_) => return taken,
                Err(now) => word = now,
            }
        }
    }

    /// Whether a message waits. While the token is held, a `false` is true of the moment; what comes in
    /// after it keeps the token from being given back.
    #[inline]
    pub(crate) fn has_mail(&self) -> bool {
        self.0.load(Ordering::Relaxed) & (MAIL | PLACED) != 0
    }

    /// Orders what was done before against [`rest`](Self::rest): that one sees it, or this sees what
    /// came before that.
    pub(crate) fn sync(&self) {
        self.0.fetch_or(0, Ordering::AcqRel);
    }

    /// Whether there is anything to do for the process's task.
    #[inline]
    pub(crate) fn has_work(&self) -> bool {
        self.0.load(Ordering::Acquire) & (MAIL | PLACED | WORK) != 0
    }

    /// Whether it is held and not by a caller: as from the start.
    pub(crate) fn is_newborn(&self) -> bool {
        self.0.load(Ordering::Relaxed) & BUSY == HELD
    }

    /// Whether callers keep out for now, as [`bar`](Self::bar) said.
    pub(crate) fn is_barred(&self) -> bool {
        self.0.load(Ordering::Relaxed) & BARRED != 0
    }

    /// Takes the token for the process's task if there is anything to do.
    pub(crate) fn take_if_work(&self) -> bool {
        self.has_work() && self.take()
    }

    /// Gives the token back as the process's task; `false` keeps it, because mail came in.
    pub(crate) fn rest(&self) -> bool {
        let mut word = self.0.load(Ordering::Relaxed);
        loop {
            if word & (MAIL | PLACED | WORK) != 0 {
                return false;
            }
            let next = word & !(HELD | WANT);
            // Acquire, for what `sync` orders.
            match self.0.compare_exchange_weak(word, next, Ordering::AcqRel, Ordering::Relaxed) {
                Ok(_) => return true,
                Err(now) => word = now,
            }
        }
    }

    /// Gives the token back as the process's task, whatever came in.
    pub(crate) fn drop_held(&self) {
        self.0.fetch_and(!HELD, Ordering::Release);
    }

    /// Keeps callers out, or lets them in again. Only the process's task may do it, while it holds the
    /// token: so no caller is inside when the bar comes down, and what it did before the bar goes up is
    /// seen by the next one.
    pub(crate) fn bar(&self, barred: bool) {
        if barred {
            self.0.fetch_or(BARRED, Ordering::Relaxed);
        } else {
            self.0.fetch_and(!BARRED, Ordering::Relaxed);
        }
    }

    /// Whether callers keep out for good: the process stops.
    #[inline]
    pub(crate) fn is_shut(&self) -> bool {
        self.0.load(Ordering::Relaxed) & SHUT != 0
    }

    /// Shows to others whether the process is suspended; one that is, is barred as well. Only the
    /// process's task may do it, while it holds the token.
    pub(crate) fn suspend(&self, suspended: bool) {
        if suspended {
            self.0.fetch_or(SUSPENDED, Ordering::Relaxed);
        } else {
            self.0.fetch_and(!SUSPENDED, Ordering::Relaxed);
        }
    }

    /// Keeps callers out from now on.
    pub(crate) fn shut(&self) {
        self.0.fetch_or(SHUT, Ordering::AcqRel);
    }
}
