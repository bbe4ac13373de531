//! A span for each run of a handler, whose parent is the span that its message was sent in.
//!
//! Nothing is done unless a subscriber is interested in spans of the target `switchboard` at the level
//! `DEBUG`, which `tracing` finds out by looking at one number.

use tracing::{Level, Span};

use crate::process::core::Core;
use crate::process::{guard, short_type};

pub(crate) use tracing::Instrument;

/// Nothing, where the subscriber fails.
pub(crate) type Entered<'a> = Option<tracing::span::Entered<'a>>;

/// The span that is current where a message is sent. It stays open until the message is handled, or is
/// dropped.
pub(super) struct Parent(Span);

impl Parent {
    #[inline]
    pub(super) fn here() -> Self {
        Self(if tracing::span_enabled!(target: "switchboard", Level::DEBUG) {
            current()
        } else {
            Span::none()
        })
    }
}

/// The subscriber is the user's: what it does wrong is no failure of a process.
#[cold]
fn current() -> Span {
    guard::catch(Span::current).unwrap_or_else(|_| Span::none())
}

/// The span of one run of a handler.
pub(crate) struct Handled(Span);

impl Handled {
    /// Below the span that its message was sent in; a message that nobody sent begins a trace.
    #[inline]
    pub(super) fn below(parent: Option<&Parent>, core: &Core, message: &'static str) -> Self {
        if !tracing::span_enabled!(target: "switchboard", Level::DEBUG) {
            return Self(Span::none());
        }
        let (server, pid) = (short_type(core.kind), core.pid);
        let make = || {
            let parent = parent.and_then(|parent| parent.0.id());
            tracing::debug_span!(target: "switchboard", parent: parent, "handle", server, message, %pid)
        };
        Self(guard::catch(make).unwrap_or_else(|_| Span::none()))
    }

    /// Below the span that is current here.
    #[inline]
    pub(super) fn here(core: &Core, message: &'static str) -> Self {
        if !tracing::span_enabled!(target: "switchboard", Level::DEBUG) {
            return Self(Span::none());
        }
        let (server, pid) = (short_type(core.kind), core.pid);
        let make = || tracing::debug_span!(target: "switchboard", "handle", server, message, %pid);
        Self(guard::catch(make).unwrap_or_else(|_| Span::none()))
    }

    #[inline]
    pub(super) fn enter(&self) -> Entered<'_> {
        if self.0.is_none() {
            return None;
        }
        guard::catch(|| self.0.enter()).ok()
    }

    /// The span itself.
    #[inline]
    pub(crate) fn get(&self) -> Span {
        self.0.clone()
    }
}

/// A future in a span.
macro_rules! spanned {
    ($handling:expr, $future:expr) => {
        $crate::observe::span::Instrument::instrument($future, $handling.span().get())
    };
}

pub(crate) use spanned;
