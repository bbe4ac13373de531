//! What a supervisor and its children are configured with.

use std::sync::Arc;
use std::time::Duration;

use super::backoff::Backoff;
use super::strategy::Strategy;
use crate::gen_server::{Restart, Shutdown};
use crate::process::{BadSpec, Name};

/// Restarts allowed within the window, unless told otherwise (as in Elixir).
pub(super) const MAX_RESTARTS: usize = 3;

/// The window of a restart budget, unless told otherwise (as in Elixir).
pub(super) const WINDOW: Duration = Duration::from_secs(5);

/// Whether a supervisor ends when its significant children have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AutoShutdown {
    /// It does not.
    #[default]
    Never,
    /// When one of them has ended by itself.
    AnySignificant,
    /// When the last of them has.
    AllSignificant,
}

/// Strategy, restart budget and name of a supervisor: what `#[supervisor(..)]` says.
///
/// # Examples
///
/// ```
/// use std::time::Duration;
/// use switchboard::{Strategy, SupervisorOptions};
///
/// let options = SupervisorOptions::new()
///     .strategy(Strategy::RestForOne)
///     .max_restarts(10)
///     .max_seconds(Duration::from_secs(60));
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct SupervisorOptions {
    pub(crate) strategy: Strategy,
    pub(crate) max_restarts: usize,
    pub(crate) window: Duration,
    pub(crate) auto_shutdown: AutoShutdown,
    pub(crate) name: Option<Name>,
    pub(crate) backoff: Option<Backoff>,
}

impl Default for SupervisorOptions {
    fn default() -> Self {
        Self::new()
    }
}

impl SupervisorOptions {
    /// One for one, three restarts in five seconds, as in Elixir.
    pub fn new() -> Self {
        Self {
            strategy: Strategy::OneForOne,
            max_restarts: MAX_RESTARTS,
            window: WINDOW,
            auto_shutdown: AutoShutdown::Never,
            name: None,
            backoff: None,
        }
    }

    /// What happens to the other children when one is restarted.
    pub fn strategy(mut self, strategy: Strategy) -> Self {
        self.strategy = strategy;
        self
    }

    /// How many restarts are allowed within the window.
    pub fn max_restarts(mut self, restarts: usize) -> Self {
        self.max_restarts = restarts;
        self
    }

    /// The window of the restart budget; more than zero.
    pub fn max_seconds(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }

    /// Whether the supervisor ends with its significant children.
    pub fn auto_shutdown(mut self, auto_shutdown: AutoShutdown) -> Self {
        self.auto_shutdown = auto_shutdown;
        self
    }

    /// The name to claim.
    pub fn name(mut self, name: impl Into<Name>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// Waits before each restart; the default is to start a child again at once.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = Some(backoff);
        self
    }

    pub(crate) fn check(&self) -> Result<(), BadSpec> {
        if self.window.is_zero() { Err(BadSpec::ZeroWindow) } else { Ok(()) }
    }
}

/// What a `#[child(..)]` overrides of its spec.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct ChildOptions {
    pub(crate) id: Option<Arc<str>>,
    pub(crate) restart: Option<Restart>,
    pub(crate) shutdown: Option<Shutdown>,
    pub(crate) significant: Option<bool>,
    pub(crate) start_timeout: Option<Duration>,
    pub(crate) max_restarts: Option<usize>,
    pub(crate) window: Option<Duration>,
    pub(crate) backoff: Option<Backoff>,
}

impl ChildOptions {
    /// Overrides nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Another id than the field's name.
    pub fn id(mut self, id: impl Into<Arc<str>>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Whether it is started again.
    pub fn restart(mut self, restart: Restart) -> Self {
        self.restart = Some(restart);
        self
    }

    /// How it is stopped.
    pub fn shutdown(mut self, shutdown: Shutdown) -> Self {
        self.shutdown = Some(shutdown);
        self
    }

    /// Whether its end can end the supervisor; see [`AutoShutdown`].
    pub fn significant(mut self, significant: bool) -> Self {
        self.significant = Some(significant);
        self
    }

    /// How long each start may take. The default is for ever, and a supervisor that waits for a start
    /// does nothing else meanwhile.
    pub fn start_timeout(mut self, timeout: Duration) -> Self {
        self.start_timeout = Some(timeout);
        self
    }

    /// Gives the child a restart budget of its own, instead of a part of its supervisor's: so many
    /// restarts within the window of [`max_seconds`](Self::max_seconds). The supervisor still ends
    /// when it is used up.
    pub fn max_restarts(mut self, restarts: usize) -> Self {
        self.max_restarts = Some(restarts);
        self
    }

    /// The window of the child's own restart budget; more than zero. See
    /// [`max_restarts`](Self::max_restarts).
    pub fn max_seconds(mut self, window: Duration) -> Self {
        self.window = Some(window);
        self
    }

    /// Waits before each restart of this child, instead of what its supervisor does.
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.backoff = Some(backoff);
        self
    }
}
