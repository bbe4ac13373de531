//! What `#[derive(Agent)]` writes: agent generics.

/// The address of an agent that keeps a [`S`].
struct Keep<T: Clone, const N: usize>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + 'static,
{
    agent: ::otp::AgentRef<S<T, N>>,
}
impl<T: Clone, const N: usize> ::otp::__private01::From<::otp::AgentRef<S<T, N>>>
for Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + 'static,
{
    fn from(agent: ::otp::AgentRef<S<T, N>>) -> Self {
        Self { agent }
    }
}
impl<T: Clone, const N: usize> ::otp::__private01::AsRef<::otp::AgentRef<S<T, N>>>
for Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + 'static,
{
    fn as_ref(&self) -> &::otp::AgentRef<S<T, N>> {
        &self.agent
    }
}
impl<T: Clone, const N: usize> ::otp::__private01::Clone for Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + 'static,
{
    fn clone(&self) -> Self {
        Self {
            agent: ::otp::__private01::Clone::clone(&self.agent),
        }
    }
}
impl<T: Clone, const N: usize> ::otp::__private01::Debug for Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + 'static,
{
    fn fmt(
        &self,
        f: &mut ::otp::__private01::Formatter<'_>,
    ) -> ::otp::__private01::FmtResult {
        f.debug_tuple("Keep").field(&self.agent).finish()
    }
}
impl<T: Clone, const N: usize> ::otp::Supervised for S<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + 'static,
{
    type Handle = Keep<T, N>;
    type Sort = ::otp::bounds::OfOther;
}
impl<T: Clone, const N: usize> Keep<T, N>
where
    T: Sync,
    S<T, N>: ::otp::__private01::Send + 'static,
{
    /// Starts an agent whose state `init` makes.
    ///
    /// # Errors
    ///
    /// `StartError`, when the name is taken or `init` panics.
    fn start<AgentInit>(
        init: AgentInit,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<Self, ::otp::StartError>,
    > + ::otp::__private01::Send
    where
        AgentInit: ::otp::__private01::FnOnce() -> S<T, N> + ::otp::__private01::Send
            + 'static,
    {
        ::otp::__private01::agent_start(::otp::__private01::None, "S", false, init)
    }
    /// Starts an agent whose state `init` makes, linked with the current process.
    ///
    /// # Errors
    ///
    /// `StartError`, when the name is taken or `init` panics.
    fn start_link<AgentInit>(
        init: AgentInit,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<Self, ::otp::StartError>,
    > + ::otp::__private01::Send
    where
        AgentInit: ::otp::__private01::FnOnce() -> S<T, N> + ::otp::__private01::Send
            + 'static,
    {
        ::otp::__private01::agent_start(::otp::__private01::None, "S", true, init)
    }
    /// The agent as a child of a supervisor; `init` makes its state at each start.
    fn child<AgentInit>(init: AgentInit) -> ::otp::ChildSpec<S<T, N>>
    where
        AgentInit: ::otp::__private01::Fn() -> S<T, N> + ::otp::__private01::Clone
            + ::otp::__private01::Send + ::otp::__private01::Sync + 'static,
    {
        ::otp::__private01::agent_child(::otp::__private01::None, "S", init)
    }
    /// The address of whoever has `name`, now and later.
    fn named<AgentName: ::otp::__private01::Into<::otp::Name>>(name: AgentName) -> Self {
        Self {
            agent: ::otp::AgentRef::named(name),
        }
    }
    /// The address of the agent, for functions on the whole state.
    fn agent(&self) -> &::otp::AgentRef<S<T, N>> {
        &self.agent
    }
    /// The field `items`.
    ///
    /// # Errors
    ///
    /// `CallError`, when no answer comes.
    fn items(
        &self,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<[T; N], ::otp::CallError>,
    > + ::otp::__private01::Send
    where
        [T; N]: ::otp::__private01::Clone + ::otp::__private01::Send + 'static,
    {
        ::otp::__private01::agent_ask(
            &self.agent,
            "items",
            ::otp::__private01::Some(::otp::__private01::Duration::MAX),
            |gs_state: &mut S<T, N>| ::otp::__private01::Clone::clone(&gs_state.items),
        )
    }
    /// Changes the field `items` with a function that runs in the agent, and gives its result.
    ///
    /// # Errors
    ///
    /// `CallError`, when no answer comes.
    fn update_items<AgentReply, AgentUpdate>(
        &self,
        update: AgentUpdate,
    ) -> impl ::otp::__private01::Future<
        Output = ::otp::__private01::Result<AgentReply, ::otp::CallError>,
    > + ::otp::__private01::Send
    where
        AgentReply: ::otp::__private01::Send + 'static,
        AgentUpdate: ::otp::__private01::FnOnce(&mut [T; N]) -> AgentReply
            + ::otp::__private01::Send + 'static,
    {
        ::otp::__private01::agent_ask(
            &self.agent,
            "update_items",
            ::otp::__private01::Some(::otp::__private01::Duration::MAX),
            move |gs_state: &mut S<T, N>| { update(&mut gs_state.items) },
        )
    }
}
