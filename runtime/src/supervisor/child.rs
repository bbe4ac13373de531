//! Typed child specifications, and handles that follow a child across its restarts.

use std::fmt;
use std::future::poll_fn;
use std::ops::Deref;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use super::backoff::Backoff;
use super::options::ChildOptions;
use super::spec::{ChildKind, Current, Spec, StartFn};
use super::supervisor_ref::SupervisorRef;
use crate::gen_server::{ChildSlot, GenServer, How, Restart, ServerRef, Shutdown, start_cell};
use crate::process::core::Process;
use crate::process::{LookupError, Name, Pid, short_type};
use crate::sync::Lock;

/// A type that a supervisor can have as a child. The macros implement it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be supervised",
    label = "neither a server nor a supervisor",
    note = "a child is a type with `#[gen_server]`, `#[gen_statem]`, `#[derive(Agent)]` or `#[derive(Supervisor)]`: the \
            type itself, not its handle"
)]
pub trait Supervised: Sized + 'static {
    /// What a [`Child`] of this type dereferences to.
    type Handle: Send + Sync + 'static;

    /// What kind of type it is, by which a child is started that nothing is said about.
    #[doc(hidden)]
    type Sort;

    /// How many levels of supervisors it has; a supervisor that contains itself has no answer.
    const DEPTH: usize = 0;

    /// The restart of the type's own options, when its `child` makes what can be started once only.
    #[doc(hidden)]
    const STARTED_ONCE: Option<Restart> = None;
}

/// How a supervisor starts and keeps a `T`.
///
/// `T::child(..)` makes one, with the restart and shutdown values of the type's own options.
///
/// Made for one place in one tree: it carries the slot that its handle follows.
#[must_use = "a specification starts nothing until a supervisor gets it"]
pub struct ChildSpec<T: Supervised> {
    pub(crate) spec: Spec,
    pub(crate) handle: Arc<T::Handle>,
    how: Arc<Lock<How>>,
}

impl<T: Supervised> ChildSpec<T> {
    pub(crate) fn new(spec: Spec, handle: T::Handle, how: Arc<Lock<How>>) -> Self {
        Self { spec, handle: Arc::new(handle), how }
    }

    /// Another id than the type's name.
    pub fn id(mut self, id: impl Into<Arc<str>>) -> Self {
        self.spec.id = id.into();
        self
    }

    /// Whether it is started again.
    pub fn restart(mut self, restart: Restart) -> Self {
        self.spec.restart = restart;
        self
    }

    /// How it is stopped.
    pub fn shutdown(mut self, shutdown: Shutdown) -> Self {
        self.spec.shutdown = shutdown;
        self
    }

    /// Whether its end can end the supervisor; see [`AutoShutdown`](crate::AutoShutdown).
    pub fn significant(mut self, significant: bool) -> Self {
        self.spec.significant = significant;
        self
    }

    /// A restart budget of its own; see [`ChildOptions::max_restarts`].
    pub fn max_restarts(mut self, restarts: usize) -> Self {
        self.spec.max_restarts(restarts);
        self
    }

    /// The window of its own restart budget; see [`ChildOptions::max_seconds`].
    pub fn max_seconds(mut self, window: Duration) -> Self {
        self.spec.max_seconds(window);
        self
    }

    /// Waits before each restart; see [`ChildOptions::backoff`].
    pub fn backoff(mut self, backoff: Backoff) -> Self {
        self.spec.backoff = Some(backoff);
        self
    }

    /// The name to claim, instead of the one in the type's options.
    pub fn name(self, name: impl Into<Name>) -> Self {
        self.how.lock().name = Some(name.into());
        self
    }

    /// The same child behind another handle.
    pub(crate) fn map<S: Supervised>(
        self,
        handle: impl FnOnce(&T::Handle) -> S::Handle,
    ) -> ChildSpec<S> {
        ChildSpec::new(self.spec, handle(&self.handle), self.how)
    }

    /// How long each start may take; the default is for ever.
    pub fn start_timeout(self, timeout: Duration) -> Self {
        self.how.lock().timeout = timeout;
        self
    }
}

impl<S: GenServer + Supervised<Handle = <S as GenServer>::Ref>> ChildSpec<S> {
    /// A child that is started with the arguments that `args` makes, anew each time.
    pub fn with(args: impl Fn() -> S::Args + Send + Sync + 'static) -> Self {
        Self::serving::<S>(args)
    }

    /// A child that can be started once, so it must be temporary.
    pub fn once(args: S::Args) -> Self {
        Self::serving_once::<S>(args)
    }
}

/// The type that is supervised and the server that runs for it may be two, as for a state machine.
impl<T: Supervised> ChildSpec<T> {
    pub(crate) fn serving<S: GenServer<Ref = T::Handle>>(
        args: impl Fn() -> S::Args + Send + Sync + 'static,
    ) -> Self {
        let (slot, how) = parts::<S>();
        let (to, with) = (Arc::clone(&slot), Arc::clone(&how));
        let start = StartFn::repeat(move || begin::<S>(args(), &to, &with));
        Self::of(start, slot, how)
    }

    pub(crate) fn serving_once<S: GenServer<Ref = T::Handle>>(args: S::Args) -> Self {
        let (slot, how) = parts::<S>();
        let (to, with) = (Arc::clone(&slot), Arc::clone(&how));
        let start = StartFn::once(move || begin::<S>(args, &to, &with));
        Self::of(start, slot, how)
    }

    fn of<S: GenServer<Ref = T::Handle>>(
        start: StartFn,
        slot: Arc<ChildSlot<S>>,
        how: Arc<Lock<How>>,
    ) -> Self {
        let mut spec = Spec::new(short_type(S::kind()), ChildKind::Worker, start);
        spec.restart = S::OPTIONS.restart;
        spec.shutdown = S::OPTIONS.shutdown;
        Self::new(spec, handle_of::<S>(slot), how)
    }
}

/// The handle that follows a slot.
fn handle_of<S: GenServer>(slot: Arc<ChildSlot<S>>) -> S::Ref {
    S::Ref::from(ServerRef::to_child(slot))
}

fn parts<S: GenServer>() -> (Arc<ChildSlot<S>>, Arc<Lock<How>>) {
    (ChildSlot::new(), Arc::new(Lock::new(How::of::<S>())))
}

/// Starts one incarnation, linked with the supervisor that runs this, and points the slot at it.
fn begin<S: GenServer>(
    args: S::Args,
    slot: &Arc<ChildSlot<S>>,
    how: &Lock<How>,
) -> super::spec::Starting {
    let slot = Arc::clone(slot);
    let how = How { link: true, ..how.lock().clone() };
    Box::pin(async move {
        let cell = start_cell::<S>(args, &how).await?;
        slot.set(Arc::clone(&cell));
        let process: Arc<dyn Process> = cell;
        Ok(process)
    })
}

impl<T: Supervised> fmt::Debug for ChildSpec<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChildSpec")
            .field("id", &self.spec.id)
            .field("restart", &self.spec.restart)
            .field("shutdown", &self.spec.shutdown)
            .field("significant", &self.spec.significant)
            .finish_non_exhaustive()
    }
}

/// The handle of a supervised child: it dereferences to the child's own handle, and follows the
/// child across restarts.
///
/// While the child is being restarted, calls through it fail with
/// [`CallError::NoProc`](crate::CallError::NoProc). What the handle knows itself is reached as
/// `Child::pid(&child)`, so that no name of the server's methods is taken.
pub struct Child<T: Supervised> {
    handle: Arc<T::Handle>,
    id: Arc<str>,
    current: Arc<Current>,
    supervisor: SupervisorRef,
}

impl<T: Supervised> Child<T> {
    pub(crate) fn new(spec: &Spec, handle: Arc<T::Handle>, supervisor: SupervisorRef) -> Self {
        Self { handle, id: Arc::clone(&spec.id), current: Arc::clone(&spec.current), supervisor }
    }

    /// The pid of the current incarnation, or of the last one; `None` before the first.
    #[must_use]
    pub fn pid(this: &Self) -> Option<Pid> {
        this.current.pid()
    }

    /// Waits until another incarnation than `last` runs, and gives its pid: the first one, for `None`.
    ///
    /// It may have ended since. For how long to wait is the caller's to say: a child that was stopped or
    /// is done stays down until somebody starts it again.
    ///
    /// # Errors
    ///
    /// [`LookupError::NoProc`] when the supervisor has ended, or was never started.
    ///
    /// # Cancel safety
    ///
    /// Nothing is lost when the future is dropped.
    ///
    /// # Examples
    ///
    /// ```
    /// use switchboard::prelude::*;
    ///
    /// #[derive(GenServer, Default)]
    /// struct Counter { total: u64 }
    ///
    /// #[gen_server]
    /// impl Counter {
    ///     #[call]
    ///     fn add(&mut self, by: u64) -> u64 { self.total += by; self.total }
    ///
    ///     #[cast]
    ///     fn reset(&mut self, cx: &mut Context<Self>) { cx.stop(ExitReason::Normal) }
    /// }
    ///
    /// #[derive(Supervisor)]
    /// struct Counters {
    ///     #[child]
    ///     counter: Child<Counter>,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let Counters { counter } = Counters::start().await?;
    /// counter.add(1).await?;
    /// let before = Child::pid(&counter);
    /// counter.reset()?;
    /// Child::incarnation_after(&counter, before).await?;
    /// assert_eq!(counter.add(2).await?, 2);
    /// # Ok(()) }
    /// ```
    pub async fn incarnation_after(this: &Self, last: Option<Pid>) -> Result<Pid, LookupError> {
        let mut next = pin!(this.current.after(last));
        let mut ended = pin!(this.supervisor.server.ended());
        poll_fn(|cx| match next.as_mut().poll(cx) {
            Poll::Ready(pid) => Poll::Ready(Ok(pid)),
            Poll::Pending => ended.as_mut().poll(cx).map(|_| Err(LookupError::NoProc)),
        })
        .await
    }

    /// Its id under its supervisor.
    #[must_use]
    pub fn id(this: &Self) -> &str {
        &this.id
    }

    /// Whether an incarnation runs right now.
    #[must_use]
    pub fn is_alive(this: &Self) -> bool {
        Self::pid(this).is_some_and(crate::process::is_alive)
    }

    /// The supervisor that keeps it.
    #[must_use]
    pub fn supervisor(this: &Self) -> &SupervisorRef {
        &this.supervisor
    }
}

impl<T: Supervised> Deref for Child<T> {
    type Target = T::Handle;

    fn deref(&self) -> &T::Handle {
        &self.handle
    }
}

impl<T: Supervised, A: ?Sized> AsRef<A> for Child<T>
where
    T::Handle: AsRef<A>,
{
    fn as_ref(&self) -> &A {
        (*self.handle).as_ref()
    }
}

impl<T: Supervised> Clone for Child<T> {
    fn clone(&self) -> Self {
        Self {
            handle: Arc::clone(&self.handle),
            id: Arc::clone(&self.id),
            current: Arc::clone(&self.current),
            supervisor: self.supervisor.clone(),
        }
    }
}

impl<T: Supervised> fmt::Debug for Child<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Child")
            .field("id", &self.id)
            .field("pid", &Self::pid(self))
            .finish_non_exhaustive()
    }
}

/// A type of field that `#[derive(Supervisor)]` takes as a child.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not the handle of a child",
    label = "not a child",
    note = "a child's field is a `Child<T>`, a `DynamicSupervisor<T>`, a `PartitionSupervisor<T>`, a \
            `TaskSupervisor`, a `Registry`, a `PubSub` or a `PgScope`"
)]
pub trait ChildHandle: Sized {
    /// What starts it.
    type Spec;

    /// How many levels of supervisors it has.
    const DEPTH: usize;

    /// As [`Supervised::STARTED_ONCE`].
    #[doc(hidden)]
    const STARTED_ONCE: Option<Restart> = None;

    /// Binds a handle to the spec that starts it.
    #[doc(hidden)]
    fn bind(spec: Self::Spec, options: Binding) -> (Self, Bound);

    /// The supervisor that keeps it.
    fn supervisor(&self) -> SupervisorRef;
}

/// Where a child is put: its supervisor, its id, what is overridden.
#[doc(hidden)]
pub struct Binding {
    pub(crate) supervisor: SupervisorRef,
    pub(crate) id: Arc<str>,
    pub(crate) options: ChildOptions,
}

impl Binding {
    pub(crate) fn finish(self, mut spec: Spec) -> (Bound, SupervisorRef) {
        spec.id = self.id;
        spec.apply(self.options);
        (Bound(spec), self.supervisor)
    }
}

impl fmt::Debug for Binding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Binding").field("id", &self.id).finish_non_exhaustive()
    }
}

/// A spec in its place.
#[doc(hidden)]
pub struct Bound(pub(crate) Spec);

impl fmt::Debug for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bound").field("id", &self.0.id).finish_non_exhaustive()
    }
}

impl<T: Supervised> ChildHandle for Child<T> {
    type Spec = ChildSpec<T>;

    const DEPTH: usize = T::DEPTH;

    const STARTED_ONCE: Option<Restart> = T::STARTED_ONCE;

    fn bind(spec: ChildSpec<T>, options: Binding) -> (Self, Bound) {
        if let Some(timeout) = options.options.start_timeout {
            spec.how.lock().timeout = timeout;
        }
        let (bound, supervisor) = options.finish(spec.spec);
        (Self::new(&bound.0, spec.handle, supervisor), bound)
    }

    fn supervisor(&self) -> SupervisorRef {
        self.supervisor.clone()
    }
}
