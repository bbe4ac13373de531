//! What can go wrong in a `PubSub`.

use std::error::Error;
use std::fmt;
use std::sync::Arc;

use crate::process::NoRuntime;
use crate::registry::RegistryError;

/// Why a `PubSub` did not do what it was asked.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum PubSubError {
    /// It does not run, or nobody has its name.
    NotRunning,
    /// The name belongs to one with messages of another type, or to another registry.
    WrongType,
    /// A process subscribes itself, and this code runs in none.
    NotInProcess,
    /// The process has ended, so it cannot subscribe.
    NoProc,
    /// There is no runtime for what keeps a stream.
    NoRuntime,
    /// The broadcast could not be passed on to other nodes. Nobody here has got it either.
    Relay(Arc<dyn Error + Send + Sync>),
}

impl fmt::Display for PubSubError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotRunning => f.write_str("the pubsub does not run"),
            Self::WrongType => f.write_str("the pubsub has messages of another type"),
            Self::NotInProcess => fmt::Display::fmt(&RegistryError::NotInProcess, f),
            Self::NoProc => f.write_str("no such process"),
            Self::NoRuntime => fmt::Display::fmt(&NoRuntime, f),
            Self::Relay(error) => write!(f, "the relay to other nodes failed: {error}"),
        }
    }
}

impl Error for PubSubError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Relay(error) => Some(&**error),
            _ => None,
        }
    }
}

impl From<RegistryError> for PubSubError {
    fn from(error: RegistryError) -> Self {
        match error {
            RegistryError::WrongType => Self::WrongType,
            RegistryError::NotInProcess => Self::NotInProcess,
            RegistryError::NoProc => Self::NoProc,
            // The others are about unique keys, settings and tasks, which a pubsub has none of.
            _ => Self::NotRunning,
        }
    }
}
