//! The server behind an agent: its messages are functions.

use std::fmt;

use super::AgentRef;
use crate::gen_server::{
    Context, GenServer, InitError, Message, NoMessage, ReplyPort, ServerConfig, ServerOptions,
    Start,
};
use crate::observe::ProcessKind;
use crate::process::StartError;
use crate::supervisor::{ChildSpec, DynamicSpec, OfOther, Supervised};

/// A process that keeps a `T`, and runs functions on it: state without behaviour.
///
/// What it is asked to do runs in the agent, one after the other, so a slow function keeps everyone
/// waiting. One that panics ends the agent, and its caller gets the reason. A call to an idle agent
/// runs on its caller.
///
/// [`derive@Agent`](derive@crate::Agent) makes a typed handle for the fields of a struct.
///
/// # Examples
///
/// ```
/// use switchboard::Agent;
///
/// # #[tokio::main(flavor = "current_thread")] async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let stack = Agent::start(Vec::new).await?;
/// stack.update(|stack| stack.push("plate")).await?;
/// stack.cast(|stack| stack.push("cup"))?;
/// assert_eq!(stack.get(Vec::len).await?, 2);
/// assert_eq!(stack.get_and_update(Vec::pop).await?, Some("cup"));
/// # Ok(()) }
/// ```
pub struct Agent<T: Send + 'static> {
    state: T,
}

/// Makes the state of an agent, in the agent.
pub struct AgentInit<T>(Box<dyn FnOnce() -> T + Send>);

/// A function that answers for the agent.
type Answering<T> = Box<dyn FnOnce(&mut T, ReplyPort, &mut Context<Agent<T>>) + Send>;

/// A function for an agent whose caller waits.
pub struct AgentCall<T: Send + 'static> {
    name: &'static str,
    run: Answering<T>,
}

/// A function for an agent that nobody waits for.
pub struct AgentCast<T: Send + 'static> {
    name: &'static str,
    run: Box<dyn FnOnce(&mut T) + Send>,
}

impl<T: Send + 'static> Agent<T> {
    /// Starts an agent whose state `init` makes.
    ///
    /// # Errors
    ///
    /// [`StartError::Failed`] when `init` panics.
    ///
    /// # Cancel safety
    ///
    /// When the future is dropped before it is done, nothing is left running.
    pub async fn start(
        init: impl FnOnce() -> T + Send + 'static,
    ) -> Result<AgentRef<T>, StartError> {
        Self::build(init).run().await
    }

    /// As [`start`](Self::start), linked with the current process.
    ///
    /// # Errors
    ///
    /// As [`start`](Self::start).
    ///
    /// # Cancel safety
    ///
    /// As [`start`](Self::start).
    pub async fn start_link(
        init: impl FnOnce() -> T + Send + 'static,
    ) -> Result<AgentRef<T>, StartError> {
        Self::build(init).link(true).run().await
    }

    /// A start that can be given a name or a limit before it is [run](Start::run).
    pub fn build(init: impl FnOnce() -> T + Send + 'static) -> Start<Self> {
        Start::new(AgentInit::new(init))
    }

    /// An agent as a child of a supervisor; `init` makes its state at each start.
    pub fn child(init: impl Fn() -> T + Clone + Send + Sync + 'static) -> ChildSpec<Self> {
        ChildSpec::with(move || AgentInit::new(init.clone()))
    }

    /// A supervisor for agents of this kind.
    pub fn dynamic() -> DynamicSpec<Self> {
        DynamicSpec::new()
    }

    pub(super) fn state(&mut self) -> &mut T {
        &mut self.state
    }
}

impl<T> AgentInit<T> {
    pub(super) fn new(init: impl FnOnce() -> T + Send + 'static) -> Self {
        Self(Box::new(init))
    }
}

impl<T: Send + 'static> AgentCall<T> {
    pub(super) fn new<R: Send + 'static>(
        name: &'static str,
        run: impl FnOnce(&mut T) -> R + Send + 'static,
    ) -> Self {
        let run = move |state: &mut T, from: ReplyPort, cx: &mut Context<Agent<T>>| {
            from.reply(run(state), cx);
        };
        Self { name, run: Box::new(run) }
    }
}

impl<T: Send + 'static> AgentCast<T> {
    pub(super) fn new(name: &'static str, run: impl FnOnce(&mut T) + Send + 'static) -> Self {
        Self { name, run: Box::new(run) }
    }
}

impl<T: Send + 'static> Message for AgentCall<T> {
    fn name(&self) -> &'static str {
        self.name
    }
}

impl<T: Send + 'static> Message for AgentCast<T> {
    fn name(&self) -> &'static str {
        self.name
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> ServerConfig for Agent<T> {
    const OPTIONS: ServerOptions = ServerOptions::new();
}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> GenServer for Agent<T> {
    type Args = AgentInit<T>;
    type Call = AgentCall<T>;
    type Cast = AgentCast<T>;
    type Info = NoMessage;
    type Continue = NoMessage;
    type Ref = AgentRef<T>;

    async fn init(
        AgentInit(init): AgentInit<T>,
        _cx: &mut Context<Self>,
    ) -> Result<Self, InitError> {
        Ok(Self { state: init() })
    }

    fn process_kind() -> ProcessKind {
        ProcessKind::Agent
    }

    fn handle_call(
        &mut self,
        call: AgentCall<T>,
        from: ReplyPort,
        cx: &mut Context<Self>,
    ) -> impl Future<Output = ()> + Send {
        (call.run)(&mut self.state, from, cx);
        std::future::ready(())
    }

    fn handle_cast(
        &mut self,
        cast: AgentCast<T>,
        _cx: &mut Context<Self>,
    ) -> impl Future<Output = ()> + Send {
        (cast.run)(&mut self.state);
        std::future::ready(())
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send + 'static> Supervised for Agent<T> {
    type Handle = AgentRef<T>;
    type Sort = OfOther;
}

impl<T: Send + 'static> fmt::Debug for Agent<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The state need not be `Debug`, and may hold secrets.
        f.debug_struct("Agent").finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for AgentInit<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AgentInit").finish_non_exhaustive()
    }
}

impl<T: Send + 'static> fmt::Debug for AgentCall<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AgentCall").field(&self.name).finish()
    }
}

impl<T: Send + 'static> fmt::Debug for AgentCast<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AgentCast").field(&self.name).finish()
    }
}
