//! What `#[derive(Agent)]` writes: agent look.

#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
/// The address of an agent that keeps a [`Look`].
pub struct LookAgent
where
    for<'gs> Look: ::switchboard::__private01::AgentState,
{
    agent: ::switchboard::AgentRef<Look>,
}
impl ::switchboard::__private01::AgentState for Look {}
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::__private01::From<::switchboard::AgentRef<Look>> for LookAgent
where
    for<'gs> Look: ::switchboard::__private01::AgentState,
{
    fn from(agent: ::switchboard::AgentRef<Look>) -> Self {
        Self { agent }
    }
}
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::__private01::AsRef<::switchboard::AgentRef<Look>> for LookAgent
where
    for<'gs> Look: ::switchboard::__private01::AgentState,
{
    fn as_ref(&self) -> &::switchboard::AgentRef<Look> {
        &self.agent
    }
}
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::__private01::Clone for LookAgent
where
    for<'gs> Look: ::switchboard::__private01::AgentState,
{
    fn clone(&self) -> Self {
        Self {
            agent: ::switchboard::__private01::Clone::clone(&self.agent),
        }
    }
}
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::__private01::Debug for LookAgent
where
    for<'gs> Look: ::switchboard::__private01::AgentState,
{
    fn fmt(
        &self,
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        f.debug_tuple("LookAgent").field(&self.agent).finish()
    }
}
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::Supervised for Look
where
    for<'gs> Look: ::switchboard::__private01::AgentState,
{
    type Handle = LookAgent;
    type Sort = ::switchboard::bounds::OfOther;
}
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl LookAgent
where
    for<'gs> Look: ::switchboard::__private01::AgentState,
{
    /// Starts an agent whose state `init` makes.
    ///
    /// # Errors
    ///
    /// `StartError`, when the name is taken or `init` panics.
    pub fn start<AgentInit>(
        init: AgentInit,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send
    where
        AgentInit: ::switchboard::__private01::FnOnce() -> Look
            + ::switchboard::__private01::Send + 'static,
    {
        ::switchboard::__private01::agent_start(
            ::switchboard::__private01::Some("look"),
            "Look",
            false,
            init,
        )
    }
    /// Starts an agent whose state `init` makes, linked with the current process.
    ///
    /// # Errors
    ///
    /// `StartError`, when the name is taken or `init` panics.
    pub fn start_link<AgentInit>(
        init: AgentInit,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<Self, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send
    where
        AgentInit: ::switchboard::__private01::FnOnce() -> Look
            + ::switchboard::__private01::Send + 'static,
    {
        ::switchboard::__private01::agent_start(
            ::switchboard::__private01::Some("look"),
            "Look",
            true,
            init,
        )
    }
    /// The agent as a child of a supervisor; `init` makes its state at each start.
    pub fn child<AgentInit>(init: AgentInit) -> ::switchboard::ChildSpec<Look>
    where
        AgentInit: ::switchboard::__private01::Fn() -> Look
            + ::switchboard::__private01::Clone + ::switchboard::__private01::Send
            + ::switchboard::__private01::Sync + 'static,
    {
        ::switchboard::__private01::agent_child(
            ::switchboard::__private01::Some("look"),
            "Look",
            init,
        )
    }
    /// The address of whoever has `name`, now and later.
    pub fn named<AgentName: ::switchboard::__private01::Into<::switchboard::Name>>(
        name: AgentName,
    ) -> Self {
        Self {
            agent: ::switchboard::AgentRef::named(name),
        }
    }
    /// The address of the agent, for functions on the whole state.
    pub fn agent(&self) -> &::switchboard::AgentRef<Look> {
        &self.agent
    }
    /// Its colour.
    ///
    /// # Errors
    ///
    /// `CallError`, when no answer comes.
    pub fn colour(
        &self,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<String, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::agent_ask(
            &self.agent,
            "colour",
            ::switchboard::__private01::Some(
                ::switchboard::__private01::Duration::new(2u64, 0u32),
            ),
            |gs_state: &mut Look| ::switchboard::__private01::Clone::clone(
                &gs_state.colour,
            ),
        )
    }
    /// Sets the field `colour`.
    ///
    /// # Errors
    ///
    /// `CallError`, when no answer comes.
    pub fn set_colour(
        &self,
        value: String,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<(), ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::agent_ask(
            &self.agent,
            "set_colour",
            ::switchboard::__private01::Some(
                ::switchboard::__private01::Duration::new(2u64, 0u32),
            ),
            move |gs_state: &mut Look| {
                gs_state.colour = value;
            },
        )
    }
    /// Changes the field `colour` with a function that runs in the agent, and gives its result.
    ///
    /// # Errors
    ///
    /// `CallError`, when no answer comes.
    pub fn update_colour<AgentReply, AgentUpdate>(
        &self,
        update: AgentUpdate,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<AgentReply, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send
    where
        AgentReply: ::switchboard::__private01::Send + 'static,
        AgentUpdate: ::switchboard::__private01::FnOnce(&mut String) -> AgentReply
            + ::switchboard::__private01::Send + 'static,
    {
        ::switchboard::__private01::agent_ask(
            &self.agent,
            "update_colour",
            ::switchboard::__private01::Some(
                ::switchboard::__private01::Duration::new(2u64, 0u32),
            ),
            move |gs_state: &mut Look| { update(&mut gs_state.colour) },
        )
    }
}
