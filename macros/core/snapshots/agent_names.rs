//! What `#[derive(Agent)]` writes: agent names.

/// The address of an agent that keeps a [`S`].
struct SAgent<AgentReply>
where
    S<AgentReply>: ::switchboard::__private01::Send + 'static,
{
    agent: ::switchboard::AgentRef<S<AgentReply>>,
}
impl<AgentReply> ::switchboard::__private01::From<::switchboard::AgentRef<S<AgentReply>>>
for SAgent<AgentReply>
where
    S<AgentReply>: ::switchboard::__private01::Send + 'static,
{
    fn from(agent: ::switchboard::AgentRef<S<AgentReply>>) -> Self {
        Self { agent }
    }
}
impl<
    AgentReply,
> ::switchboard::__private01::AsRef<::switchboard::AgentRef<S<AgentReply>>>
for SAgent<AgentReply>
where
    S<AgentReply>: ::switchboard::__private01::Send + 'static,
{
    fn as_ref(&self) -> &::switchboard::AgentRef<S<AgentReply>> {
        &self.agent
    }
}
impl<AgentReply> ::switchboard::__private01::Clone for SAgent<AgentReply>
where
    S<AgentReply>: ::switchboard::__private01::Send + 'static,
{
    fn clone(&self) -> Self {
        Self {
            agent: ::switchboard::__private01::Clone::clone(&self.agent),
        }
    }
}
impl<AgentReply> ::switchboard::__private01::Debug for SAgent<AgentReply>
where
    S<AgentReply>: ::switchboard::__private01::Send + 'static,
{
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        f.debug_tuple("SAgent").field(&self.agent).finish()
    }
}
impl<AgentReply> ::switchboard::Supervised for S<AgentReply>
where
    S<AgentReply>: ::switchboard::__private01::Send + 'static,
{
    type Handle = SAgent<AgentReply>;
    type Sort = ::switchboard::bounds::OfOther;
}
impl<AgentReply> SAgent<AgentReply>
where
    S<AgentReply>: ::switchboard::__private01::Send + 'static,
{
    /// Starts an agent whose state `init` makes.
    ///
    /// # Errors
    ///
    /// `StartError`, when the name is taken or `init` panics.
    fn start<AgentInit>(
        init: AgentInit,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send
    where
        AgentInit: ::switchboard::__private01::FnOnce() -> S<AgentReply>
            + ::switchboard::__private01::Send + 'static,
    {
        ::switchboard::__private01::agent_start(
            ::switchboard::__private01::None,
            "S",
            false,
            init,
        )
    }
    /// Starts an agent whose state `init` makes, linked with the current process.
    ///
    /// # Errors
    ///
    /// `StartError`, when the name is taken or `init` panics.
    fn start_link<AgentInit>(
        init: AgentInit,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send
    where
        AgentInit: ::switchboard::__private01::FnOnce() -> S<AgentReply>
            + ::switchboard::__private01::Send + 'static,
    {
        ::switchboard::__private01::agent_start(
            ::switchboard::__private01::None,
            "S",
            true,
            init,
        )
    }
    /// The agent as a child of a supervisor; `init` makes its state at each start.
    fn child<AgentInit>(init: AgentInit) -> ::switchboard::ChildSpec<S<AgentReply>>
    where
        AgentInit: ::switchboard::__private01::Fn() -> S<AgentReply>
            + ::switchboard::__private01::Clone + ::switchboard::__private01::Send
            + ::switchboard::__private01::Sync + 'static,
    {
        ::switchboard::__private01::agent_child(
            ::switchboard::__private01::None,
            "S",
            init,
        )
    }
    /// The address of whoever has `name`, now and later.
    fn named<AgentName: ::switchboard::__private01::Into<::switchboard::Name>>(
        name: AgentName,
    ) -> Self {
        Self {
            agent: ::switchboard::AgentRef::named(name),
        }
    }
    /// The address of the agent, for functions on the whole state.
    fn agent(&self) -> &::switchboard::AgentRef<S<AgentReply>> {
        &self.agent
    }
    /// The field `type`.
    ///
    /// # Errors
    ///
    /// `CallError`, when no answer comes.
    fn kind(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<AgentReply, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send
    where
        AgentReply: ::switchboard::__private01::Clone + ::switchboard::__private01::Send
            + 'static,
    {
        ::switchboard::__private01::agent_ask(
            &self.agent,
            "kind",
            ::switchboard::__private01::None,
            |gs_state: &mut S<AgentReply>| ::switchboard::__private01::Clone::clone(
                &gs_state.r#type,
            ),
        )
    }
    /// Sets the field `type`.
    ///
    /// # Errors
    ///
    /// `CallError`, when no answer comes.
    fn set_kind(
        &self,
        value: AgentReply,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<(), ::switchboard::CallError>,
    > + ::switchboard::__private01::Send
    where
        AgentReply: ::switchboard::__private01::Send + 'static,
    {
        ::switchboard::__private01::agent_ask(
            &self.agent,
            "set_kind",
            ::switchboard::__private01::None,
            move |gs_state: &mut S<AgentReply>| {
                gs_state.r#type = value;
            },
        )
    }
    /// Changes the field `type` with a function that runs in the agent, and gives its result.
    ///
    /// # Errors
    ///
    /// `CallError`, when no answer comes.
    fn update_kind<AgentReply_, AgentUpdate>(
        &self,
        update: AgentUpdate,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            AgentReply_,
            ::switchboard::CallError,
        >,
    > + ::switchboard::__private01::Send
    where
        AgentReply_: ::switchboard::__private01::Send + 'static,
        AgentUpdate: ::switchboard::__private01::FnOnce(&mut AgentReply) -> AgentReply_
            + ::switchboard::__private01::Send + 'static,
    {
        ::switchboard::__private01::agent_ask(
            &self.agent,
            "update_kind",
            ::switchboard::__private01::None,
            move |gs_state: &mut S<AgentReply>| { update(&mut gs_state.r#type) },
        )
    }
}
