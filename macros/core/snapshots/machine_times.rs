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
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Load { .. } => f.write_str("Load"),
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
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Over { .. } => f.write_str("Over"),
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
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        match *self {
            Self::Poll { .. } => f.write_str("Poll"),
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
#[automatically_derived]
impl ::switchboard::GenStatem for S {
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
        _args: Self::Args,
        _cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::__private01::Result<
            (Self::State, Self),
            ::switchboard::InitError,
        >,
    > + ::switchboard::__private01::Send {
        async move {
            ::switchboard::__private01::Ok(
                <(Self::State, Self) as ::switchboard::__private01::Default>::default(),
            )
        }
    }
    fn handle_event(
        &mut self,
        state: &Self::State,
        event: ::switchboard::StatemEvent<Self>,
        _cx: &mut ::switchboard::StatemContext<Self>,
    ) -> impl ::switchboard::__private01::Future<
        Output = ::switchboard::Handled<Self>,
    > + ::switchboard::__private01::Send {
        async move {
            match event {
                ::switchboard::StatemEvent::Call(never, _) => match never {}
                ::switchboard::StatemEvent::Cast(never) => match never {}
                ::switchboard::StatemEvent::Info(never) => match never {}
                ::switchboard::StatemEvent::Internal(event) => {
                    match (event, state) {
                        (SInternal::Load { n: a0 }, _) => {
                            Self::internal(self, a0);
                            ::switchboard::Handled::Next(::switchboard::Next::keep())
                        }
                    }
                }
                ::switchboard::StatemEvent::EventTimeout(never) => match never {}
                ::switchboard::StatemEvent::StateTimeout(event) => {
                    match (event, state) {
                        (SStateTimeout::Over {}, St::A { .. }) => {
                            Self::over(self);
                            ::switchboard::Handled::Next(::switchboard::Next::keep())
                        }
                        (SStateTimeout::Over { .. }, St::B { .. }) => {
                            ::switchboard::Handled::Next(::switchboard::Next::keep())
                        }
                    }
                }
                ::switchboard::StatemEvent::Timeout(event) => {
                    match (event, state) {
                        (STimeout::Poll { n: k0 }, _) => {
                            let a0 = ::switchboard::__private01::kept(&k0);
                            match Self::poll(self, a0) {
                                ::switchboard::__private01::Ok(value) => {
                                    value;
                                    ::switchboard::Handled::Next(::switchboard::Next::keep())
                                }
                                ::switchboard::__private01::Err(::switchboard::Postpone) => {
                                    ::switchboard::Handled::Postpone(
                                        ::switchboard::StatemEvent::Timeout(STimeout::Poll {
                                            n: k0,
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
#[automatically_derived]
impl ::switchboard::Supervised for S {
    type Handle = SRef;
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
        f: &mut ::switchboard::__private01::Formatter<'_>,
    ) -> ::switchboard::__private01::FmtResult {
        ::switchboard::__private01::Debug::fmt(&self.server, f)
    }
}
#[automatically_derived]
impl ::switchboard::__private01::From<::switchboard::ServerRef<::switchboard::Statem<S>>>
for SRef {
    fn from(server: ::switchboard::ServerRef<::switchboard::Statem<S>>) -> Self {
        Self { server: server }
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
        (&::switchboard::__private01::ChildArgs::<
            ::switchboard::Statem<Self>,
            Self,
        >::new(()))
            .child_spec()
    }
    /// A supervisor's place for any number of such state machines, started while it runs.
    pub fn dynamic() -> ::switchboard::DynamicSpec<Self> {
        ::switchboard::DynamicSpec::new()
    }
}
