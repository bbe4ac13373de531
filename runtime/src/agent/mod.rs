//! `Agent`: a process around a value, for state without behaviour.

mod server;

use std::fmt;
use std::time::Duration;

pub use self::server::{Agent, AgentCall, AgentCast, AgentInit};

use crate::gen_server::{
    CallError, How, Later, ServerRef, StopError, Turn, first_here, start_cell,
};
use crate::process::{CastError, ExitReason, Name, StartError, StopReport};
use crate::supervisor::{ChildSpec, Supervised};

/// The address of an [`Agent`].
pub struct AgentRef<T: Send + 'static> {
    server: ServerRef<Agent<T>>,
}

impl<T: Send + 'static> AgentRef<T> {
    /// The address of whoever has `name`, now and later. Nobody has to have it yet.
    pub fn named(name: impl Into<Name>) -> Self {
        ServerRef::named(name).into()
    }

    /// The untyped address: pid, monitor, exit and the rest.
    #[must_use]
    pub fn server(&self) -> &ServerRef<Agent<T>> {
        &self.server
    }

    /// What `get` reads from the state. Waits for up to five seconds.
    ///
    /// # Errors
    ///
    /// [`CallError`] when no answer comes; [`CallError::Exited`] when `get` panics, which ends the
    /// agent.
    ///
    /// # Cancel safety
    ///
    /// `get` may run although the future was dropped.
    pub async fn get<R: Send + 'static>(
        &self,
        get: impl FnOnce(&T) -> R + Send + 'static,
    ) -> Result<R, CallError> {
        self.ask("get", None, |state| get(state)).await
    }

    /// As [`get`](Self::get), with a timeout of its own; [`Duration::MAX`] waits for ever.
    ///
    /// # Errors
    ///
    /// As [`get`](Self::get).
    ///
    /// # Cancel safety
    ///
    /// As [`get`](Self::get).
    pub async fn get_within<R: Send + 'static>(
        &self,
        timeout: Duration,
        get: impl FnOnce(&T) -> R + Send + 'static,
    ) -> Result<R, CallError> {
        self.ask("get", Some(timeout), |state| get(state)).await
    }

    /// Changes the state. Waits until it is done, for up to five seconds.
    ///
    /// # Errors
    ///
    /// [`CallError`] when no answer comes; after [`CallError::Timeout`] the change is still made.
    /// [`CallError::Exited`] when `update` panics: nobody sees what it left half done.
    ///
    /// # Cancel safety
    ///
    /// `update` may run although the future was dropped.
    pub async fn update(
        &self,
        update: impl FnOnce(&mut T) + Send + 'static,
    ) -> Result<(), CallError> {
        self.ask("update", None, update).await
    }

    /// As [`update`](Self::update), with a timeout of its own; [`Duration::MAX`] waits for ever.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    ///
    /// # Cancel safety
    ///
    /// As [`update`](Self::update).
    pub async fn update_within(
        &self,
        timeout: Duration,
        update: impl FnOnce(&mut T) + Send + 'static,
    ) -> Result<(), CallError> {
        self.ask("update", Some(timeout), update).await
    }

    /// Changes the state, and gives what `update` returns.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    ///
    /// # Cancel safety
    ///
    /// As [`update`](Self::update).
    pub async fn get_and_update<R: Send + 'static>(
        &self,
        update: impl FnOnce(&mut T) -> R + Send + 'static,
    ) -> Result<R, CallError> {
        self.ask("get_and_update", None, update).await
    }

    /// As [`get_and_update`](Self::get_and_update), with a timeout of its own; [`Duration::MAX`]
    /// waits for ever.
    ///
    /// # Errors
    ///
    /// As [`update`](Self::update).
    ///
    /// # Cancel safety
    ///
    /// As [`update`](Self::update).
    pub async fn get_and_update_within<R: Send + 'static>(
        &self,
        timeout: Duration,
        update: impl FnOnce(&mut T) -> R + Send + 'static,
    ) -> Result<R, CallError> {
        self.ask("get_and_update", Some(timeout), update).await
    }

    /// Changes the state some time later; never waits. What this process asks for afterwards sees
    /// the change.
    ///
    /// # Errors
    ///
    /// The function comes back when the mailbox is full or the agent is stopping.
    pub fn cast(
        &self,
        update: impl FnOnce(&mut T) + Send + 'static,
    ) -> Result<(), CastError<AgentCast<T>>> {
        self.server.cast(AgentCast::new("cast", update))
    }

    /// Stops the agent, and waits for its end.
    ///
    /// # Errors
    ///
    /// As [`ServerRef::stop`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn stop(&self) -> Result<StopReport, StopError> {
        self.server.stop().await
    }

    /// As [`stop`](Self::stop), with a reason, and for at most `within`.
    ///
    /// # Errors
    ///
    /// As [`ServerRef::stop_with`].
    ///
    /// # Cancel safety
    ///
    /// The request stays when the future is dropped.
    pub async fn stop_with(
        &self,
        reason: ExitReason,
        within: Duration,
    ) -> Result<StopReport, StopError> {
        self.server.stop_with(reason, within).await
    }

    /// Runs a function in the agent, on the caller when the agent is idle.
    pub(crate) fn ask<'a, R: Send + 'static>(
        &'a self,
        name: &'static str,
        timeout: Option<Duration>,
        run: impl FnOnce(&mut T) -> R + Send + 'static,
    ) -> impl Future<Output = Result<R, CallError>> + Send {
        first_here(
            move || match Turn::take(&self.server) {
                Ok(turn) => turn.run(name, move |agent, _| run(agent.state())),
                Err(queue) => Err(queue.later(AgentCall::new(name, run))),
            },
            move |later: Later<'a, Agent<T>, R>| later.finish(timeout),
        )
    }
}

/// An agent under a type of its own, whose handle wraps the agent's: what `#[derive(Agent)]` makes.
pub(crate) fn child_as<T, S>(
    name: Option<&'static str>,
    id: &'static str,
    init: impl Fn() -> T + Clone + Send + Sync + 'static,
) -> ChildSpec<S>
where
    T: Send + 'static,
    S: Supervised<Handle: From<AgentRef<T>>>,
{
    let mut child = Agent::child(init).id(id);
    if let Some(name) = name {
        child = child.name(name);
    }
    child.map(|agent| S::Handle::from(agent.clone()))
}

/// As [`Start::run`](crate::Start::run), with what the derive says.
pub(crate) async fn start_as<T: Send + 'static, H: From<AgentRef<T>>>(
    name: Option<&'static str>,
    kind: &'static str,
    link: bool,
    init: impl FnOnce() -> T + Send + 'static,
) -> Result<H, StartError> {
    let how = How { name: name.map(Name::from), kind: Some(kind), link, ..How::unnamed() };
    let cell = start_cell::<Agent<T>>(AgentInit::new(init), &how).await?;
    Ok(H::from(AgentRef::from(ServerRef::to_cell(cell))))
}

impl<T: Send + 'static> From<ServerRef<Agent<T>>> for AgentRef<T> {
    fn from(server: ServerRef<Agent<T>>) -> Self {
        Self { server }
    }
}

impl<T: Send + 'static> AsRef<ServerRef<Agent<T>>> for AgentRef<T> {
    fn as_ref(&self) -> &ServerRef<Agent<T>> {
        &self.server
    }
}

impl<T: Send + 'static> Clone for AgentRef<T> {
    fn clone(&self) -> Self {
        Self { server: self.server.clone() }
    }
}

impl<T: Send + 'static> fmt::Debug for AgentRef<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("AgentRef").field(&self.server).finish()
    }
}
