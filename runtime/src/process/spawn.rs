//! The one place that starts tasks, and the life of a process from its first poll to its last word.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, Waker, ready};

use pin_project_lite::pin_project;
use tokio::runtime::{Handle, Id};
use tokio::time::Sleep;

use super::core::Process;
use super::deadline::Deadlines;
use super::exit::ExitReason;
use super::guard;
use super::hearing::Hearing;
use super::reply::AnySlot as _;
use super::{current, directory, here, links};
use crate::observe::meter;
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

/// The code of a process, as its task drives it.
pub(crate) trait Code<P>: Send + 'static {
    /// Drives it; its result is the reason that the process ends with.
    fn poll(self: Pin<&mut Self>, process: &Arc<P>, cx: &mut Context<'_>) -> Poll<ExitReason>;

    /// Drops what it holds. It is not driven any more.
    fn clear(self: Pin<&mut Self>, process: &P);

    /// Whether it would be as it is if it were made anew.
    fn is_at_rest(&self) -> bool {
        false
    }
}

pin_project! {
    /// Code that is one future from the first to the last.
    struct Whole<F> {
        #[pin]
        run: Option<F>,
    }
}

impl<P, F: Future<Output = ExitReason> + Send + 'static> Code<P> for Whole<F> {
    fn poll(self: Pin<&mut Self>, _process: &Arc<P>, cx: &mut Context<'_>) -> Poll<ExitReason> {
        match self.project().run.as_pin_mut() {
            Some(run) => run.poll(cx),
            None => Poll::Ready(ExitReason::Normal),
        }
    }

    fn clear(self: Pin<&mut Self>, _process: &P) {
        self.project().run.set(None);
    }
}

/// Starts the task of a process: `run` is its code, and its result the reason it ends with.
pub(crate) fn launch<P, F>(process: Arc<P>, run: F) -> Result<(), NoRuntime>
where
    P: Process,
    F: Future<Output = ExitReason> + Send + 'static,
{
    launch_code(process, Whole { run: Some(run) })
}

/// Starts the task of a process.
pub(crate) fn launch_code<P: Process, C: Code<P>>(
    process: Arc<P>,
    code: C,
) -> Result<(), NoRuntime> {
    prepare(&*process)?;
    start(ProcessTask::new(process, code), None);
    Ok(())
}

/// What has to be before the first code of a process runs.
fn prepare(process: &dyn Process) -> Result<(), NoRuntime> {
    if !process.core().has_runtime() {
        return Err(NoRuntime);
    }
    guard::install_hook();
    Ok(())
}

/// Starts a process, and runs of it here and now what does not wait. It has a task as soon as it needs
/// one, and what is to be done before that is `before_task`.
pub(crate) fn launch_here<P: Process, C: Code<P> + Unpin>(
    process: &Arc<P>,
    code: C,
    before_task: impl FnOnce(),
) -> Result<(), NoRuntime> {
    prepare(&**process)?;
    run_here(process, code, before_task);
    Ok(())
}

/// Runs here and now what does not wait of a process that has no task; gives the reason when that was all. It is for who has
/// [taken over](Core::take_over) from a process at rest, or makes it.
pub(crate) fn run_here<P: Process, C: Code<P> + Unpin>(
    process: &Arc<P>,
    mut code: C,
    before_task: impl FnOnce(),
) -> Option<ExitReason> {
    let mut rare = None;
    // Whoever wakes the process meanwhile wakes nobody, and what it was woken for is seen below.
    let cx = &mut Context::from_waker(Waker::noop());
    let here = Pin::new(&mut code);
    if let Poll::Ready(reason) = step(process, here, &mut rare, cx, Hearing::ByMail) {
        return Some(reason);
    }
    let is_at_rest = rare.is_none() && code.is_at_rest();
    if !is_at_rest || !process.core().resting.begin(|| is_needed(&**process)) {
        before_task();
        start(ProcessTask { process: Some(Arc::clone(process)), code, rare }, None);
    }
    None
}

/// Gives a task to a process that rests without one.
pub(crate) fn give_task<P: Process, C: Code<P>>(
    process: Arc<P>,
    code: C,
    runtime: Option<&Handle>,
) {
    let task = ProcessTask::new(process, code);
    if let Some(runtime) = runtime {
        let before = GIVING.replace(true);
        start(task, Some(runtime));
        GIVING.set(before);
    } else {
        drop(task);
    }
}

thread_local! {
    /// Whether a task is being given here, under whatever locks there are, to a process that rests.
    static GIVING: Cell<bool> = const { Cell::new(false) };
}

/// Whether there is something to do that only a task can.
fn is_needed(process: &dyn Process) -> bool {
    let core = process.core();
    process.has_work()
        || core.is_doomed()
        || core.timers_to_poll().is_some()
        || !core.deadlines().is_some_and(|deadlines| deadlines.is_open())
}

/// Starts a task, on the runtime that runs here or on another.
#[expect(clippy::disallowed_methods, reason = "this is the file that starts tasks")]
fn start(task: impl Future<Output = ()> + Send + 'static, runtime: Option<&Handle>) {
    let detached = match runtime {
        Some(runtime) => runtime.spawn(task),
        None => tokio::spawn(task),
    };
    // A process is stopped through its signals, never by its handle, and a watch ends with its runtime.
    drop(detached);
}

thread_local! {
    /// The runtime that a process was started on last.
    static LAST: RefCell<Option<(Id, Arc<Deadlines>)>> = const { RefCell::new(None) };
}

/// The deadlines of this runtime. They need timers, as everything here does; whether the runtime
/// has them is asked once per runtime and thread.
pub(super) fn deadlines() -> Option<Arc<Deadlines>> {
    let id = here::runtime()?;
    let known = LAST.with_borrow(|last| {
        last.as_ref().filter(|(last, _)| *last == id).map(|(_, deadlines)| Arc::clone(deadlines))
    });
    if known.is_some() {
        return known;
    }
    let runtime = Handle::try_current().ok()?;
    // Tokio says that there are none with a panic, and in no other way.
    guard::catch(|| drop(clock::sleep_until(clock::now()))).ok()?;
    let (deadlines, watch) = Deadlines::of(&runtime);
    if let Some(watch) = watch {
        start(watch, Some(&runtime));
    }
    LAST.set(Some((id, Arc::clone(&deadlines))));
    Some(deadlines)
}

pin_project! {
    /// The task of one process. There are very many of them, so what few need is in a box.
    struct ProcessTask<P: Process, C: Code<P>> {
        // Gone when the process is.
        process: Option<Arc<P>>,
        #[pin]
        code: C,
        rare: Option<Box<Rare>>,
    }

    impl<P: Process, C: Code<P>> PinnedDrop for ProcessTask<P, C> {
        fn drop(this: Pin<&mut Self>) {
            // Only the end of the whole runtime drops a process's task before its time.
            let this = this.project();
            if let Some(process) = this.process.take() {
                let process = process.as_ref();
                if GIVING.get() {
                    // The runtime takes no task any more, and who woke the process may hold its locks. It
                    // ends with those that rest.
                    process.core().resting.go_on();
                    return;
                }
                let _me = current::enter(process.core().pid);
                let reason = this.rare.take().and_then(|rare| rare.reason);
                let reason = reason.unwrap_or(ExitReason::Killed);
                process.core().begin_end(&reason);
                process.shut();
                let dropped = guard::catch(|| this.code.clear(process));
                drop((dropped, process.core().clear_dictionary()));
                let released = process.try_release();
                bury(process, &reason, &mut Hearing::ByMail);
                if released.is_none() {
                    // Who runs a handler right now does it on the way out, unless that was before the end.
                    drop(process.try_release());
                }
            }
        }
    }
}

/// What the task of a process needs at times.
#[derive(Default)]
struct Rare {
    /// The alarm of its timers.
    sleep: Option<Pin<Box<Sleep>>>,
    /// Why it ends, while a caller still runs a handler.
    reason: Option<ExitReason>,
}

impl<P: Process, C: Code<P>> Future for ProcessTask<P, C> {
    type Output = ();

    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "it is the wake-up of every process, and tokio calls it in one place"
    )]
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<()> {
        let this = self.project();
        let Some(process) = this.process.as_ref() else {
            return Poll::Ready(());
        };
        process.core().set_waker(cx.waker());
        ready!(step(process, this.code, this.rare, cx, Hearing::OnTheSpot(None)));
        (*this.process, *this.rare) = (None, None);
        Poll::Ready(())
    }
}

impl<P: Process, C: Code<P>> ProcessTask<P, C> {
    fn new(process: Arc<P>, code: C) -> Self {
        Self { process: Some(process), code, rare: None }
    }
}

/// Drives a process until it waits, or to its end, for the reason that it gives.
fn step<P: Process, C: Code<P>>(
    process: &Arc<P>,
    mut code: Pin<&mut C>,
    rare: &mut Option<Box<Rare>>,
    cx: &mut Context<'_>,
    mut hearing: Hearing,
) -> Poll<ExitReason> {
    let core = process.core();
    let me = current::enter(core.pid);
    let mut reason = match rare.as_mut().and_then(|rare| rare.reason.take()) {
        Some(reason) => reason,
        None => {
            let why = match core.doom() {
                Some(doom) => doom,
                None => ready!(drive(process, code.as_mut(), rare, cx)),
            };
            core.begin_end(&why);
            process.shut();
            // The locals of the process's code go first, and a destructor that panics is no exception.
            let dropped = guard::catch(|| code.as_mut().clear(process));
            let noted = core.clear_dictionary();
            match dropped.and(noted) {
                Err(panic) if why.is_orderly() => panic,
                Ok(()) | Err(_) => why,
            }
        }
    };
    // A caller that runs a handler right now wakes this task when it is done.
    let Some(released) = process.try_release() else {
        rare.get_or_insert_default().reason = Some(reason);
        return Poll::Pending;
    };
    if let Err(panic) = released {
        report::crashed(&**process, &panic, None, None, None);
        if reason.is_orderly() {
            reason = panic;
        }
    }
    bury(&**process, &reason, &mut hearing);
    drop(me);
    hearing.act();
    Poll::Ready(reason)
}

/// Drives the timers and the code of a process; the reason, when that was its end.
fn drive<P: Process, C: Code<P>>(
    process: &Arc<P>,
    code: Pin<&mut C>,
    rare: &mut Option<Box<Rare>>,
    cx: &mut Context<'_>,
) -> Poll<ExitReason> {
    let polled = guard::catch(|| {
        if let Some(timers) = process.core().timers_to_poll() {
            timers.poll(&mut rare.get_or_insert_default().sleep, cx);
        }
        code.poll(process, cx)
    });
    polled.unwrap_or_else(|reason| {
        // A server catches what its handlers do; this is code of another kind.
        if reason.is_abnormal() {
            report::crashed(&**process, &reason, None, None, None);
        }
        Poll::Ready(reason)
    })
}

/// The end, in the order in which others may see it: the state is gone, the name and
/// everything held in tables is free, then
/// links and monitors hear of it, then what was queued is dropped.
pub(super) fn bury(process: &dyn Process, reason: &ExitReason, hearing: &mut Hearing) {
    let core = process.core();
    let is_left = process.count_left(reason);
    let extras = core.close_extras();
    if let Some(extras) = extras {
        extras.timers.close();
    }
    directory::release(process);
    if let Some(extras) = extras {
        extras.holdings.release(core.pid);
    }
    if let Some(starter) = extras.and_then(|extras| extras.starter.get()) {
        starter.drop_unanswered();
    }
    directory::remove(core.pid);
    let mut legacy = core.end(reason);
    let Some(legacy) = &mut legacy else {
        return;
    };
    // Somebody who is woken by this end should not wait for what a supervisor does about it.
    let has_callers = || extras.is_some_and(|extras| !extras.deferred.lock().is_empty());
    let on_the_spot = legacy.has_one_heir && !is_left && !has_callers();
    let hearing = if on_the_spot { hearing } else { &mut Hearing::ByMail };
    links::tell(process, legacy, reason, hearing);
    meter::exited(core.kind, reason);
    core.tell_waiting(legacy, reason);
    if is_left {
        process.discard_mail();
    }
    process.release_waiting();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::plain::PlainCell;

    /// Tokio's own part of a task is 104 bytes, and the whole takes a multiple of 128.
    #[test]
    #[cfg(target_pointer_width = "64")]
    fn the_task_of_a_process_is_two_pointers_beside_its_code() {
        type Code = Whole<std::future::Ready<ExitReason>>;
        assert_eq!(size_of::<ProcessTask<PlainCell<()>, Code>>(), size_of::<Code>() + 16);
    }
}
