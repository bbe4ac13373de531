//! Names: local ones, and those that a registrar keeps.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::core::Process;
use super::directory;
use super::error::{BadSpec, StartError};
use super::holdings::Table;
use super::pid::Pid;

/// A name that a process claims when it starts, and by which others find it.
///
/// A text is a local name; [`Registry::via`](crate::Registry::via) makes one of a key in a registry,
/// and [`Name::via`] of anything that keeps names. Whatever takes a name takes all of them.
///
/// # Examples
///
/// ```
/// use switchboard::Name;
///
/// assert_eq!(Name::from("counter").to_string(), "counter");
/// ```
#[derive(Clone)]
pub struct Name(Kind);

#[derive(Clone)]
enum Kind {
    Local(Arc<str>),
    Via(Arc<Via>),
}

/// A registrar, as a table that hears of the end of its process.
struct Via {
    registrar: Box<dyn Registrar>,
}

/// Keeps one name: what Elixir's `{:via, module, term}` asks of the module.
///
/// A value stands for one name, such as one key of a registry. Its `Display` is how reports call it.
pub trait Registrar: fmt::Display + Send + Sync + 'static {
    /// Gives the name to a process that is about to start.
    ///
    /// # Errors
    ///
    /// [`NameError`]; then the process does not start.
    fn register(&self, pid: Pid) -> Result<(), NameError>;

    /// Takes the name from a process, if it still has it: at its end, before anyone hears of that.
    fn unregister(&self, pid: Pid);

    /// Who has the name.
    fn whereis(&self) -> Option<Pid>;
}

/// Why a process cannot have a name.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum NameError {
    /// This process has it.
    Taken(Pid),
    /// Nobody can have it, for this reason.
    Unusable(Arc<str>),
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Taken(pid) => write!(f, "the name is taken by {pid}"),
            Self::Unusable(why) => f.write_str(why),
        }
    }
}

impl std::error::Error for NameError {}

impl Name {
    /// The name that a registrar keeps.
    pub fn via(registrar: impl Registrar) -> Self {
        Self(Kind::Via(Arc::new(Via { registrar: Box::new(registrar) })))
    }

    /// The process that has the name.
    #[must_use]
    pub fn whereis(&self) -> Option<Pid> {
        self.process().map(|process| process.core().pid)
    }

    /// The name as a text, if it is a local one.
    #[must_use]
    pub fn as_local(&self) -> Option<&str> {
        match &self.0 {
            Kind::Local(name) => Some(name),
            Kind::Via(_) => None,
        }
    }

    /// How a [`Down`](super::Down) calls it.
    pub(crate) fn text(&self) -> Arc<str> {
        match &self.0 {
            Kind::Local(name) => Arc::clone(name),
            Kind::Via(_) => Arc::from(self.to_string()),
        }
    }

    pub(crate) fn process(&self) -> Option<Arc<dyn Process>> {
        match &self.0 {
            Kind::Local(name) => directory::named(name),
            Kind::Via(via) => via.registrar.whereis().and_then(directory::find),
        }
    }

    /// Claims the name for a process that is listed and has not run yet.
    pub(crate) fn claim(&self, process: &Arc<dyn Process>) -> Result<(), StartError> {
        match &self.0 {
            Kind::Local(name) => Ok(directory::claim(name, process)?),
            Kind::Via(via) => {
                let core = process.core();
                let table: Arc<dyn Table> = via.clone();
                let claimed = core.enter(&table, || ((), true));
                let claimed = match claimed {
                    Some(()) => via.registrar.register(core.pid),
                    None => Ok(()),
                };
                claimed.map_err(|error| {
                    core.leave(&table);
                    match error {
                        NameError::Taken(pid) => StartError::AlreadyStarted(pid),
                        NameError::Unusable(why) => BadSpec::UnusableName(why).into(),
                    }
                })
            }
        }
    }
}

impl Table for Via {
    fn forget(&self, pid: Pid) {
        self.registrar.unregister(pid);
    }
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self(Kind::Local(name.into()))
    }
}

impl From<&String> for Name {
    fn from(name: &String) -> Self {
        Self::from(name.as_str())
    }
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self(Kind::Local(name.into()))
    }
}

impl From<Box<str>> for Name {
    fn from(name: Box<str>) -> Self {
        Self(Kind::Local(name.into()))
    }
}

impl From<Arc<str>> for Name {
    fn from(name: Arc<str>) -> Self {
        Self(Kind::Local(name))
    }
}

impl From<Cow<'_, str>> for Name {
    fn from(name: Cow<'_, str>) -> Self {
        Self(Kind::Local(name.into()))
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Local(name) => f.write_str(name),
            Kind::Via(via) => fmt::Display::fmt(&via.registrar, f),
        }
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Kind::Local(name) => fmt::Debug::fmt(name, f),
            Kind::Via(via) => write!(f, "via {}", via.registrar),
        }
    }
}
