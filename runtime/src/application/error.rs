//! What can go wrong with an application.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::process::StartError;

/// Why an application was not loaded, started, stopped or unloaded.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ApplicationError {
    /// No application of this name is loaded.
    NotLoaded(Arc<str>),
    /// An application of this name is loaded.
    AlreadyLoaded(Arc<str>),
    /// This application does not run: the one that was to be stopped, or one that is needed.
    NotStarted(Arc<str>),
    /// It runs.
    AlreadyStarted(Arc<str>),
    /// It is being stopped.
    Stopping(Arc<str>),
    /// It needs itself, directly or through others.
    Cycle(Arc<str>),
    /// Its start waits, directly or through others, for the process that asks for it.
    Deadlock(Arc<str>),
    /// Its start failed or panicked.
    Failed {
        /// The application; it may be one that was started because another needs it.
        name: Arc<str>,
        /// Why.
        error: StartError,
    },
}

impl fmt::Display for ApplicationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotLoaded(name) => write!(f, "no application `{name}` is loaded"),
            Self::AlreadyLoaded(name) => write!(f, "an application `{name}` is loaded already"),
            Self::NotStarted(name) => write!(f, "the application `{name}` does not run"),
            Self::AlreadyStarted(name) => write!(f, "the application `{name}` runs already"),
            Self::Stopping(name) => write!(f, "the application `{name}` is being stopped"),
            Self::Cycle(name) => write!(f, "the application `{name}` needs itself"),
            Self::Deadlock(name) => {
                write!(
                    f,
                    "the start of the application `{name}` waits for the one that asks for it"
                )
            }
            Self::Failed { name, error } => {
                write!(f, "the application `{name}` did not start: {error}")
            }
        }
    }
}

impl Error for ApplicationError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Failed { error, .. } => Some(error),
            _ => None,
        }
    }
}
