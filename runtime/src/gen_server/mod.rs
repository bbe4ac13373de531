//! `GenServer`: a process with state that answers calls and obeys casts.
//!
//! `#[gen_server]` writes what is here for an annotated impl. A message takes one of two ways: a call
//! whose handler does not wait runs on its caller when the server is idle (`turn`), everything else
//! is queued (`call`, `server_ref`) and handled by the server's own task: at once, when it is one cast
//! whose handler does not wait (`brief`), otherwise in a shift (`serve`).

mod answer;
mod asking;
mod birth;
mod brief;
mod call;
mod context;
mod delivery;
mod error;
#[cfg(feature = "test-util")]
mod faults;
mod init;
mod leave;
mod notice;
mod on_caller;
mod options;
mod outcome;
mod pace;
mod reply;
mod request;
mod serve;
mod server;
mod server_ref;
mod shifts;
#[cfg(test)]
mod sizes;
mod start;
mod stop;
mod turn;
mod visit;
mod witness;

use std::fmt;

pub use self::answer::{Asking, Within, answer, answer_later, answer_to_wait};
pub use self::context::Context;
pub use self::error::{CallError, Callee};
pub use self::init::{InitError, InitOutcome};
pub use self::options::{OnStop, Restart, ServerOptions, Shutdown};
pub use self::pace::Pace;
pub use self::reply::{ReplyPort, ReplyTo};
pub use self::request::{MultiReplies, Request, Requests, multi_call};
pub use self::server_ref::ServerRef;
pub use self::start::Start;
pub use self::stop::StopError;
pub use self::visit::{ProtocolServer, Rest, Waiting, ask, ask_for_reply, ask_to_wait, tell};

pub(crate) use self::asking::first_here;
pub(crate) use self::delivery::Limit;
#[cfg(feature = "test-util")]
pub(crate) use self::pace::by_number;
pub(crate) use self::server::{ServerCell, ServerEntry};
pub(crate) use self::server_ref::ChildSlot;
pub(crate) use self::start::{How, start_cell};
pub(crate) use self::turn::{Later, Turn};

use crate::observe::ProcessKind;
use crate::process::{ExitReason, Signal};
use crate::schedule::{Schedule, ScheduleError};

/// How a server is configured; `#[derive(GenServer)]` writes it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no server configuration",
    label = "not a server",
    note = "add `#[derive(GenServer)]` to `{Self}`, or `#[derive(GenStatem)]` if it is a state machine"
)]
pub trait ServerConfig: Sized + Send + 'static {
    /// The configuration.
    const OPTIONS: ServerOptions;
}

/// A message enum: it can name the message that it holds.
pub trait Message: Send + 'static {
    /// The name of the handler that this message is for.
    fn name(&self) -> &'static str;
}

/// What can be sent to a server as an info: a type that one of its `#[info]` handlers takes.
#[diagnostic::on_unimplemented(
    message = "no `#[info]` of `{S}` takes a `{Self}`",
    label = "nobody would handle it",
    note = "write `#[info] fn name(&mut self, message: {Self})` into its impl"
)]
pub trait IntoInfo<S: GenServer> {
    /// The server's own message.
    fn into_info(self) -> S::Info;
}

#[diagnostic::do_not_recommend]
impl<T: Into<S::Info>, S: GenServer> IntoInfo<S> for T {
    fn into_info(self) -> S::Info {
        self.into()
    }
}

/// The messages of a server that takes none of a kind: a type without values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoMessage {}

impl Message for NoMessage {
    fn name(&self) -> &'static str {
        match *self {}
    }
}

/// A server: the process that owns a value of this type and handles messages for it, one at a time.
///
/// `#[gen_server]` implements it from annotated methods. It can be written by hand as well; the
/// macro uses nothing that is not public here.
///
/// # Examples
///
/// ```
/// use switchboard::{
///     CallError, Context, GenServer, InitError, Message, NoMessage, ReplyPort, ServerConfig,
///     ServerOptions, ServerRef, Start,
/// };
///
/// struct Counter(u64);
///
/// enum Call { Add(u64) }
///
/// impl Message for Call {
///     fn name(&self) -> &'static str { "add" }
/// }
///
/// impl ServerConfig for Counter {
///     const OPTIONS: ServerOptions = ServerOptions::new();
/// }
///
/// impl GenServer for Counter {
///     type Args = u64;
///     type Call = Call;
///     type Cast = NoMessage;
///     type Info = NoMessage;
///     type Continue = NoMessage;
///     type Ref = ServerRef<Self>;
///
///     async fn init(start: u64, _cx: &mut Context<Self>) -> Result<Self, InitError> {
///         Ok(Self(start))
///     }
///
///     async fn handle_call(&mut self, Call::Add(by): Call, from: ReplyPort, cx: &mut Context<Self>) {
///         self.0 += by;
///         from.reply(self.0, cx);
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let counter = Start::<Counter>::new(1).run().await?;
/// let total: Result<u64, CallError> = counter.call(Call::Add(4)).await;
/// assert_eq!(total?, 5);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a server",
    label = "not a server",
    note = "add `#[derive(GenServer)]` to `{Self}` and `#[gen_server]` to its impl"
)]
pub trait GenServer: ServerConfig {
    /// What [`init`](Self::init) gets.
    type Args: Send + 'static;
    /// Messages that are answered.
    type Call: Message;
    /// Messages that are not.
    type Cast: Message;
    /// Everything else that arrives: timers, downs, exits, plain messages.
    type Info: Message;
    /// What [`Context::continue_with`] takes.
    type Continue: Message;
    /// The typed handle.
    type Ref: From<ServerRef<Self>> + AsRef<ServerRef<Self>> + Clone + Send + Sync + 'static;

    /// Makes the state. The starter waits until it is done, and runs it as far as it does not wait.
    fn init(
        args: Self::Args,
        cx: &mut Context<Self>,
    ) -> impl Future<Output = Result<Self, InitError>> + Send;

    /// Handles a call, and answers through `from`, now or later.
    ///
    /// The default is for servers without calls, and drops `from` unanswered.
    fn handle_call(
        &mut self,
        call: Self::Call,
        from: ReplyPort,
        cx: &mut Context<Self>,
    ) -> impl Future<Output = ()> + Send {
        let _ = (call, from, cx);
        std::future::ready(())
    }

    /// Handles a cast.
    fn handle_cast(
        &mut self,
        cast: Self::Cast,
        cx: &mut Context<Self>,
    ) -> impl Future<Output = ()> + Send {
        let _ = (cast, cx);
        std::future::ready(())
    }

    /// Whether [`handle_cast`](Self::handle_cast) may have to wait for something with this cast.
    ///
    /// A server that rests handles one that does not at once, and prepares for no wait. If it waits all
    /// the same, the server ends, as after a panic.
    fn cast_may_wait(cast: &Self::Cast) -> bool {
        let _ = cast;
        true
    }

    /// Handles everything else.
    fn handle_info(
        &mut self,
        info: Self::Info,
        cx: &mut Context<Self>,
    ) -> impl Future<Output = ()> + Send {
        let _ = (info, cx);
        std::future::ready(())
    }

    /// Goes on with what a handler left to be done before the next message.
    fn handle_continue(
        &mut self,
        next: Self::Continue,
        cx: &mut Context<Self>,
    ) -> impl Future<Output = ()> + Send {
        let _ = (next, cx);
        std::future::ready(())
    }

    /// The schedules whose runs [`handle_every`](Self::handle_every) gets, by their index here. They
    /// begin when [`init`](Self::init) is done, and end with the server.
    ///
    /// # Errors
    ///
    /// [`ScheduleError`] when one cannot be kept: then the server does not start.
    fn schedules() -> Result<Vec<Schedule>, ScheduleError> {
        Ok(Vec::new())
    }

    /// Handles a run of [`schedules`](Self::schedules)`[index]`.
    fn handle_every(
        &mut self,
        index: usize,
        cx: &mut Context<Self>,
    ) -> impl Future<Output = ()> + Send {
        let _ = (index, cx);
        std::future::ready(())
    }

    /// Says goodbye. Runs when the server stops by itself, crashes in a handler, is stopped, or is
    /// shut down while it traps exits; never after a kill or an exit that it does not trap.
    ///
    /// After a panic the state is what the handler left of it.
    fn terminate(
        &mut self,
        reason: &ExitReason,
        cx: &mut Context<Self>,
    ) -> impl Future<Output = ()> + Send {
        let _ = (reason, cx);
        std::future::ready(())
    }

    /// Turns a notice of the runtime into an info of this server; one that it does not know comes
    /// back, and is reported and dropped.
    ///
    /// # Errors
    ///
    /// The signal, when the server has no handler for it.
    fn signal(signal: Signal) -> Result<Self::Info, Signal> {
        Err(signal)
    }

    /// The name of the type, for errors and reports.
    #[doc(hidden)]
    #[must_use]
    fn kind() -> &'static str {
        std::any::type_name::<Self>()
    }

    /// What a list of the processes says that it is.
    #[doc(hidden)]
    #[must_use]
    fn process_kind() -> ProcessKind {
        ProcessKind::Server
    }

    /// What reports show of the state. The default shows nothing, so that no secret gets out.
    ///
    /// # Errors
    ///
    /// As the formatter.
    fn format_status(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("..")
    }
}
