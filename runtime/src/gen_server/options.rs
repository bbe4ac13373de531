//! What a server is configured with.

use std::time::Duration;

use crate::process::{DEFAULT_CAPACITY, Overflow};

/// Whether a supervisor starts a child again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Restart {
    /// Always.
    #[default]
    Permanent,
    /// Unless it ended in order: normally, or with a shutdown.
    Transient,
    /// Never.
    Temporary,
}

/// How a supervisor stops a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shutdown {
    /// With a kill.
    BrutalKill,
    /// With a shutdown, and a kill when it takes longer than this.
    After(Duration),
    /// With a shutdown, for as long as it takes.
    Infinity,
}

impl Default for Shutdown {
    /// Five seconds, as in OTP.
    fn default() -> Self {
        Self::After(Duration::from_secs(5))
    }
}

/// What a server does with the messages that wait when it stops.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnStop {
    /// It drops them; callers learn the reason. This is what OTP does.
    #[default]
    Discard,
    /// It handles them first. New ones are refused meanwhile.
    Drain,
}

/// What a server is configured with: the constant behind `#[server(..)]`.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use switchboard::{ServerOptions, Shutdown};
///
/// const OPTIONS: ServerOptions =
///     ServerOptions::new().mailbox(64).shutdown(Shutdown::After(Duration::from_secs(1)));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub struct ServerOptions {
    pub(crate) name: Option<&'static str>,
    pub(crate) capacity: usize,
    pub(crate) overflow: Overflow,
    pub(crate) shutdown: Shutdown,
    pub(crate) restart: Restart,
    pub(crate) call_timeout: Duration,
    pub(crate) on_stop: OnStop,
    pub(crate) trap_exit: bool,
}

impl Default for ServerOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl ServerOptions {
    /// No name; 65,536 messages, more are refused; five seconds for a call and for a shutdown;
    /// permanent; what waits at a stop is dropped; exits are not trapped.
    pub const fn new() -> Self {
        Self {
            name: None,
            capacity: DEFAULT_CAPACITY,
            overflow: Overflow::Refuse,
            shutdown: Shutdown::After(Duration::from_secs(5)),
            restart: Restart::Permanent,
            call_timeout: Duration::from_secs(5),
            on_stop: OnStop::Discard,
            trap_exit: false,
        }
    }

    /// The name that every instance claims.
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// How many user messages may wait.
    pub const fn mailbox(mut self, messages: usize) -> Self {
        self.capacity = messages;
        self
    }

    /// As many messages as memory holds.
    pub const fn unbounded(self) -> Self {
        self.mailbox(usize::MAX)
    }

    /// What a full mailbox does with one more cast.
    pub const fn overflow(mut self, overflow: Overflow) -> Self {
        self.overflow = overflow;
        self
    }

    /// How a supervisor stops it.
    pub const fn shutdown(mut self, shutdown: Shutdown) -> Self {
        self.shutdown = shutdown;
        self
    }

    /// Whether a supervisor starts it again.
    pub const fn restart(mut self, restart: Restart) -> Self {
        self.restart = restart;
        self
    }

    /// How long a call waits for its reply.
    pub const fn call_timeout(mut self, timeout: Duration) -> Self {
        self.call_timeout = timeout;
        self
    }

    /// Calls wait for as long as it takes.
    pub const fn call_timeout_infinity(self) -> Self {
        self.call_timeout(Duration::MAX)
    }

    /// What happens to waiting messages at a stop.
    pub const fn on_stop(mut self, on_stop: OnStop) -> Self {
        self.on_stop = on_stop;
        self
    }

    /// Whether exit signals arrive as messages, from before `init` on.
    ///
    /// A server that traps runs `terminate` when its supervisor shuts it down.
    pub const fn trap_exit(mut self, trap: bool) -> Self {
        self.trap_exit = trap;
        self
    }
}
