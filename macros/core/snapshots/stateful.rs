//! What `#[gen_statem]` writes: stateful.

impl Idle {}
#[doc(hidden)]
const __put_all_handlers_of_Idle_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<Idle>();
    0
};
#[doc(hidden)]
const __state_of_Idle: ::switchboard::__private01::usize = {
    ::switchboard::__private01::state::<(bool, u8)>();
    0
};
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenStatem for Idle
where
    for<'gs> Idle: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Idle_into_one_impl],
    >,
    for<'gs> (bool, u8): ::switchboard::__private01::VettedState<[(); __state_of_Idle]>,
{
    type State = (bool, u8);
    type Args = ();
    type Call = ::switchboard::NoMessage;
    type Cast = ::switchboard::NoMessage;
    type Info = ::switchboard::NoMessage;
    type Internal = ::switchboard::NoMessage;
    type EventTimeout = ::switchboard::NoMessage;
    type StateTimeout = ::switchboard::NoMessage;
    type Timeout = ::switchboard::NoMessage;
    type Ref = IdleRef;
    fn init(
        _gs_args: Self::Args,
        _gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            (Self::State, Self),
            ::switchboard::InitError,
        >,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::Ok(
                ::switchboard::__private01::default_machine::<(Self::State, Self)>(),
            )
        }
    }
    fn handle_event(
        &mut self,
        _gs_state: &Self::State,
        gs_event: ::switchboard::StatemEvent<Self>,
        _gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::Handled<Self>,
    > + ::switchboard::__private01::Send {
        async move {
            match gs_event {
                ::switchboard::StatemEvent::Call(gs_never, _) => match gs_never {}
                ::switchboard::StatemEvent::Cast(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::Info(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::Internal(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::EventTimeout(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::StateTimeout(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::Timeout(gs_never) => match gs_never {}
            }
        }
    }
}
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::Supervised for Idle
where
    for<'gs> Idle: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_Idle_into_one_impl],
    >,
{
    type Handle = IdleRef;
    type Sort = ::switchboard::bounds::OfMachine;
}
/// The typed address of a state machine of type `Idle`.
pub struct IdleRef {
    /// The address.
    server: ::switchboard::ServerRef<::switchboard::Statem<Idle>>,
}
impl IdleRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<::switchboard::Statem<Idle>> {
        &self.server
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for IdleRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for IdleRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<
    ::switchboard::ServerRef<::switchboard::Statem<Idle>>,
> for IdleRef {
    fn from(gs_server: ::switchboard::ServerRef<::switchboard::Statem<Idle>>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<
    ::switchboard::ServerRef<::switchboard::Statem<Idle>>,
> for IdleRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<::switchboard::Statem<Idle>> {
        &self.server
    }
}
impl Idle {
    /// Starts a state machine, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<IdleRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<::switchboard::Statem<Self>>(())
    }
    /// Starts a state machine that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<IdleRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start_link::<::switchboard::Statem<Self>>(())
    }
    /// The state machine as a child of a supervisor.
    pub fn child() -> ::switchboard::ChildSpec<Self> {
        use ::switchboard::__private01::{OnceChild as _, RepeatableChild as _};
        (&::switchboard::__private01::ChildArgs::new(()))
            .child_spec::<::switchboard::Statem<Self>, Self>()
    }
    /// A supervisor's place for any number of such state machines, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
