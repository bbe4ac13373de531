//! Spans in a build without the feature `tracing`: nothing.

use std::marker::PhantomData;

use crate::process::core::Core;

/// The span that is current where a message is sent.
pub(super) struct Parent;

impl Parent {
    #[inline]
    pub(super) fn here() -> Self {
        Self
    }
}

/// The span of one run of a handler.
pub(crate) struct Handled;

/// A span that is the current one.
pub(crate) struct Entered<'a>(PhantomData<&'a Handled>);

impl Handled {
    #[inline]
    pub(super) fn below(_: Option<&Parent>, _: &Core, _: &str) -> Self {
        Self
    }

    #[inline]
    pub(super) fn here(_: &Core, _: &str) -> Self {
        Self
    }

    #[inline]
    pub(super) fn enter(&self) -> Entered<'_> {
        let Self = self;
        Entered(PhantomData)
    }
}

/// A future in a span.
macro_rules! spanned {
    ($handling:expr, $future:expr) => {{
        let _ = $handling.span();
        $future
    }};
}

pub(crate) use spanned;
