//! The one place that starts tasks, and the life of a process from its first poll to its last word.

use std::cell::RefCell;
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use pin_project_lite::pin_project;
use tokio::runtime::{Handle, Id};
use tokio::time::Sleep;

use super::core::Process;
use super::deadline::Deadlines;
use super::exit::ExitReason;
use super::guard;
use super::{current, directory, links};
use crate::{clock, report};

/// There is no tokio runtime here to run a process on, or one without timers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRuntime;

impl fmt::Display for NoRuntime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "there is no tokio runtime with timers here: start processes inside \
             `#[switchboard::main]`, or in a runtime that was built with `enable_all`",
        )
    }
}

impl std::error::Error for NoRuntime {}

/// Starts the task of a process: `run` is its code, and its result the reason it ends with.
pub(crate) fn launch<P, F>(process: Arc<P>, run: F) -> Result<(), NoRuntime>
where
    P: Process,
    F: Future<Output = ExitReason> + Send + 'static,
{
    let runtime = Handle::try_current().map_err(|_| NoRuntime)?;
    guard::install_hook();
    process.core().set_deadlines(deadlines(&runtime)?);
    let task = ProcessTask { process, run: Some(run), sleep: None, reason: None, over: false };
    #[expect(clippy::disallowed_methods, reason = "this is the file that starts tasks")]
    let detached = runtime.spawn(task);
    // A process is stopped through its signals, never by its handle.
    drop(detached);
    Ok(())
}

thread_local! {
    /// The runtime that a process was started on last.
    static LAST: RefCell<Option<(Id, Arc<Deadlines>)>> = const { RefCell::new(None) };
}

/// The deadlines of this runtime. They need timers, as everything here does; whether the runtime
/// has them is asked once per runtime and thread.
fn deadlines(runtime: &Handle) -> Result<Arc<Deadlines>, NoRuntime> {
    let id = runtime.id();
    let known = LAST.with_borrow(|last| {
        last.as_ref().filter(|(last, _)| *last == id).map(|(_, deadlines)| Arc::clone(deadlines))
    });
    if let Some(known) = known {
        return Ok(known);
    }
    // Tokio says that there are none with a panic, and in no other way.
    guard::catch(|| drop(clock::sleep_until(clock::now()))).map_err(|_| NoRuntime)?;
    let (deadlines, watch) = Deadlines::of(id);
    if let Some(watch) = watch {
        #[expect(clippy::disallowed_methods, reason = "this is the file that starts tasks")]
        let detached = runtime.spawn(watch);
        // It ends with its runtime.
        drop(detached);
    }
    LAST.set(Some((id, Arc::clone(&deadlines))));
    Ok(deadlines)
}

pin_project! {
    /// The task of one process.
    struct ProcessTask<P: Process, F: Future<Output = ExitReason>> {
        process: Arc<P>,
        #[pin]
        run: Option<F>,
        sleep: Option<Pin<Box<Sleep>>>,
        reason: Option<ExitReason>,
        over: bool,
    }

    impl<P: Process, F: Future<Output = ExitReason>> PinnedDrop for ProcessTask<P, F> {
        fn drop(this: Pin<&mut Self>) {
            // Only the end of the whole runtime drops a process's task before its time.
            if !this.over {
                let mut this = this.project();
                let process = this.process.as_ref();
                let _me = current::enter(process.core().pid);
                let reason = this.reason.take().unwrap_or(ExitReason::Killed);
                process.core().begin_end(&reason);
                process.shut();
                let dropped = guard::catch(|| this.run.set(None));
                drop((dropped, process.core().dictionary.clear()));
                drop(process.try_release());
                bury(process, &reason);
            }
        }
    }
}

impl<P: Process, F: Future<Output = ExitReason>> Future for ProcessTask<P, F> {
    type Output = ();

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let mut this = self.project();
        let process = this.process.as_ref();
        let core = process.core();
        core.set_waker(cx.waker());
        let _me = current::enter(core.pid);
        if this.reason.is_none() {
            let reason = if let Some(reason) = core.doom() {
                reason
            } else {
                let polled = guard::catch(|| {
                    core.timers.poll(this.sleep, cx);
                    this.run.as_mut().as_pin_mut().map(|run| run.poll(cx))
                });
                match polled {
                    Ok(None) => ExitReason::Normal,
                    Ok(Some(poll)) => ready!(poll),
                    Err(reason) => {
                        // A server catches what its handlers do; this is code of another kind.
                        if reason.is_abnormal() {
                            report::crashed(process, &reason, None, None, None);
                        }
                        reason
                    }
                }
            };
            core.begin_end(&reason);
            process.shut();
            // The locals of the process's code go first, and a destructor that panics is no exception.
            let dropped = guard::catch(|| this.run.set(None));
            let noted = core.dictionary.clear();
            let reason = match dropped.and(noted) {
                Err(panic) if reason.is_orderly() => panic,
                Ok(()) | Err(_) => reason,
            };
            *this.reason = Some(reason);
        }
        // A caller that runs a handler right now wakes this task when it is done.
        let Some(released) = process.try_release() else {
            return Poll::Pending;
        };
        let mut reason = this.reason.take().unwrap_or_default();
        if let Err(panic) = released {
            report::crashed(process, &panic, None, None, None);
            if reason.is_orderly() {
                reason = panic;
            }
        }
        bury(process, &reason);
        *this.over = true;
        *this.sleep = None;
        Poll::Ready(())
    }
}

/// The end, in the order in which others may see it: the state is gone, the name and
/// everything held in tables is free, then
/// links and monitors hear of it, then what was queued is dropped.
fn bury(process: &dyn Process, reason: &ExitReason) {
    let core = process.core();
    core.timers.close();
    directory::release(process);
    core.holdings.release(core.pid);
    directory::remove(core.pid);
    let Some(legacy) = core.end(reason) else {
        return;
    };
    links::tell(process, &legacy, reason);
    core.tell_waiting();
    process.discard_mail();
}
