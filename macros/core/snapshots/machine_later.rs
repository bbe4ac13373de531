//! What `#[gen_statem]` writes: machine later.

impl S {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn later(&mut self, at: u8, r: ReplyTo<u8>) -> Next<St> {
        x
    }
}
#[doc(hidden)]
const __put_all_handlers_of_S_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<S>();
    0
};
/// The calls that `S` answers.
#[non_exhaustive]
pub enum SCall {
    /// `later`.
    Later {
        /// `at`.
        at: u8,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SCall {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Later { .. } => gs_f.write_str("Later"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for SCall {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Later { .. } => "later",
        }
    }
}
#[doc(hidden)]
const __state_of_S: ::switchboard::__private01::usize = {
    ::switchboard::__private01::state::<St>();
    0
};
#[automatically_derived]
#[cfg_attr(doc, ::switchboard::__private01::without_bounds)]
impl ::switchboard::GenStatem for S
where
    for<'gs> S: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_S_into_one_impl],
    >,
    for<'gs> SCall: ::switchboard::Message,
    for<'gs> St: ::switchboard::__private01::VettedState<[(); __state_of_S]>,
{
    type State = St;
    type Args = ();
    type Call = SCall;
    type Cast = ::switchboard::NoMessage;
    type Info = ::switchboard::NoMessage;
    type Internal = ::switchboard::NoMessage;
    type EventTimeout = ::switchboard::NoMessage;
    type StateTimeout = ::switchboard::NoMessage;
    type Timeout = ::switchboard::NoMessage;
    type Ref = SRef;
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
        gs_state: &Self::State,
        gs_event: ::switchboard::StatemEvent<Self>,
        gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::Handled<Self>,
    > + ::switchboard::__private01::Send {
        async move {
            match gs_event {
                ::switchboard::StatemEvent::Call(gs_event, gs_from) => {
                    match gs_event {
                        SCall::Later { at: gs_a0 } => {
                            match gs_state {
                                St::A { .. } => {
                                    let gs_other = gs_from
                                        .defer::<u8, ::switchboard::Statem<S>>(gs_cx);
                                    ::switchboard::Handled::Next(
                                        Self::later(self, gs_a0, gs_other),
                                    )
                                }
                                _ if false => loop {}
                                St::B { .. } | St::C { .. } => {
                                    ::switchboard::Handled::Postpone(
                                        ::switchboard::StatemEvent::Call(
                                            SCall::Later { at: gs_a0 },
                                            gs_from,
                                        ),
                                    )
                                }
                            }
                        }
                    }
                }
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
impl ::switchboard::Supervised for S
where
    for<'gs> S: ::switchboard::__private01::Configured<
        [(); __put_all_handlers_of_S_into_one_impl],
    >,
{
    type Handle = SRef;
    type Sort = ::switchboard::bounds::OfMachine;
}
/// The typed address of a state machine of type `S`.
pub struct SRef {
    /// The address.
    server: ::switchboard::ServerRef<::switchboard::Statem<S>>,
}
impl SRef {
    /// The address, with what every server has: its identity, a stop, monitors.
    pub fn server(&self) -> &::switchboard::ServerRef<::switchboard::Statem<S>> {
        &self.server
    }
    /// `later`.
    ///
    /// # Errors
    ///
    /// `CallError` when no reply comes: the server is gone, crashes, or is too slow.
    fn later(
        &self,
        at: u8,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<u8, ::switchboard::CallError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::answer_later(
            &self.server,
            ::switchboard::__private01::Within::Default,
            SCall::Later { at },
        )
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Clone for SRef {
    fn clone(&self) -> Self {
        Self {
            server: ::switchboard::__private01::Clone::clone(&self.server),
        }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SRef {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, gs_f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<::switchboard::Statem<S>>>
for SRef {
    fn from(gs_server: ::switchboard::ServerRef<::switchboard::Statem<S>>) -> Self {
        Self { server: gs_server }
    }
}
#[automatically_derived]
impl ::switchboard::__private01::AsRef<
    ::switchboard::ServerRef<::switchboard::Statem<S>>,
> for SRef {
    fn as_ref(&self) -> &::switchboard::ServerRef<::switchboard::Statem<S>> {
        &self.server
    }
}
impl S {
    /// Starts a state machine, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<SRef, ::switchboard::StartError>,
    > + ::switchboard::__private01::Send {
        ::switchboard::__private01::start::<::switchboard::Statem<Self>>(())
    }
    /// Starts a state machine that is linked with the current process, and waits until it has its state.
    ///
    /// # Errors
    ///
    /// `StartError`; then nothing is left running.
    pub fn start_link() -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<SRef, ::switchboard::StartError>,
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
