//! The one door for generated code. Nothing here is public API; the module's name changes with it.

pub use core::clone::Clone;
pub use core::convert::{AsRef, From};
pub use core::default::Default;
pub use core::fmt::{Debug, Formatter, Result as FmtResult};
pub use core::future::Future;
pub use core::marker::{PhantomData, Send, Sync};
pub use core::option::Option::{self, None, Some};
pub use core::result::Result::{self, Err, Ok};
pub use core::time::Duration;
pub use core::{compile_error, fmt};
pub use std::process::ExitCode;
pub use std::string::String;

use crate::gen_server::{GenServer, InitError, InitOutcome, Queue, ServerRef, Start, TurnFuture};
use crate::process::StartError;

/// The turn of an idle server, or the way into its mailbox.
#[inline]
pub fn turn<S: GenServer>(server: &ServerRef<S>) -> TurnFuture<'_, S> {
    TurnFuture::of(server)
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
