//! The one door for generated code. Nothing here is public API; the module's name changes with it.

pub use core::borrow::Borrow;
pub use core::clone::Clone;
pub use core::cmp::Eq;
pub use core::convert::{AsRef, From, Into};
pub use core::default::Default;
pub use core::fmt::{Debug, Formatter, Result as FmtResult};
pub use core::future::Future;
pub use core::hash::Hash;
pub use core::marker::{PhantomData, Send, Sized, Sync};
pub use core::ops::{Deref, Fn, FnOnce};
pub use core::option::Option::{self, None, Some};
pub use core::primitive::{bool, str, usize};
pub use core::result::Result::{self, Err, Ok};
pub use core::time::Duration;
pub use core::{compile_error, fmt};
pub use std::process::ExitCode;
pub use std::string::String;
pub use std::sync::Arc;
pub use std::vec::Vec;

use std::cell::Cell;
use std::pin::Pin;

pub use switchboard_macros::without_bounds;

pub use crate::bounds::NobodyWaits;
pub use crate::run::{Asked, RunOptions};
#[cfg(feature = "test-util")]
pub use crate::testing::{TestOptions, TestOutcome};
#[cfg(feature = "test-util")]
pub use core::prelude::v1::test;

use crate::agent::AgentRef;
use crate::bounds::{
    DefaultMachine, DefaultState, EventPart, MessagePart, SameAs, StatemInitOutcome, StatemState,
};
use crate::gen_server::ReplyTo;
pub use crate::gen_server::{
    Asking, Pace, ProtocolServer, Rest, Waiting, Within, answer, answer_later, answer_to_wait, ask,
    ask_for_reply, ask_to_wait, tell,
};
use crate::gen_server::{
    CallError, GenServer, InitError, InitOutcome, ReplyPort, Restart, ServerConfig, ServerRef,
    Start,
};
use crate::gen_statem::{GenStatem, Handled, Next, StatemContext};
use crate::process::{CastError, StartError};
pub use crate::schedule::ThisBuild;
use crate::schedule::{CronFeature, Missed, Overlap, Schedule, ScheduleError};
use crate::supervisor::{ChildSpec, Supervised, Supervisor};
pub use crate::table::record::find as record_find;
use crate::table::{IndexHasher, Record, Records, Table, TableError};

/// Spends the caller's share of tokio's cooperative budget.
#[inline]
pub fn pace() -> Pace {
    Pace
}

/// As [`ServerRef::cast`].
///
/// # Errors
///
/// As there.
#[inline]
pub fn cast<S: GenServer>(server: &ServerRef<S>, cast: S::Cast) -> Result<(), CastError<S::Cast>> {
    server.cast(cast)
}

/// A handler's future in a box, as a turn takes it.
#[inline]
pub fn boxed<'b, F: Future + Send + 'b>(
    future: F,
) -> Pin<Box<dyn Future<Output = F::Output> + Send + 'b>> {
    Box::pin(future)
}

/// Starts a server.
pub fn start<S: GenServer>(
    args: S::Args,
) -> impl Future<Output = Result<S::Ref, StartError>> + Send {
    Start::<S>::new(args).run()
}

/// Starts a server that is linked with the current process.
pub fn start_link<S: GenServer>(
    args: S::Args,
) -> impl Future<Output = Result<S::Ref, StartError>> + Send {
    Start::<S>::new(args).link(true).run()
}

/// What an `init` function returned, in one form.
pub fn init_outcome<S: GenServer>(outcome: impl InitOutcome<S>) -> Result<S, InitError> {
    outcome.into_init()
}

/// State and data of a machine without an `#[init]`.
pub fn default_machine<T: DefaultMachine>() -> T {
    T::begun()
}

/// The state that a server without `#[init]` begins with.
pub fn default_state<T: DefaultState>() -> T {
    T::default_state()
}

/// An async handler's future must be able to move between threads.
pub fn must_be_send<F: Future + Send>(future: F) -> F {
    future
}

/// Asserts that a type can travel.
pub const fn payload<T: MessagePart>() {}

/// A state, if nothing is wrong with its parts: then `C` is a type.
///
/// When something is, `C` is no type, that was said once, and whatever is asked about it holds: so
/// the same mistake is not found again in each item that the state is in.
pub trait Vetted<C>: Send + 'static {}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static, C> Vetted<C> for T {}

/// As [`Vetted`], for the type of a server.
pub trait Configured<C>: ServerConfig {}

#[diagnostic::do_not_recommend]
impl<T: ServerConfig, C> Configured<C> for T {}

/// As [`Vetted`], for the state of a state machine.
pub trait VettedState<C>: StatemState {}

#[diagnostic::do_not_recommend]
impl<T: StatemState> VettedState<[(); 0]> for T {}

/// As for [`VettedChild`].
#[diagnostic::do_not_recommend]
impl<T: StatemState> VettedState<[(); 1]> for T {}

/// Asserts that a type can be the state of a state machine.
pub const fn state<T: StatemState>() {}

/// Asserts that a type is configured as a server.
pub const fn configured<T: ServerConfig>() {}

/// As [`Vetted`], for a child.
pub trait VettedChild<C>: Supervised {}

#[diagnostic::do_not_recommend]
impl<T: Supervised> VettedChild<[(); 0]> for T {}

/// An array of unknown length may be either: the compiler looks whether one of two holds, and when
/// none does it says nothing, because what they are asked about is no type.
#[diagnostic::do_not_recommend]
impl<T: Supervised> VettedChild<[(); 1]> for T {}

/// Looks at a type, of which a value would do more: it would ask how to drop it.
pub const fn looked_at<T>() {}

/// As [`Vetted`], for the struct of a supervisor, which is its own handle.
pub trait VettedHandle<C> {
    /// The struct.
    type Itself;
}

impl<T, C> VettedHandle<C> for T {
    type Itself = T;
}

/// What an agent keeps.
pub trait AgentState: Send + 'static {}

/// Runs a function in an agent, on the caller when the agent is idle.
pub fn agent_ask<T: Send + 'static, R: Send + 'static>(
    agent: &AgentRef<T>,
    message: &'static str,
    timeout: Option<Duration>,
    run: impl FnOnce(&mut T) -> R + Send + 'static,
) -> impl Future<Output = Result<R, CallError>> + Send {
    agent.ask(message, timeout, run)
}

/// Starts the agent of a struct.
pub fn agent_start<T: Send + 'static, H: From<AgentRef<T>>>(
    name: Option<&'static str>,
    kind: &'static str,
    link: bool,
    init: impl FnOnce() -> T + Send + 'static,
) -> impl Future<Output = Result<H, StartError>> + Send {
    crate::agent::start_as(name, kind, link, init)
}

/// The agent of a struct as a child of a supervisor.
pub fn agent_child<T>(
    name: Option<&'static str>,
    id: &'static str,
    init: impl Fn() -> T + Clone + Send + Sync + 'static,
) -> ChildSpec<T>
where
    T: Supervised<Handle: From<AgentRef<T>>> + Send,
{
    crate::agent::child_as(name, id, init)
}

/// Hashes a field that records are found by.
pub fn hash_field<T: Hash + Eq>(field: &T, hasher: &mut IndexHasher) {
    field.hash(hasher);
}

/// The table of records of this name.
///
/// # Errors
///
/// As of `Table::whereis`.
pub fn table_named<R: Record, H: From<Table<R::Key, R, Records>>>(
    name: &str,
) -> Result<H, TableError> {
    Table::whereis(name).map(H::from)
}

/// Starts a supervisor and its children.
pub fn start_tree<S: Supervisor>(
    args: S::Args,
    link: bool,
) -> impl Future<Output = Result<S, StartError>> + Send {
    crate::supervisor::start_tree::<S>(args, link)
}

/// A supervisor as a child of another one.
pub fn tree_spec<S: Supervisor>(args: S::Args) -> ChildSpec<S> {
    crate::supervisor::tree_spec::<S>(args)
}

/// How many levels of supervisors there are above children with these depths.
///
/// # Panics
///
/// Never: there is memory for less than that many levels.
pub const fn depth(children: &[usize]) -> usize {
    let (mut deepest, mut i) = (0, 0);
    while i < children.len() {
        if children[i] > deepest {
            deepest = children[i];
        }
        i += 1;
    }
    deepest + 1
}

/// A depth that has been asked for.
#[must_use]
pub const fn known_depth(depth: usize) -> usize {
    depth
}

/// The schedules of a server, or why they cannot be kept.
pub type Schedules = std::result::Result<Vec<Schedule>, ScheduleError>;

/// All of them, or the first error.
///
/// # Errors
///
/// The first error.
pub fn schedules<const N: usize>(
    schedules: [std::result::Result<Schedule, ScheduleError>; N],
) -> Schedules {
    schedules.into_iter().collect()
}

/// A schedule at an interval.
///
/// # Errors
///
/// [`ScheduleError::ZeroInterval`].
pub fn every(
    name: &'static str,
    interval: Duration,
    missed: Missed,
) -> std::result::Result<Schedule, ScheduleError> {
    Ok(Schedule::every(interval)?.name(name).missed(missed))
}

/// A schedule by the calendar, in a build that has one.
///
/// # Errors
///
/// [`ScheduleError`] for what the compiler could not see: a zone that this machine does not know.
#[cfg_attr(not(feature = "cron"), expect(unused_variables, reason = "nobody can call it"))]
pub fn cron<Build: CronFeature>(
    name: &'static str,
    expression: &str,
    zone: &str,
    missed: Missed,
    overlap: Overlap,
    jitter: Duration,
    seed: Option<u64>,
) -> std::result::Result<Schedule, ScheduleError> {
    #[cfg(feature = "cron")]
    {
        let schedule = Schedule::cron(expression)?.tz(zone)?.name(name).missed(missed);
        let schedule = schedule.overlap(overlap).jitter(jitter);
        Ok(match seed {
            Some(seed) => schedule.seed(seed),
            None => schedule,
        })
    }
    #[cfg(not(feature = "cron"))]
    broken()
}

/// Stands for a body that could not be generated; the error that goes with it keeps it from running.
///
/// # Panics
///
/// Always.
pub fn broken<T>() -> T {
    unreachable!("the macro has reported an error")
}

/// A type of which nothing is said: of an array whose length is an error.
pub trait Refused {
    /// Whatever a caller takes it for.
    type Anything;
}

impl Refused for [(); 0] {
    type Anything = ();
}

/// The arguments of a server, on their way into a child specification.
///
/// Whether they can be used again for a restart is found by method resolution: the trait for
/// arguments that can is implemented for the value, the one for those that cannot for a reference
/// to it, and the value is looked at first.
pub struct ChildArgs<A>(Cell<Option<A>>);

impl<A> ChildArgs<A> {
    /// Wraps the arguments.
    pub fn new(args: A) -> Self {
        Self(Cell::new(Some(args)))
    }

    fn take(&self) -> A {
        self.0.take().expect("generated code asks once")
    }
}

/// Arguments that can be used for every restart.
pub trait RepeatableChild<A> {
    /// The specification of a `T` that is a server of type `S`.
    fn child_spec<S, T>(&self) -> ChildSpec<T>
    where
        S: GenServer<Args = A, Ref = T::Handle>,
        T: Supervised;
}

impl<A: Clone + Send + Sync + 'static> RepeatableChild<A> for ChildArgs<A> {
    fn child_spec<S, T>(&self) -> ChildSpec<T>
    where
        S: GenServer<Args = A, Ref = T::Handle>,
        T: Supervised,
    {
        let args = self.take();
        ChildSpec::serving::<S>(move || args.clone())
    }
}

/// Arguments that can be used once.
pub trait OnceChild<A> {
    /// The specification of a `T` that is a server of type `S`.
    fn child_spec<S, T>(&self) -> ChildSpec<T>
    where
        S: GenServer<Args = A, Ref = T::Handle>,
        T: Supervised;
}

impl<A> OnceChild<A> for &ChildArgs<A> {
    fn child_spec<S, T>(&self) -> ChildSpec<T>
    where
        S: GenServer<Args = A, Ref = T::Handle>,
        T: Supervised,
    {
        ChildSpec::serving_once::<S>(self.take())
    }
}

/// Whether arguments can be used for every restart, found as `child_spec` is: the constant of the
/// type comes before the one of the trait.
pub trait StartsOnce {
    /// They cannot.
    const REPEATABLE: bool = false;
}

impl<A> StartsOnce for ChildArgs<A> {}

impl<A: Clone + Send + Sync + 'static> ChildArgs<A> {
    /// They can.
    pub const REPEATABLE: bool = true;
}

/// The restart of a server's own options, when its arguments cannot be used again.
#[must_use]
pub const fn started_once<S: ServerConfig>(repeatable: bool) -> Option<Restart> {
    if repeatable { None } else { Some(S::OPTIONS.restart) }
}

/// Whether a child can be started as often as its restart asks; one that is given comes before that
/// of the type's own options.
#[must_use]
pub const fn starts_again(started_once: Option<Restart>, given: Option<Restart>) -> bool {
    match (started_once, given) {
        (None, _) => true,
        (Some(_), Some(restart)) | (Some(restart), None) => matches!(restart, Restart::Temporary),
    }
}

/// Fails the build with the text unless a child can be started again.
///
/// # Panics
///
/// When it cannot.
#[track_caller]
pub const fn must_start_again(can: bool, text: &'static str) {
    assert!(can, "{}", text);
}

/// What the `init` of a state machine returned, in one form.
///
/// # Errors
///
/// As [`StatemInitOutcome::into_init`].
pub fn statem_init_outcome<M: GenStatem>(
    outcome: impl StatemInitOutcome<M>,
) -> Result<(M::State, M), InitError> {
    outcome.into_init()
}

/// The answer to a call, and where the machine goes: a stop comes before the answer.
pub fn answered<M: GenStatem, T: Send + 'static>(
    from: ReplyPort,
    reply: T,
    next: Next<M::State>,
    cx: &mut StatemContext<M>,
) -> Handled<M> {
    next.note_stop(cx);
    from.reply(reply, cx);
    Handled::Next(next)
}

/// A part of an event, as one of its later handlers writes the type.
pub fn of_first<Own: SameAs<First>, First>(first: First) -> Own {
    Own::of_first(first)
}

/// A reply, as the first handler of its event writes the type.
pub fn to_first<Own: SameAs<First>, First>(own: Own) -> First {
    own.to_first()
}

/// As [`of_first`], for the way to reply.
pub fn reply_of_first<Own: SameAs<First> + Send + 'static, First: Send + 'static>(
    reply: ReplyTo<First>,
) -> ReplyTo<Own> {
    Own::reply_of_first(reply)
}

/// The clone of a part of an event.
pub fn kept<T: EventPart>(part: &T) -> T {
    part.kept()
}
