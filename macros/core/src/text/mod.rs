//! Every text that a user can read: what is wrong, and on the next line what to write instead.
//!
//! Nobody else can make a [`Text`], and the sink of the errors takes nothing else.

pub(crate) mod derives;
pub mod entry;
pub(crate) mod handlers;
pub(crate) mod keys;
pub(crate) mod machines;
pub(crate) mod parts;
pub(crate) mod protocols;
pub(crate) mod records;
pub(crate) mod schedules;
#[cfg(test)]
pub(crate) mod tests;
pub(crate) mod types;

use std::borrow::Cow;
use std::fmt;

use proc_macro2::Span;

/// What is wrong, and how to put it right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    what: Cow<'static, str>,
    help: Cow<'static, str>,
}

impl Text {
    const fn fixed(what: &'static str, help: &'static str) -> Self {
        Self { what: Cow::Borrowed(what), help: Cow::Borrowed(help) }
    }

    fn new(what: impl Into<Cow<'static, str>>, help: impl Into<Cow<'static, str>>) -> Self {
        Self { what: what.into(), help: help.into() }
    }

    /// As an error of a parser of ours.
    pub(crate) fn error(&self, place: Span) -> syn::Error {
        syn::Error::new(place, self)
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, help } = self;
        write!(f, "{what}{HELP}{help}")
    }
}

/// Between the two; it begins a line of its own.
const HELP: &str = "\nhelp: ";

/// What a parser says: ours say what to do, and syn's only what they expected.
pub(crate) fn of_parser(error: &syn::Error) -> Text {
    let all = error.to_string();
    match all.split_once(HELP) {
        Some((what, help)) => Text::new(what.to_owned(), help.to_owned()),
        None => Text::new(all, "complete it; the macro could read everything in front of it"),
    }
}

/// What a macro makes of the user's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Server,
    Machine,
    Agent,
    /// A server of any type that has a protocol.
    Protocol,
}

impl Subject {
    /// Its full name.
    fn noun(self) -> &'static str {
        match self {
            Self::Server | Self::Protocol => "server",
            Self::Machine => "state machine",
            Self::Agent => "agent",
        }
    }

    /// With its article, where it is spoken of for the first time.
    fn a(self) -> &'static str {
        match self {
            Self::Server | Self::Protocol => "a server",
            Self::Machine => "a state machine",
            Self::Agent => "an agent",
        }
    }

    /// Where it is clear which one is meant.
    fn short(self) -> &'static str {
        match self {
            Self::Server | Self::Protocol => "server",
            Self::Machine => "machine",
            Self::Agent => "agent",
        }
    }
}
