//! One run of a handler, as metrics and spans see it. Without those features it is nothing, and what is
//! done with it is nothing as well.

use super::meter::{Meter, Sent};
use super::span::{Entered, Handled, Parent};
use crate::process::core::Core;

pub(crate) use super::span::spanned;

/// Where a message comes from: when it was sent, and in which span.
pub(crate) struct Origin {
    sent: Sent,
    parent: Parent,
}

impl Origin {
    /// Here and now.
    #[inline]
    pub(crate) fn here() -> Self {
        Self { sent: Sent::now(), parent: Parent::here() }
    }
}

/// A run of a handler. When it is dropped the handler is done, however it went.
pub(crate) struct Handling {
    span: Handled,
    _meter: Meter,
}

impl Handling {
    /// A message out of the mailbox is about to be handled.
    #[inline]
    pub(crate) fn of(core: &Core, message: &'static str, origin: Option<&Origin>) -> Self {
        let meter = Meter::begin(core.kind, message, origin.map(|origin| &origin.sent));
        let span = Handled::below(origin.map(|origin| &origin.parent), core, message);
        Self { span, _meter: meter }
    }

    /// A call is about to be handled on its caller.
    #[inline]
    pub(crate) fn here(core: &Core, message: &'static str) -> Self {
        let meter = Meter::begin(core.kind, message, None);
        Self { span: Handled::here(core, message), _meter: meter }
    }

    /// Makes its span the current one until the guard is dropped.
    #[inline]
    pub(crate) fn enter(&self) -> Entered<'_> {
        self.span.enter()
    }

    /// Its span, for [`spanned`].
    #[inline]
    pub(crate) fn span(&self) -> &Handled {
        &self.span
    }
}
