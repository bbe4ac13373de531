//! The one door for generated code. Nothing here is public API; the module's name changes with it.

pub use core::clone::Clone;
pub use core::convert::{AsRef, From, Into};
pub use core::default::Default;
pub use core::fmt::{Debug, Formatter, Result as FmtResult};
pub use core::future::Future;
pub use core::marker::{PhantomData, Send, Sync};
pub use core::ops::{Fn, FnOnce};
pub use core::option::Option::{self, None, Some};
pub use core::primitive::{str, usize};
pub use core::result::Result::{self, Err, Ok};
pub use core::time::Duration;
pub use core::{compile_error, fmt};
pub use std::process::ExitCode;
pub use std::string::String;
pub use std::sync::Arc;

use std::cell::Cell;
use std::pin::Pin;

pub use crate::run::{Asked, MainOutcome, RunOptions};

use crate::agent::AgentRef;
use crate::gen_server::{
    CallError, GenServer, InitError, InitOutcome, ReplyPort, ServerRef, Start,
};
pub use crate::gen_server::{
    Later, Pace, ProtocolServer, Queue, Rest, Turn, Waiting, ask, ask_for_reply, ask_to_wait, tell,
};
use crate::gen_statem::{GenStatem, Handled, Next, StatemContext};
use crate::process::StartError;
use crate::supervisor::{ChildSpec, Supervised, Supervisor};

/// Spends the caller's share of tokio's cooperative budget.
#[inline]
pub fn pace() -> Pace {
    Pace::new()
}

/// The turn of an idle server.
///
/// # Errors
///
/// The way into its mailbox, when it is busy.
#[inline(always)]
#[expect(clippy::inline_always, reason = "the point of the short way is to stay in registers")]
pub fn turn<S: GenServer>(server: &ServerRef<S>) -> Result<Turn<'_, S>, Queue<'_, S>> {
    Turn::take(server)
}

/// The turn of an idle server, for a handler that may have to wait.
///
/// # Errors
///
/// The way into its mailbox, when it is busy, or when the handler has to run in the server's task.
#[inline]
pub fn turn_to_wait<S: GenServer>(server: &ServerRef<S>) -> Result<Turn<'_, S>, Queue<'_, S>> {
    Turn::take_to_wait(server)
}

/// A handler's future in a box, as a turn takes it.
#[inline]
pub fn boxed<'b, F: Future + Send + 'b>(
    future: F,
) -> Pin<Box<dyn Future<Output = F::Output> + Send + 'b>> {
    Box::pin(future)
}

/// The way into a server's mailbox.
pub fn queue<S: GenServer>(server: &ServerRef<S>) -> Queue<'_, S> {
    Queue::to(server)
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

/// What a server can be made of without an `#[init]`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has neither an `#[init]` nor a default",
    label = "nothing says how its state begins",
    note = "write `#[init] fn new(..) -> Self` into this impl, or derive `Default` for the state"
)]
pub trait DefaultState {
    /// The state.
    fn default_state() -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Default> DefaultState for T {
    fn default_state() -> Self {
        Self::default()
    }
}

/// The state that a server without `#[init]` begins with.
pub fn default_state<T: DefaultState>() -> T {
    T::default_state()
}

/// An async handler's future must be able to move between threads.
pub fn must_be_send<F: Future + Send>(future: F) -> F {
    future
}

/// What a message or a reply may be made of.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot travel in a message",
    label = "not `Send`, or borrows",
    note = "messages and replies move between threads: use owned data that is `Send`, such as `Arc` for `Rc`"
)]
pub trait Payload {}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> Payload for T {}

/// Asserts that a type can travel.
pub const fn payload<T: Payload>() {}

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

/// Stands for a body that could not be generated; the error that goes with it keeps it from running.
///
/// # Panics
///
/// Always.
pub fn broken<T>() -> T {
    unreachable!("the macro has reported an error")
}

/// The arguments of a server, on their way into a child specification.
///
/// Whether they can be used again for a restart is found by method resolution: the trait for
/// arguments that can is implemented for the value, the one for those that cannot for a reference
/// to it, and the value is looked at first.
pub struct ChildArgs<S: GenServer, T = S> {
    args: Cell<Option<S::Args>>,
    /// What is supervised.
    child: PhantomData<fn() -> T>,
}

impl<S: GenServer, T> ChildArgs<S, T> {
    /// Wraps the arguments.
    pub fn new(args: S::Args) -> Self {
        Self { args: Cell::new(Some(args)), child: PhantomData }
    }

    fn take(&self) -> S::Args {
        self.args.take().expect("generated code asks once")
    }
}

/// Arguments that can be used for every restart.
pub trait RepeatableChild<T: Supervised> {
    /// The specification.
    fn child_spec(&self) -> ChildSpec<T>;
}

impl<S, T> RepeatableChild<T> for ChildArgs<S, T>
where
    S: GenServer<Args: Clone + Sync, Ref = T::Handle>,
    T: Supervised,
{
    fn child_spec(&self) -> ChildSpec<T> {
        let args = self.take();
        ChildSpec::serving::<S>(move || args.clone())
    }
}

/// Arguments that can be used once.
pub trait OnceChild<T: Supervised> {
    /// The specification.
    fn child_spec(&self) -> ChildSpec<T>;
}

impl<S, T> OnceChild<T> for &ChildArgs<S, T>
where
    S: GenServer<Ref = T::Handle>,
    T: Supervised,
{
    fn child_spec(&self) -> ChildSpec<T> {
        ChildSpec::serving_once::<S>(self.take())
    }
}

/// What the `init` of a state machine may return: the first state and the data, or a `Result` of
/// the two.
#[diagnostic::on_unimplemented(
    message = "`init` of the state machine `{M}` cannot return `{Self}`",
    label = "expected `(State, Self)` or `Result<(State, Self), E>`",
    note = "`State` is the type that `#[gen_statem(state = ..)]` names; `E` is any error type, a `String`, an `ExitReason`, or `Ignore`"
)]
pub trait StatemInitOutcome<M: GenStatem> {
    /// State and data, or why there are none.
    ///
    /// # Errors
    ///
    /// [`InitError`] when `init` failed or chose not to start.
    fn into_init(self) -> Result<(M::State, M), InitError>;
}

impl<M: GenStatem<State = S>, S> StatemInitOutcome<M> for (S, M) {
    fn into_init(self) -> Result<(S, M), InitError> {
        Ok(self)
    }
}

impl<M, S, E> StatemInitOutcome<M> for Result<(S, M), E>
where
    M: GenStatem<State = S>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn into_init(self) -> Result<(S, M), InitError> {
        self.map_err(InitError::new)
    }
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

/// A part of an event, for a handler that may postpone the event.
#[diagnostic::on_unimplemented(
    message = "an event with a `{Self}` cannot be postponed by its handler",
    label = "not `Clone`",
    note = "a handler that returns `Postpone` gets a clone, for the event is kept: derive `Clone`, share the value in an `Arc`, or name the states in `#[on(.., postpone = ..)]`"
)]
pub trait Kept {
    /// The clone.
    #[must_use]
    fn kept(&self) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T: Clone> Kept for T {
    fn kept(&self) -> Self {
        self.clone()
    }
}

/// The clone of a part of an event.
pub fn kept<T: Kept>(part: &T) -> T {
    part.kept()
}
