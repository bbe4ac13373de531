//! The one place that catches panics.

use std::any::Any;
use std::backtrace::{Backtrace, BacktraceStatus};
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe, Location};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Once};
use std::task::{Context, Poll};

use pin_project_lite::pin_project;

use super::current;
use super::exit::{ExitReason, PanicInfo};

thread_local! {
    static LAST: RefCell<Option<Place>> = const { RefCell::new(None) };
}

/// Where a panic came from, as its hook saw it.
struct Place {
    location: Option<String>,
    backtrace: Option<Arc<Backtrace>>,
}

/// Whether the hook that was there before hears of the panics of processes too.
static FORWARD: AtomicBool = AtomicBool::new(false);

/// Sets whether the hook that was there before hears of the panics of processes too.
pub(crate) fn forward(forward: bool) {
    FORWARD.store(forward, Ordering::Relaxed);
}

#[cfg(feature = "test-util")]
thread_local! {
    /// Whether nothing is printed of what happens on this thread.
    static QUIET: std::cell::Cell<bool> = const { std::cell::Cell::new(false) };
}

/// Prints nothing of what happens on this thread from now on: neither panics nor reports.
#[cfg(feature = "test-util")]
pub(crate) fn be_quiet() {
    install_hook();
    QUIET.set(true);
}

/// Whether nothing is to be printed here.
#[cfg(feature = "test-util")]
pub(crate) fn is_quiet() -> bool {
    QUIET.get()
}

/// Whether nothing is to be printed here.
#[cfg(not(feature = "test-util"))]
pub(crate) fn is_quiet() -> bool {
    false
}

/// A location as it is shown: a formatter takes ten times as long.
fn written(location: &Location<'_>) -> String {
    let [line, column] = [location.line(), location.column()].map(|number| number.to_string());
    [location.file(), ":", &line, ":", &column].concat()
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
            let of_a_process = current::current().is_some();
            if is_quiet() {
                let location = info.location().map(written);
                LAST.set(Some(Place { location, backtrace: None }));
                return;
            }
            if of_a_process {
                let backtrace = Backtrace::capture();
                let captured = backtrace.status() == BacktraceStatus::Captured;
                LAST.set(Some(Place {
                    location: info.location().map(written),
                    // Its symbols are looked up when it is shown, if it ever is.
                    backtrace: captured.then(|| Arc::new(backtrace)),
                }));
            }
            if !of_a_process || FORWARD.load(Ordering::Relaxed) {
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
    panic::catch_unwind(AssertUnwindSafe(f)).map_err(caught_panic)
}

/// The reason that a panic is. By itself, because `catch` is in very many places.
#[cold]
fn caught_panic(payload: Box<dyn Any + Send>) -> ExitReason {
    let reason = reason(payload.as_ref());
    drop_payload(payload);
    reason
}

/// How often what a panic carries may panic when it is dropped, with something that does so as well.
const CHAIN: usize = 8;

/// What a panic carries may panic itself when it is dropped, and so may what that one carries. One that goes on
/// and on is let go.
#[cold]
#[expect(clippy::disallowed_methods, reason = "this is the file that catches panics")]
fn drop_payload(mut payload: Box<dyn Any + Send>) {
    for _ in 0..CHAIN {
        match panic::catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            Ok(()) => return,
            Err(next) => payload = next,
        }
    }
    std::mem::forget(payload);
}

/// Drops things one by one, so that a destructor that panics keeps none of the others from running,
/// and two of them do not end the program.
pub(crate) fn drop_each<T>(things: impl IntoIterator<Item = T>) -> Result<(), ExitReason> {
    let mut outcome = Ok(());
    for thing in things {
        let dropped = catch(|| drop(thing));
        if outcome.is_ok() {
            outcome = dropped;
        }
    }
    outcome
}

/// Goes on with a panic that was caught, unless another one is under way already.
pub(crate) fn go_on(outcome: Result<(), ExitReason>) {
    if let Err(reason) = outcome
        && !std::thread::panicking()
    {
        panic::resume_unwind(Box::new(reason));
    }
}

/// Formats a value of the user; what it says when it panics is that it did.
pub(crate) fn shown(show: impl FnOnce() -> String) -> String {
    catch(show).unwrap_or_else(|_| UNSHOWN.to_owned())
}

/// What stands for a text that cannot be had.
pub(crate) const UNSHOWN: &str = "a value that panics when it is shown";

fn reason(payload: &(dyn Any + Send)) -> ExitReason {
    if let Some(reason) = payload.downcast_ref::<ExitReason>() {
        return reason.clone();
    }
    let message = payload
        .downcast_ref::<&str>()
        .map(ToString::to_string)
        .or_else(|| payload.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "a value that is no text".to_owned());
    let (location, backtrace) =
        LAST.take().map_or((None, None), |place| (place.location, place.backtrace));
    ExitReason::Panic(Arc::new(PanicInfo { message, location, backtrace }))
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
