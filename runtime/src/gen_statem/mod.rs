//! `gen_statem`: a process whose answer to an event depends on the state that it is in.
//!
//! It is a layer over `GenServer`: the process of a machine is a server whose state is a
//! [`Statem`], which keeps the machine's state and data, the events that wait inside, and the
//! timeouts. So names, links, stops and supervision are those of a server.

mod actions;
mod event;
mod look;
mod machine;
mod timeouts;

use std::fmt;

pub use self::actions::{StatemContext, When};
pub use self::event::{Enter, Handled, Next, Postpone, StatemEvent};
pub use self::machine::Statem;

use crate::gen_server::{InitError, Message, ServerConfig, ServerRef};
use crate::process::{ExitReason, Signal};

/// A state machine: its data is a value of this type, its state one of [`State`](Self::State).
///
/// `#[gen_statem]` implements it from annotated methods, one for each pair of a state and an event.
/// It can be written by hand as well; the macro uses nothing that is not public here.
///
/// # Examples
///
/// ```
/// use switchboard::{
///     Handled, GenStatem, InitError, Message, Next, NoMessage, ServerConfig, ServerOptions,
///     ServerRef, Start, Statem, StatemContext, StatemEvent,
/// };
///
/// struct Switch { flips: u64 }
///
/// #[derive(Clone, Copy, Debug, PartialEq)]
/// enum State { Off, On }
///
/// enum Call { Flip }
///
/// impl Message for Call {
///     fn name(&self) -> &'static str { "flip" }
/// }
///
/// impl ServerConfig for Switch {
///     const OPTIONS: ServerOptions = ServerOptions::new();
/// }
///
/// impl GenStatem for Switch {
///     type State = State;
///     type Args = ();
///     type Call = Call;
///     type Cast = NoMessage;
///     type Info = NoMessage;
///     type Internal = NoMessage;
///     type EventTimeout = NoMessage;
///     type StateTimeout = NoMessage;
///     type Timeout = NoMessage;
///     type Ref = ServerRef<Statem<Self>>;
///
///     async fn init(_: (), _: &mut StatemContext<Self>) -> Result<(State, Self), InitError> {
///         Ok((State::Off, Self { flips: 0 }))
///     }
///
///     async fn handle_event(
///         &mut self,
///         state: &State,
///         event: StatemEvent<Self>,
///         cx: &mut StatemContext<Self>,
///     ) -> Handled<Self> {
///         let StatemEvent::Call(Call::Flip, from) = event else { unreachable!() };
///         self.flips += 1;
///         from.reply(self.flips, cx);
///         Next::to(if *state == State::On { State::Off } else { State::On }).into()
///     }
/// }
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let switch = Start::<Statem<Switch>>::new(()).run().await?;
/// let flips: u64 = switch.call(Call::Flip).await?;
/// assert_eq!(flips, 1);
/// # Ok(()) }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a state machine",
    label = "not a state machine",
    note = "add `#[derive(GenStatem)]` to `{Self}` and `#[gen_statem(state = ..)]` to its impl"
)]
pub trait GenStatem: ServerConfig {
    /// The state. Two states that are equal are one.
    type State: Clone + PartialEq + fmt::Debug + Send + Sync + 'static;
    /// What [`init`](Self::init) gets.
    type Args: Send + 'static;
    /// Events that are answered.
    type Call: Message;
    /// Events that are not.
    type Cast: Message;
    /// Everything else that arrives: downs, exits, plain messages.
    type Info: Message;
    /// Events that the machine sends to itself, with [`StatemContext::next_internal`].
    type Internal: Message;
    /// What an event timeout carries: it is cancelled by any event.
    type EventTimeout: Message;
    /// What a state timeout carries: it is cancelled by a change of the state.
    type StateTimeout: Message;
    /// What other timeouts carry; each is known by the [`name`](Message::name) of its content.
    type Timeout: Message;
    /// The typed handle.
    type Ref: From<ServerRef<Statem<Self>>>
        + AsRef<ServerRef<Statem<Self>>>
        + Clone
        + Send
        + Sync
        + 'static;

    /// Makes the first state and the data. The starter waits until it is done.
    fn init(
        args: Self::Args,
        cx: &mut StatemContext<Self>,
    ) -> impl Future<Output = Result<(Self::State, Self), InitError>> + Send;

    /// Handles an event, and says what comes of it.
    fn handle_event(
        &mut self,
        state: &Self::State,
        event: StatemEvent<Self>,
        cx: &mut StatemContext<Self>,
    ) -> impl Future<Output = Handled<Self>> + Send;

    /// Runs when a state is entered: the first one, another one than before, or a repeated one.
    /// For the first one and a repeated one, `from` equals `state`.
    fn enter(
        &mut self,
        from: &Self::State,
        state: &Self::State,
        cx: &mut StatemContext<Self>,
    ) -> impl Future<Output = Enter> + Send {
        let _ = (from, state, cx);
        std::future::ready(Enter::keep())
    }

    /// Says goodbye; when it runs is as for
    /// [`GenServer::terminate`](crate::GenServer::terminate).
    fn terminate(
        &mut self,
        reason: &ExitReason,
        state: &Self::State,
        cx: &mut StatemContext<Self>,
    ) -> impl Future<Output = ()> + Send {
        let _ = (reason, state, cx);
        std::future::ready(())
    }

    /// Turns a notice of the runtime into an info of this machine; one that it does not know comes
    /// back, and is reported and dropped.
    ///
    /// # Errors
    ///
    /// The signal, when the machine has no handler for it.
    fn signal(signal: Signal) -> Result<Self::Info, Signal> {
        Err(signal)
    }

    /// What reports show of state and data. The default shows the state, and nothing of the data, so
    /// that no secret gets out.
    ///
    /// # Errors
    ///
    /// As the formatter.
    fn format_status(&self, state: &Self::State, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{state:?} with data ..")
    }
}
