//! The one place that catches panics.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::pin::Pin;
use std::sync::{Arc, Once};
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::current;
use super::exit::{ExitReason, PanicInfo};

thread_local! {
    static LAST: RefCell<Option<String>> = const { RefCell::new(None) };
}

static HOOK: Once = Once::new();

/// Installs the hook that notes where a process panicked, in front of the one that is there.
///
/// A process's panic is reported once, by its crash report; the hook that was there before prints
/// those of all other code.
pub(crate) fn install_hook() {
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if current::current().is_some() {
                LAST.set(info.location().map(ToString::to_string));
            } else {
                before(info);
            }
        }));
    });
}

/// Runs `f`; a panic becomes an exit reason.
///
/// What `f` borrowed may be half changed after a panic; the callers end the process it belongs to.
#[expect(clippy::disallowed_methods, reason = "this is the file that catches panics")]
#[inline]
pub(crate) fn catch<R>(f: impl FnOnce() -> R) -> Result<R, ExitReason> {
    panic::catch_unwind(AssertUnwindSafe(f)).map_err(|payload| reason(payload.as_ref()))
}

fn reason(payload: &(dyn Any + Send)) -> ExitReason {
    if let Some(reason) = payload.downcast_ref::<ExitReason>() {
        return reason.clone();
    }
    let message = payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a value that is no text".to_owned());
    ExitReason::Panic(Arc::new(PanicInfo { message, location: LAST.take() }))
}

pin_project! {
    /// A future whose panic becomes an exit reason.
    pub(crate) struct Caught<F> {
        #[pin]
        future: F,
    }
}

/// Turns a panic of `future` into an exit reason.
pub(crate) fn caught<F: Future>(future: F) -> Caught<F> {
    Caught { future }
}

impl<F: Future> Future for Caught<F> {
    type Output = Result<F::Output, ExitReason>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let future = self.project().future;
        match catch(|| future.poll(cx)) {
            Ok(Poll::Ready(value)) => Poll::Ready(Ok(value)),
            Ok(Poll::Pending) => Poll::Pending,
            Err(reason) => Poll::Ready(Err(reason)),
        }
    }
}
