//! What `#[gen_statem]` writes: machine times.

impl S {
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn over(&mut self) {}
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn poll(&mut self, n: u8) -> Result<(), Postpone> {
        x
    }
    #[allow(
        clippy::needless_pass_by_value,
        clippy::unused_self,
        clippy::unused_async,
        clippy::trivially_copy_pass_by_ref,
        reason = "a handler has the signature of its message"
    )]
    fn internal(&mut self, n: u8) {}
}
#[doc(hidden)]
const __put_all_handlers_of_S_into_one_impl: ::switchboard::__private01::usize = {
    ::switchboard::__private01::configured::<S>();
    0
};
/// What `S` sends to itself.
#[non_exhaustive]
pub enum SInternal {
    /// `load`.
    Load {
        /// `n`.
        n: u8,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SInternal {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Load { .. } => gs_f.write_str("Load"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for SInternal {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Load { .. } => "load",
        }
    }
}
/// What happens when `S` stays in a state.
#[non_exhaustive]
pub enum SStateTimeout {
    /// `over`.
    Over,
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for SStateTimeout {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Over { .. } => gs_f.write_str("Over"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for SStateTimeout {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Over { .. } => "over",
        }
    }
}
/// The timeouts of `S` that any state may see.
#[non_exhaustive]
pub enum STimeout {
    /// `poll`.
    Poll {
        /// `n`.
        n: u8,
    },
}
#[automatically_derived]
impl ::switchboard::__private01::Debug for STimeout {
    fn fmt(
        &self,
        gs_f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Poll { .. } => gs_f.write_str("Poll"),
        }
    }
}
#[automatically_derived]
impl ::switchboard::Message for STimeout {
    fn name(&self) -> &'static ::switchboard::__private01::str {
        match *self {
            Self::Poll { .. } => "poll",
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
    for<'gs> SInternal: ::switchboard::Message,
    for<'gs> SStateTimeout: ::switchboard::Message,
    for<'gs> STimeout: ::switchboard::Message,
    for<'gs> St: ::switchboard::__private01::VettedState<[(); __state_of_S]>,
{
    type State = St;
    type Args = ();
    type Call = ::switchboard::NoMessage;
    type Cast = ::switchboard::NoMessage;
    type Info = ::switchboard::NoMessage;
    type Internal = SInternal;
    type EventTimeout = ::switchboard::NoMessage;
    type StateTimeout = SStateTimeout;
    type Timeout = STimeout;
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
        _gs_cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::Handled<Self>,
    > + ::switchboard::__private01::Send {
        async move {
            match gs_event {
                ::switchboard::StatemEvent::Call(gs_never, _) => match gs_never {}
                ::switchboard::StatemEvent::Cast(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::Info(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::Internal(gs_event) => {
                    match gs_event {
                        SInternal::Load { n: gs_a0 } => {
                            match gs_state {
                                _ => {
                                    Self::internal(self, gs_a0);
                                    ::switchboard::Handled::Next(::switchboard::Next::keep())
                                }
                            }
                        }
                    }
                }
                ::switchboard::StatemEvent::EventTimeout(gs_never) => match gs_never {}
                ::switchboard::StatemEvent::StateTimeout(gs_event) => {
                    match gs_event {
                        SStateTimeout::Over {} => {
                            match gs_state {
                                St::A { .. } => {
                                    Self::over(self);
                                    ::switchboard::Handled::Next(::switchboard::Next::keep())
                                }
                                _ if false => loop {}
                                St::B { .. } => {
                                    ::switchboard::Handled::Next(::switchboard::Next::keep())
                                }
                            }
                        }
                    }
                }
                ::switchboard::StatemEvent::Timeout(gs_event) => {
                    match gs_event {
                        STimeout::Poll { n: gs_a0 } => {
                            match gs_state {
                                _ => {
                                    let gs_k0 = gs_a0;
                                    let gs_a0 = ::switchboard::__private01::kept(&gs_k0);
                                    match Self::poll(self, gs_a0) {
                                        ::switchboard::__private01::Ok(gs_value) => {
                                            gs_value;
                                            ::switchboard::Handled::Next(::switchboard::Next::keep())
                                        }
                                        ::switchboard::__private01::Err(::switchboard::Postpone) => {
                                            ::switchboard::Handled::Postpone(
                                                ::switchboard::StatemEvent::Timeout(STimeout::Poll {
                                                    n: gs_k0,
                                                }),
                                            )
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
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
