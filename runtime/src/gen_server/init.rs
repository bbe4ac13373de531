//! What `init` may return.

use std::error::Error;

use super::GenServer;
use crate::process::{ExitReason, Ignore};

/// Why a server does not start.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum InitError {
    /// It chooses not to; the starter gets [`StartError::Ignored`](crate::StartError::Ignored).
    Ignore,
    /// It cannot; the process ends with this reason.
    Stop(ExitReason),
}

impl InitError {
    /// The failure behind an error. [`Ignore`] and [`ExitReason`] keep their meaning.
    pub fn new(error: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        match error.into().downcast::<Ignore>() {
            Ok(_) => Self::Ignore,
            Err(error) => Self::Stop(ExitReason::error(error)),
        }
    }
}

/// A return type of `#[init]`: the server, or a `Result` with it.
#[diagnostic::on_unimplemented(
    message = "`init` of `{S}` cannot return `{Self}`",
    label = "expected `Self` or `Result<Self, E>`",
    note = "`E` is any error type, a `String`, an `ExitReason`, or `Ignore`"
)]
pub trait InitOutcome<S> {
    /// The state, or why there is none.
    ///
    /// # Errors
    ///
    /// [`InitError`] when `init` failed or chose not to start.
    fn into_init(self) -> Result<S, InitError>;
}

impl<S: GenServer> InitOutcome<S> for S {
    fn into_init(self) -> Result<S, InitError> {
        Ok(self)
    }
}

impl<S: GenServer, E: Into<Box<dyn Error + Send + Sync>>> InitOutcome<S> for Result<S, E> {
    fn into_init(self) -> Result<S, InitError> {
        self.map_err(InitError::new)
    }
}
