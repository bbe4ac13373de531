//! The identity of a process.

use std::fmt;
use std::hash::{BuildHasherDefault, Hasher};
use std::num::NonZeroU64;
use std::sync::atomic::{AtomicU64, Ordering};

static NEXT: AtomicU64 = AtomicU64::new(1);

/// The identity of a process: small, copyable, and never used twice.
///
/// # Examples
///
/// ```
/// # #[tokio::main(flavor = "current_thread")] async fn main() {
/// use switchboard::process::{self, Inbox};
///
/// let idle = process::spawn(|mut inbox: Inbox<()>| async move { inbox.recv().await; }).unwrap();
/// let twin = process::spawn(|mut inbox: Inbox<()>| async move { inbox.recv().await; }).unwrap();
/// assert_ne!(idle.pid(), twin.pid());
/// # }
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pid(NonZeroU64);

impl Pid {
    pub(crate) fn next() -> Self {
        let raw = NEXT.fetch_add(1, Ordering::Relaxed);
        // A counter that starts at one would need centuries to wrap to zero.
        Self(NonZeroU64::new(raw).unwrap_or(NonZeroU64::MIN))
    }

    /// The number behind the identity.
    #[must_use]
    pub const fn as_u64(self) -> u64 {
        self.0.get()
    }

    pub(crate) fn from_u64(raw: u64) -> Option<Self> {
        NonZeroU64::new(raw).map(Self)
    }
}

impl fmt::Display for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.0)
    }
}

impl fmt::Debug for Pid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pid<{}>", self.0)
    }
}

/// Spreads pids and references over hash tables: they are counters, so one multiplication is enough.
#[derive(Default)]
pub(crate) struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u64(u64::from(*byte));
        }
    }

    fn write_u64(&mut self, id: u64) {
        self.0 = (self.0.rotate_left(5) ^ id).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

/// The hash builder for tables keyed by pids and references.
pub(crate) type IdState = BuildHasherDefault<IdHasher>;
